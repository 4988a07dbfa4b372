import { UserError } from "../contracts/errors.ts";
import type { CommandEvent } from "../contracts/event.ts";
import { publishPick } from "../pipeline/publish.ts";
import { readMarker } from "../publish/living-comment.ts";
import type { Opened } from "../publish/open.ts";
import { prose } from "../publish/safe-text.ts";
import { findRecord, type Publication, recordRun } from "../record/log.ts";
import type { Picked } from "../record/picked.ts";
import { readSettings } from "../request/settings-file.ts";
import type { Workplace } from "./workplace.ts";

/**
 * Opens another candidate of the last request that ended: on an issue the newest that we commented on,
 * on one of our pull requests the one it came from. Returns what to answer.
 */
export async function pick(place: Workplace, event: CommandEvent, choice: string): Promise<string> {
  const { host, applier, worker, secrets, doubt } = place;
  try {
    if (choice.includes("."))
      throw new UserError("rounds come with a later version; pick a number");
    const { request, publication } = await lastRecord(place, event);
    const { requestBlob, diffs } = publication;
    if (publication.run === null) throw new UserError("the request had no run");
    const run = await host.run(publication.run);
    if (run === null) throw new UserError("the request's run was deleted, and its patches with it");
    const { settings } = await readSettings(host, request.base.commit);
    const candidate = Number(choice);
    if (candidate === publication.candidate) throw new UserError(alreadyOpen(publication));
    // Nobody holds a claim here: whatever two replicas do at once, they find one branch and one pull request.
    const keep = async () => {};
    const deps = { host, applier, settings, secrets, doubt, keep, now: worker.now };
    const opened = await publishPick(request, { run, requestBlob }, { candidate, diffs }, deps);
    await recordPick(place, request.id, event, opened);
    place.count("picked");
    return pickedText(opened, publication);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    place.count("refused");
    return `Nothing was opened: ${prose(error.message, 400)}.`;
  }
}

function alreadyOpen({ candidate, pull }: Publication): string {
  return `candidate ${candidate} is what #${pull} was opened with`;
}

function pickedText({ candidate, pull, open }: Opened, first: Publication): string {
  if (!open) {
    return `Candidate ${candidate} is in #${pull}, which somebody has closed; reopen it to go on with it.`;
  }
  const other =
    first.pull === null ? "" : ` #${first.pull} stays as it is; close the one you do not want.`;
  return `Candidate ${candidate} is open for you to review: #${pull}.${other}`;
}

/** Which candidate people wanted instead is what the judge learns from. */
async function recordPick(
  { host, worker }: Workplace,
  id: string,
  { actor, askedAt }: CommandEvent,
  { candidate, pull, commit }: Opened,
): Promise<void> {
  const said: Picked = { version: 1, candidate, pull, commit, by: actor.login, askedAt };
  await recordRun(host, worker.now(), id, {
    [`picks/${candidate}.json`]: `${JSON.stringify(said, null, 1)}\n`,
  });
}

async function lastRecord({ host, worker }: Workplace, { issue }: CommandEvent) {
  // Our own texts only: anybody can write a marker.
  const comments = (await host.comments(issue.number)).filter(
    ({ author }) => author.bot && author.login === host.self,
  );
  const marks = comments.map(({ body }) => readMarker(body));
  if (issue.isPull && issue.author.bot && issue.author.login === host.self)
    marks.push(readMarker(issue.body));
  for (const id of marks.toReversed()) {
    const record = id === null ? null : await findRecord(host, worker.seal, id);
    if (record !== null) return record;
  }
  throw new UserError("no request has ended here yet; comment `/generate` on the issue first");
}
