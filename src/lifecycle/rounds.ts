import type { CommandEvent } from "../contracts/event.ts";
import { readMarker } from "../publish/living-comment.ts";
import { findRecord, type RunRecord } from "../record/log.ts";
import type { Workplace } from "./workplace.ts";

/**
 * The requests that have ended in a conversation and are recorded, oldest first: on an issue one a
 * `/generate`, on a pull request of ours the one that it came from and its further rounds.
 */
export async function recordsOn(
  { host, worker }: Pick<Workplace, "host" | "worker">,
  { issue }: { issue: Pick<CommandEvent["issue"], "number" | "isPull" | "author" | "body"> },
): Promise<RunRecord[]> {
  const isOurs = ({ bot, login }: CommandEvent["actor"]) => bot && login === host.self;
  // Our own texts only: anybody can write a marker.
  const texts = (await host.comments(issue.number)).filter(({ author }) => isOurs(author));
  const marks = texts.map(({ body }) => readMarker(body));
  if (issue.isPull && isOurs(issue.author)) marks.unshift(readMarker(issue.body));
  const records: RunRecord[] = [];
  for (const id of new Set(marks)) {
    const record = id === null ? null : await findRecord(host, worker.seal, id);
    if (record !== null) records.push(record);
  }
  return records;
}
