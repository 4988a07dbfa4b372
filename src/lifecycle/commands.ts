import type { Reacted } from "../contracts/code-host.ts";
import type { CommandEvent } from "../contracts/event.ts";
import type { Request } from "../contracts/request.ts";
import { gate } from "../pipeline/gate.ts";
import { commentBody } from "../publish/comment-text.ts";
import { findComment, showComment } from "../publish/living-comment.ts";
import { helpText, statusText } from "../publish/reply-text.ts";
import { marker } from "../publish/words.ts";
import { claimIssue, claimRef, endClaim, readClaim } from "../record/claim.ts";
import { wasRecorded } from "../record/log.ts";
import { usageSince } from "../record/usage.ts";
import { mayAsk } from "../request/authorise.ts";
import { type Command, parseCommand } from "../request/command.ts";
import { QUOTA_MS } from "../request/quota.ts";
import { requestId } from "../request/request-id.ts";
import { readSettings } from "../request/settings-file.ts";
import { advance } from "./advance.ts";
import { cancel } from "./cancel.ts";
import { pick } from "./pick.ts";
import { underWay } from "./progress.ts";
import { reactedTo } from "./react.ts";
import { recordsOn } from "./rounds.ts";
import { forRequest, type Workplace } from "./workplace.ts";

/** What an event asks for; null where it asks for nothing. A label is `/generate` without words. */
export function commandOf({ source }: CommandEvent): Command | null {
  if (source.kind === "label") return { kind: "generate", words: "" };
  return parseCommand(source.kind === "dispatch" ? `/generate ${source.words}` : source.body);
}

/** Carries out a command. Hearing it twice does no more than hearing it once. */
export async function handleCommand(place: Workplace, event: CommandEvent): Promise<void> {
  const command = commandOf(event);
  if (command === null) return;
  if (command.kind === "generate") return generate(place, event, command.words);
  if (!(await isAllowed(place, event))) return;
  if (command.kind === "status") return status(place, event);
  if (command.kind === "cancel") {
    const done = await cancel(place, event);
    if (!done) await reply(place, event, helpText("there is nothing to cancel on this issue"));
    return;
  }
  if (command.kind === "pick")
    return reply(place, event, await pick(place, event, command.candidate));
  await reply(place, event, helpText(command.why));
}

async function generate(place: Workplace, event: CommandEvent, words: string): Promise<void> {
  const { host, log, worker } = place;
  const records = () => recordsOn(place, event);
  const usage = () => usageSince(host, worker, new Date(worker.now().getTime() - QUOTA_MS));
  const outcome = await gate(event, words, { host, secrets: place.secrets, records, usage });
  if (outcome.kind === "ignored") {
    log.info({ actor: event.actor.login, issue: event.issue.number }, `ignored: ${outcome.reason}`);
    return place.count("ignored");
  }
  const to = reactedTo(event.issue.number, event.source);
  if (outcome.kind === "refused") {
    const { id, reason } = outcome;
    log.info({ request: id, issue: event.issue.number }, `refused: ${reason}`);
    // Heard again, when it has long been granted or answered.
    if ((await findComment(host, event.issue.number, id)) !== null) return;
    await showComment(
      host,
      event.issue.number,
      id,
      commentBody({ id }, { kind: "refused", reason }),
    );
    await host.react(to, "confused");
    return place.count("refused");
  }
  await begin(place, outcome.request, to);
}

async function begin(place: Workplace, request: Request, to: Reacted) {
  const { host, worker } = place;
  const { log } = forRequest(place, request.id);
  if (await wasHeard(place, request)) return log.info({}, "heard again");
  const outcome = await claimIssue(host, worker, request);
  log.info({ actor: request.origin?.actor }, `claim: ${outcome.kind}`);
  if (outcome.kind === "busy") return;
  if (outcome.kind === "other") return refuseSecond(place, request, to);
  if (outcome.kind === "new") {
    // It ended between our two looks.
    if ((await findComment(host, request.origin?.issue ?? 0, request.id)) !== null) {
      return endClaim(host, worker, outcome.claim);
    }
    await host.react(to, "eyes");
  }
  await advance(place, outcome.claim);
}

/** Whether there is nothing to do for it any more. Costs no write, since GitHub delivers some things twice. */
async function wasHeard(place: Workplace, request: Request): Promise<boolean> {
  const { host, worker } = place;
  const standing = await readClaim(host, worker, claimRef(request.origin?.issue ?? 0));
  if (standing === null) return hasEnded(place, request);
  // Its run is waited for; whoever hears of that goes on.
  return standing.request.id === request.id && standing.state.stage === "dispatched";
}

/** Its comment tells, or the log where somebody has deleted the comment. */
async function hasEnded({ host, worker }: Workplace, { id, origin }: Request): Promise<boolean> {
  if ((await findComment(host, origin?.issue ?? 0, id)) !== null) return true;
  return wasRecorded(host, worker, id);
}

async function refuseSecond(place: Workplace, request: Request, to: Reacted): Promise<void> {
  const { host } = place;
  const issue = request.origin?.issue ?? 0;
  // Heard late, again: what was said to it stands.
  if (await hasEnded(place, request)) return;
  const reason = "another request is under way here; ask again when it has ended, or `/cancel` it";
  await showComment(host, issue, request.id, commentBody(request, { kind: "refused", reason }));
  await host.react(to, "confused");
  place.count("refused");
}

async function status(place: Workplace, event: CommandEvent): Promise<void> {
  const claim = await readClaim(place.host, place.worker, claimRef(event.issue.number));
  await reply(place, event, statusText(claim === null ? null : await underWay(place, claim)));
}

async function isAllowed({ host }: Workplace, event: CommandEvent): Promise<boolean> {
  const base = await host.defaultBranch();
  const { settings, fault } = await readSettings(host, base.commit);
  // What a faulty file wanted to say about who may ask is not known; administrators always may.
  const who = fault === null ? settings : { ask: "admin" as const, bots: [] };
  return mayAsk(host, event.actor, who);
}

/** An answer to one comment, given once. */
async function reply(place: Workplace, event: CommandEvent, text: string): Promise<void> {
  const { host, secrets } = place;
  const { repositoryId, issue, source } = event;
  if (source.kind === "label") return;
  const id = requestId({ repositoryId, issue: issue.number, source });
  await showComment(host, issue.number, id, await secrets.redact(`${marker(id)}\n${text}`));
}
