import type { HostPull } from "../contracts/code-host.ts";
import { isMonth, LOG, oldestKept } from "../record/log.ts";
import { readSettings } from "../request/settings-file.ts";
import { expirePulls } from "./expire.ts";
import { recordOutcomes, recordRevert, revertedBy } from "./outcomes.ts";
import type { Workplace } from "./workplace.ts";

const DAY_MS = 86_400_000;

/** Pull requests and commits are looked through this far back. */
const LOOK_BACK_MS = 14 * DAY_MS;

/** What is merged is seldom taken back later than this. */
const REVERTED_WITHIN_MS = 60 * DAY_MS;

/**
 * Catches up with what people did with our pull requests while nobody was told: outcomes, reverts, and
 * what has grown old. Doing it again changes nothing.
 */
export async function tidy(place: Workplace): Promise<void> {
  const { host, worker } = place;
  const now = worker.now().getTime();
  const { name, commit } = await host.defaultBranch();
  const since = new Date(now - LOOK_BACK_MS);
  for (const pull of await host.pullsSince(since)) await recordOutcomes(place, pull);
  await recordReverts(place, { branch: name, since, now });
  const { settings, fault } = await readSettings(host, commit);
  // Nobody knows what a faulty file wanted.
  if (fault !== null) return;
  await expirePulls(place, settings.expireDays);
  await forgetMonths(place, settings.keepMonths);
}

/** Deletes the records of months that are older than the settings want. */
async function forgetMonths({ host, worker, log }: Workplace, months: number): Promise<void> {
  if (months === 0) return;
  const oldest = `${LOG}${oldestKept(worker.now(), months)}`;
  for (const { name } of await host.refsBelow(LOG)) {
    if (!isMonth(name) || name >= oldest) continue;
    await host.deleteRef(name);
    log.info({ ref: name }, "deleted, as the settings want it");
  }
}

async function recordReverts(
  place: Workplace,
  { branch, since, now }: { branch: string; since: Date; now: number },
): Promise<void> {
  const { host } = place;
  const reverts = (await host.commitsSince(branch, since))
    .map((commit) => ({ ...revertedBy(commit), at: commit.committedAt }))
    .filter(({ commit, pull }) => commit !== null || pull !== null);
  if (reverts.length === 0) return;
  const merged = await host.pullsSince(new Date(now - REVERTED_WITHIN_MS));
  for (const { commit, pull, at } of reverts) {
    const wanted = ({ number, mergeCommit, head }: HostPull) =>
      number === pull || (commit !== null && (commit === mergeCommit || commit === head.commit));
    const found = merged.find(wanted);
    if (found !== undefined) await recordRevert(place, found, new Date(at).toISOString());
  }
}
