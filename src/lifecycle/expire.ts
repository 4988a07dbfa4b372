import type { HostPull } from "../contracts/code-host.ts";
import { openingOf } from "../record/opening.ts";
import { isOurs } from "./outcomes.ts";
import { recordsOn } from "./rounds.ts";
import type { Workplace } from "./workplace.ts";

const DAY_MS = 86_400_000;

/**
 * Closes pull requests of ours that nobody has touched for so many days, and says so. One with
 * anybody else's commits on it stays: somebody works on that.
 */
export async function expirePulls(place: Workplace, days: number): Promise<void> {
  if (days === 0) return;
  const { host, worker, log } = place;
  const since = worker.now().getTime() - days * DAY_MS;
  for (const pull of await host.openPulls()) {
    if (!isOurs(host, pull) || Date.parse(pull.updatedAt) > since) continue;
    if (!(await isAsOpened(place, pull))) continue;
    await host.closePull(pull.number);
    await host.createComment(pull.number, expired(days));
    place.count("expired");
    log.info({ pull: pull.number }, "closed: nobody has touched it for long");
  }
}

async function isAsOpened(place: Workplace, pull: HostPull): Promise<boolean> {
  const { number, author, body, head } = pull;
  for (const record of await recordsOn(place, { issue: { number, isPull: true, author, body } })) {
    const opening = await openingOf(place.host, record, number);
    if (opening?.commit === head.commit) return true;
  }
  return false;
}

function expired(days: number): string {
  const time = days === 1 ? "a day" : `${days} days`;
  return `Nothing has happened here for ${time}, so I have closed this (\`expireDays\` in the repository's settings). The branch is still there: reopen the pull request to go on with it.`;
}
