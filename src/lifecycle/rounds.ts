import type { CommandEvent } from "../contracts/event.ts";
import { readMarker } from "../publish/living-comment.ts";
import { isSelf } from "../publish/own-account.ts";
import { findAmong, logMonths, type RunRecord } from "../record/log.ts";
import { openingOf } from "../record/opening.ts";
import type { Workplace } from "./workplace.ts";

/**
 * The requests that have ended in a conversation and are recorded, oldest first: on an issue one a
 * `/generate`, on a pull request of ours the one that it came from and its further rounds. A marker alone
 * proves nothing: other workflows may write as the same account, and repeat what strangers say.
 */
export async function recordsOn(
  place: Pick<Workplace, "host" | "worker">,
  { issue }: { issue: Pick<CommandEvent["issue"], "number" | "isPull" | "author" | "body"> },
): Promise<RunRecord[]> {
  const { host, worker } = place;
  const texts = (await host.comments(issue.number)).filter(({ author }) => isSelf(host, author));
  const marks = texts.map(({ body }) => readMarker(body));
  if (issue.isPull && isSelf(host, issue.author)) marks.unshift(readMarker(issue.body));
  const ids = [...new Set(marks)].filter((id) => id !== null);
  const months = ids.length === 0 ? [] : await logMonths(host);
  const records: RunRecord[] = [];
  for (const id of ids) {
    const record = await findAmong(host, worker.seal, id, months);
    if (record !== null && (await belongsTo(place, record, issue.number))) records.push(record);
  }
  return records;
}

async function belongsTo(
  { host, worker }: Pick<Workplace, "host" | "worker">,
  record: RunRecord,
  number: number,
): Promise<boolean> {
  if (record.request.origin?.issue === number) return true;
  return (await openingOf(host, worker.seal, record, number)) !== null;
}
