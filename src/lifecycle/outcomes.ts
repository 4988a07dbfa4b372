import type { CodeHost, HostCommit, HostPull } from "../contracts/code-host.ts";
import { isBranchName } from "../publish/branch.ts";
import { recordRun } from "../record/log.ts";
import { type Opening, openingOf } from "../record/opening.ts";
import { type Outcome, outcomePath, readOutcome } from "../record/outcome.ts";
import { differingLines } from "./changed-lines.ts";
import { recordsOn } from "./rounds.ts";
import type { Workplace } from "./workplace.ts";

/**
 * Records what people did with a pull request of ours that is closed. Doing it again changes nothing. A
 * pull request that is open, or nobody's request, is left alone.
 */
export async function recordOutcomes(place: Workplace, pull: HostPull): Promise<void> {
  if (pull.open || !isOurs(place.host, pull)) return;
  await eachOpening(place, pull, async (opening, before) => {
    // It stays reverted, however often it is looked at.
    if (before?.kind === "reverted" && pull.mergeCommit === before.mergeCommit) return null;
    return outcomeOf(place.host, pull, opening);
  });
}

/** The same for what was merged and taken back: the outcome is that. */
export async function recordRevert(place: Workplace, pull: HostPull, at: string): Promise<void> {
  if (pull.mergeCommit === null || !isOurs(place.host, pull)) return;
  await eachOpening(place, pull, async (opening, before) => {
    const last = before ?? (await outcomeOf(place.host, pull, opening));
    return last.kind === "reverted" ? null : { ...last, kind: "reverted", at };
  });
}

/** Whether a webhook of a closed pull request is worth a call: it may be one of ours, or take one back. */
export function mayConcernUs(pull: {
  readonly body: string | null;
  readonly head: { readonly ref: string };
}): boolean {
  return isBranchName(pull.head.ref) || revertedBy({ message: pull.body ?? "" }).pull !== null;
}

/** A pull request was closed: perhaps one of ours, perhaps one that takes ours back. */
export async function heardClosed(place: Workplace, number: number): Promise<void> {
  const pull = await place.host.pull(number);
  if (pull === null || pull.open) return;
  if (isOurs(place.host, pull)) return recordOutcomes(place, pull);
  const back = pull.mergeCommit === null ? null : revertedBy({ message: pull.body }).pull;
  const target = back === null ? null : await place.host.pull(back);
  if (target !== null && pull.closedAt !== null) {
    await recordRevert(place, target, new Date(pull.closedAt).toISOString());
  }
}

/**
 * The number of a pull request that another one takes back, by the words that GitHub and git write into it;
 * null where it takes back none.
 */
export function revertedBy({ message }: Pick<HostCommit, "message">): {
  readonly commit: string | null;
  readonly pull: number | null;
} {
  const commit = /^This reverts commit ([0-9a-f]{40,64})\b/m.exec(message)?.[1] ?? null;
  const pull = /^Reverts (?:[\w.-]+\/[\w.-]+)?#(\d{1,9})\b/m.exec(message)?.[1];
  return { commit, pull: pull === undefined ? null : Number(pull) };
}

export function isOurs({ self }: CodeHost, { author, ownRepository }: HostPull): boolean {
  return ownRepository && author.bot && author.login === self;
}

/** Writes what `next` makes of the last outcome of each request that has opened the pull request. */
async function eachOpening(
  place: Workplace,
  pull: HostPull,
  next: (opening: Opening, before: Outcome | null) => Promise<Outcome | null>,
): Promise<void> {
  const { host, log } = place;
  const { number, author, body } = pull;
  for (const record of await recordsOn(place, { issue: { number, isPull: true, author, body } })) {
    const opening = await openingOf(host, record, number);
    if (opening === null) continue;
    const before = await readOutcome(host, record, number);
    const outcome = await next(opening, before);
    if (outcome === null || JSON.stringify(outcome) === JSON.stringify(before)) continue;
    // Into the month of the request, so that whoever deletes a month deletes all of it.
    await recordRun(host, new Date(record.publication.at), record.request.id, {
      [outcomePath(number)]: `${JSON.stringify(outcome, null, 1)}\n`,
    });
    place.count(`outcome-${outcome.kind}`);
    log.info({ request: record.request.id, outcome }, `pull request ${outcome.kind}`);
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
