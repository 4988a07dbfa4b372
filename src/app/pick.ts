import { UserError } from "../contracts/errors.ts";
import type { CommandEvent } from "../contracts/event.ts";
import { publishPick } from "../pipeline/publish.ts";
import { readMarker } from "../publish/living-comment.ts";
import { prose } from "../publish/safe-text.ts";
import { findRecord } from "../record/log.ts";
import { readSettings } from "../request/settings-file.ts";
import type { Workplace } from "./workplace.ts";

/**
 * Opens another candidate of the last request that ended: on an issue the newest that we commented on,
 * on one of our pull requests the one it came from. Returns what to answer.
 */
export async function pick(place: Workplace, event: CommandEvent, choice: string): Promise<string> {
  const { host, applier, worker } = place;
  try {
    if (choice.includes("."))
      throw new UserError("rounds come with a later version; pick a number");
    const record = await lastRecord(place, event);
    const { request, requestBlob, publication } = record;
    if (publication.run === null) throw new UserError("the request had no run");
    const run = await host.run(publication.run);
    if (run === null) throw new UserError("the request's run was deleted, and its patches with it");
    const { settings } = await readSettings(host, request.base.commit);
    const candidate = Number(choice);
    if (candidate === publication.candidate) {
      throw new UserError(`candidate ${candidate} is open already, in #${publication.pull}`);
    }
    const chosen = { candidate, diffs: publication.diffs };
    const deps = { host, applier, settings, now: worker.now };
    const opened = await publishPick(request, { run, requestBlob }, chosen, deps);
    place.count("picked");
    const other =
      publication.pull === null
        ? ""
        : ` #${publication.pull} stays as it is; close the one you do not want.`;
    return `Candidate ${candidate} is open for you to review: #${opened.pull}.${other}`;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    place.count("refused");
    return `Nothing was opened: ${prose(error.message, 400)}.`;
  }
}

async function lastRecord({ host }: Workplace, { issue }: CommandEvent) {
  // Our own texts only: anybody can write a marker.
  const comments = (await host.comments(issue.number)).filter(
    ({ author }) => author.bot && author.login === host.self,
  );
  const marks = comments.map(({ body }) => readMarker(body));
  if (issue.isPull && issue.author.bot && issue.author.login === host.self)
    marks.push(readMarker(issue.body));
  for (const id of marks.toReversed()) {
    const record = id === null ? null : await findRecord(host, id);
    if (record !== null) return record;
  }
  throw new UserError("no request has ended here yet; comment `/generate` on the issue first");
}
