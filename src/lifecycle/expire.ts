import type { HostPull } from "../contracts/code-host.ts";
import { showComment } from "../publish/living-comment.ts";
import { isOwnPull } from "../publish/own-account.ts";
import { marker } from "../publish/words.ts";
import { openingOf } from "../record/opening.ts";
import { requestId } from "../request/request-id.ts";
import { recordsOn } from "./rounds.ts";
import type { Workplace } from "./workplace.ts";

const DAY_MS = 86_400_000;

/** Pull requests of ours that nobody has touched for so many days; none where that is 0. */
export async function stalePulls({ host, worker }: Workplace, days: number): Promise<HostPull[]> {
  if (days === 0) return [];
  const since = worker.now().getTime() - days * DAY_MS;
  const isStale = (pull: HostPull) => isOwnPull(host, pull) && Date.parse(pull.updatedAt) <= since;
  return (await host.openPulls()).filter(isStale);
}

/** Closes one of them, and says so. One with anybody else's commits on it stays: somebody works on that. */
export async function expirePull(place: Workplace, pull: HostPull, days: number): Promise<void> {
  if (!(await isAsOpened(place, pull))) return;
  const { host, log } = place;
  const { number, updatedAt } = pull;
  // The same for all who look at the same time, so that it is said once.
  const source = { kind: "expired" as const, id: Date.parse(updatedAt) };
  const id = requestId({ repositoryId: host.repository.id, issue: number, source });
  await showComment(host, number, id, `${marker(id)}\n${expired(days)}`);
  await host.closePull(number);
  place.count("expired");
  log.info({ pull: number }, "closed: nobody has touched it for long");
}

async function isAsOpened(place: Workplace, pull: HostPull): Promise<boolean> {
  const { host, worker } = place;
  const { number, author, body, head } = pull;
  for (const record of await recordsOn(place, { issue: { number, isPull: true, author, body } })) {
    const opening = await openingOf(host, worker.seal, record, number);
    if (opening?.commit === head.commit) return true;
  }
  return false;
}

function expired(days: number): string {
  const time = days === 1 ? "a day" : `${days} days`;
  return `Nothing has happened here for ${time}, so I close this (\`expireDays\` in the repository's settings). The branch stays: reopen the pull request to go on with it.`;
}
