import type { CodeHost, HostPull } from "../contracts/code-host.ts";
import { isOwnPull } from "../publish/own-account.ts";
import { recordRun } from "../record/log.ts";
import { type Opening, openingOf } from "../record/opening.ts";
import { type Outcome, outcomePath, readOutcome } from "../record/outcome.ts";
import { sealedText } from "../record/sealed.ts";
import { differingLines } from "./changed-lines.ts";
import { revertedPull } from "./reverts.ts";
import { recordsOn } from "./rounds.ts";
import type { Workplace } from "./workplace.ts";

/**
 * Records what a closed pull request means for ours: what people did with it, if it is one; that one of
 * ours was taken back, if it says so. Doing it again changes nothing.
 */
export async function recordClosed(place: Workplace, pull: HostPull): Promise<void> {
  const { host } = place;
  if (pull.open) return;
  if (isOwnPull(host, pull)) return recordOutcomes(place, pull);
  const number = revertedPull(host, pull);
  const { name } = number === null ? { name: "" } : await host.defaultBranch();
  if (number === null || pull.base !== name || pull.closedAt === null) return;
  const target = await host.pull(number);
  if (target !== null) await recordRevert(place, target, pull.closedAt);
}

/** One of ours was merged and taken back at a time (ISO 8601): that is its outcome then. */
export async function recordRevert(place: Workplace, pull: HostPull, at: string): Promise<void> {
  if (pull.mergeCommit === null || !isOwnPull(place.host, pull)) return;
  await eachOpening(place, pull, async (opening, before) => {
    const last = before ?? (await outcomeOf(place.host, pull, opening));
    if (last.kind === "reverted") return null;
    return { ...last, kind: "reverted", at: new Date(at).toISOString() };
  });
}

async function recordOutcomes(place: Workplace, pull: HostPull): Promise<void> {
  await eachOpening(place, pull, async (opening, before) => {
    // It stays reverted, however often it is looked at.
    if (before?.kind === "reverted" && pull.mergeCommit === before.mergeCommit) return null;
    return outcomeOf(place.host, pull, opening);
  });
}

/** Writes what `next` makes of the last outcome of each request that has opened the pull request. */
async function eachOpening(
  place: Workplace,
  pull: HostPull,
  next: (opening: Opening, before: Outcome | null) => Promise<Outcome | null>,
): Promise<void> {
  const { host, log, worker } = place;
  const { number, author, body } = pull;
  for (const record of await recordsOn(place, { issue: { number, isPull: true, author, body } })) {
    const opening = await openingOf(host, worker.seal, record, number);
    if (opening === null) continue;
    const before = await readOutcome(host, worker.seal, record, number);
    const outcome = await next(opening, before);
    if (outcome === null || JSON.stringify(outcome) === JSON.stringify(before)) continue;
    const { id } = record.request;
    const path = outcomePath(number);
    const text = sealedText(worker.seal, host.repository.id, { id, path }, outcome);
    // Into the month of the request, so that whoever deletes a month deletes all of it.
    await recordRun(host, new Date(record.publication.at), id, { [path]: text });
    place.count(`outcome-${outcome.kind}`);
    log.info({ request: id, outcome }, `pull request ${outcome.kind}`);
  }
}

async function outcomeOf(host: CodeHost, pull: HostPull, opening: Opening): Promise<Outcome> {
  const { number, mergeCommit, closedAt, updatedAt, head } = pull;
  const { candidate, commit } = opening;
  const isAsIs = mergeCommit === null || head.commit === commit;
  const editedLines = isAsIs ? 0 : await linesSince(host, pull, commit);
  const merged = editedLines === 0 ? "merged" : "edited";
  const kind = mergeCommit === null ? "closed" : merged;
  const at = new Date(closedAt ?? updatedAt).toISOString();
  return { version: 1, kind, pull: number, candidate, editedLines, mergeCommit, at };
}

/** What was merged, against what our commit would have brought. */
async function linesSince(host: CodeHost, pull: HostPull, commit: string): Promise<number> {
  const ours = await host.changesBetween(pull.baseCommit, commit);
  return differingLines(ours, await host.changesOf(pull.number));
}
