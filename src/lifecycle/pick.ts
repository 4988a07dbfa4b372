import { UserError } from "../contracts/errors.ts";
import type { CommandEvent } from "../contracts/event.ts";
import { roundOf } from "../contracts/request.ts";
import { publishPick } from "../pipeline/publish.ts";
import type { Opened } from "../publish/open.ts";
import { inline, prose } from "../publish/safe-text.ts";
import { type Publication, type RunRecord, recordRun } from "../record/log.ts";
import { type Picked, pickPath } from "../record/picked.ts";
import { sealedText } from "../record/sealed.ts";
import { settingsFor } from "../request/settings-file.ts";
import { recordsOn } from "./rounds.ts";
import type { Workplace } from "./workplace.ts";

/**
 * Opens another candidate: on an issue of the newest request that ended, on one of our pull requests of the
 * round that `choice` names (`2.3`), or of its only one. Returns what to answer.
 */
export async function pick(place: Workplace, event: CommandEvent, choice: string): Promise<string> {
  const { host, applier, worker, secrets, doubt } = place;
  try {
    const record = await recordOf(place, event, choice);
    const { request, publication } = record;
    const { requestBlob, diffs } = publication;
    if (publication.run === null) throw new UserError("the request had no run");
    const run = await host.run(publication.run);
    if (run === null) throw new UserError("the request's run was deleted, and its patches with it");
    const settings = await settingsFor(host, request);
    const candidate = Number(choice.split(".").at(-1));
    if (candidate === publication.candidate) throw new UserError(alreadyOpen(publication));
    // Nobody holds a claim here: whatever two replicas do at once, they find one branch and one pull request.
    const keep = async () => {};
    const deps = { host, applier, settings, secrets, doubt, keep, now: worker.now };
    const opened = await publishPick(request, { run, requestBlob }, { candidate, diffs }, deps);
    await recordPick(place, record, event, opened);
    place.count("picked");
    return pickedText(opened, publication);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    place.count("refused");
    return `Nothing was opened: ${prose(error.message, 400)}.`;
  }
}

function alreadyOpen({ candidate, pull }: Publication): string {
  const where = pull === null ? "on the branch" : `what #${pull} was opened with`;
  return `candidate ${candidate} is ${where} already`;
}

function pickedText({ candidate, pull, open, branch }: Opened, first: Publication): string {
  if (pull === null) return `Candidate ${candidate} is on the branch ${inline(branch, 200)}.`;
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
  { request, publication }: RunRecord,
  { actor, askedAt }: CommandEvent,
  { candidate, pull, commit }: Opened,
): Promise<void> {
  const said: Picked = { version: 1, candidate, pull, commit, by: actor.login, askedAt };
  const path = pickPath(said);
  const text = sealedText(worker.seal, host.repository.id, { id: request.id, path }, said);
  // Into the month of the request, so that whoever deletes a month deletes all of it.
  await recordRun(host, new Date(publication.at), request.id, { [path]: text });
}

async function recordOf(place: Workplace, event: CommandEvent, choice: string): Promise<RunRecord> {
  const records = await recordsOn(place, event);
  const last = records.at(-1);
  if (last === undefined) {
    throw new UserError("no request has ended here yet; comment `/generate` on the issue first");
  }
  const rounds = [...new Set(records.map(({ request }) => roundOf(request)))];
  if (!choice.includes(".")) {
    if (rounds.length === 1) return last;
    const names = rounds.map((round) => `\`/pick ${round}.${choice}\``).join(" or ");
    throw new UserError(`there are ${rounds.length} rounds; say which: ${names}`);
  }
  const wanted = Number(choice.split(".")[0]);
  const found = records.findLast(({ request }) => roundOf(request) === wanted);
  if (found !== undefined) return found;
  throw new UserError(`there is no round ${wanted} here; there is ${rounds.join(", ")}`);
}
