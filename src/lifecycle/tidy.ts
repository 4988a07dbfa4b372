import { isMonth, LOG, oldestKept } from "../record/log.ts";
import { readSettings } from "../request/settings-file.ts";
import { expirePull, stalePulls } from "./expire.ts";
import { recordClosed, recordRevert } from "./outcomes.ts";
import { revertedCommit } from "./reverts.ts";
import type { Workplace } from "./workplace.ts";

const DAY_MS = 86_400_000;

/** Pull requests and commits are looked through this far back. */
const LOOK_BACK_MS = 14 * DAY_MS;

/** What is merged is seldom taken back later than this. */
const REVERTED_WITHIN_MS = 60 * DAY_MS;

/**
 * Catches up with what people did with our pull requests while nobody was told: outcomes, reverts, and
 * what has grown old. Doing it again changes nothing. What breaks for one of them is logged, and
 * does not keep the others.
 */
export async function tidy(place: Workplace): Promise<void> {
  const { host, worker } = place;
  const since = new Date(worker.now().getTime() - LOOK_BACK_MS);
  const base = await host.defaultBranch();
  await apart(place, "outcomes", async () => {
    for (const pull of await host.pullsSince(since)) {
      await apart(place, `#${pull.number}`, () => recordClosed(place, pull));
    }
  });
  await apart(place, "reverts", () => recordReverts(place, base.name, since));
  const { settings, fault } = await readSettings(host, base.commit);
  // Nobody knows what a faulty file wanted.
  if (fault !== null) return;
  const { expireDays, keepMonths } = settings;
  await apart(place, "expiry", async () => {
    for (const pull of await stalePulls(place, expireDays)) {
      await apart(place, `#${pull.number}`, () => expirePull(place, pull, expireDays));
    }
  });
  await apart(place, "retention", () => forgetMonths(place, keepMonths));
}

async function apart({ log }: Workplace, what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error({ err: error }, `${what}: it could not be looked after`);
  }
}

async function recordReverts(place: Workplace, branch: string, since: Date): Promise<void> {
  const { host, worker } = place;
  const reverts = (await host.commitsSince(branch, since)).flatMap(({ message, committedAt }) => {
    const commit = revertedCommit(message);
    return commit === null ? [] : [{ commit, at: committedAt }];
  });
  if (reverts.length === 0) return;
  const merged = await host.pullsSince(new Date(worker.now().getTime() - REVERTED_WITHIN_MS));
  for (const { commit, at } of reverts) {
    const found = merged.find(
      ({ mergeCommit, head }) => commit === mergeCommit || commit === head.commit,
    );
    if (found !== undefined) {
      await apart(place, `#${found.number}`, () => recordRevert(place, found, at));
    }
  }
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
