import type { CommandEvent } from "../contracts/event.ts";
import type { Request } from "../contracts/request.ts";
import { gate } from "../pipeline/gate.ts";
import { commentBody } from "../publish/comment-text.ts";
import { findComment, showComment } from "../publish/living-comment.ts";
import { helpText, statusText } from "../publish/reply-text.ts";
import { redact } from "../publish/secrets.ts";
import { marker } from "../publish/words.ts";
import {
  type Claim,
  claimIssue,
  claimRef,
  endClaim,
  isHeld,
  readClaim,
  releaseClaim,
  takeOver,
} from "../record/claim.ts";
import { mayAsk } from "../request/authorise.ts";
import { type Command, parseCommand } from "../request/command.ts";
import { requestId } from "../request/request-id.ts";
import { readSettings } from "../request/settings-file.ts";
import { advance } from "./advance.ts";
import { pick } from "./pick.ts";
import { findRun } from "./progress.ts";
import { forRequest, type Workplace } from "./workplace.ts";

/** What an event asks for; null where it asks for nothing. A label is `/generate` without words. */
export function commandOf({ source }: CommandEvent): Command | null {
  return source.kind === "comment" ? parseCommand(source.body) : { kind: "generate", words: "" };
}

/** Carries out a command. Hearing it twice does no more than hearing it once. */
export async function handleCommand(place: Workplace, event: CommandEvent): Promise<void> {
  const command = commandOf(event);
  if (command === null) return;
  if (command.kind === "generate") return generate(place, event, command.words);
  if (!(await isAllowed(place, event))) return;
  if (command.kind === "status") return status(place, event);
  if (command.kind === "cancel") return cancel(place, event);
  if (command.kind === "pick")
    return reply(place, event, await pick(place, event, command.candidate));
  await reply(place, event, helpText(command.why));
}

async function generate(place: Workplace, event: CommandEvent, words: string): Promise<void> {
  const { host, log } = place;
  const outcome = await gate(host, event, words);
  if (outcome.kind === "ignored") {
    log.info({ actor: event.actor.login, issue: event.issue.number }, `ignored: ${outcome.reason}`);
    return place.count("ignored");
  }
  const to =
    event.source.kind === "comment" ? { comment: event.source.id } : { issue: event.issue.number };
  if (outcome.kind === "refused") {
    const { id, reason } = outcome;
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

async function begin(
  place: Workplace,
  request: Request,
  to: Parameters<Workplace["host"]["react"]>[0],
) {
  const { host, worker } = place;
  const issue = request.origin?.issue ?? 0;
  const outcome = await claimIssue(host, worker, request);
  forRequest(place, request.id).log.info(
    { actor: request.origin?.actor },
    `claim: ${outcome.kind}`,
  );
  if (outcome.kind === "busy") return;
  if (outcome.kind === "other") {
    const reason =
      "another request on this issue is under way; ask again when it has ended, or `/cancel` it";
    if ((await findComment(host, issue, request.id)) !== null) return;
    await showComment(host, issue, request.id, commentBody(request, { kind: "refused", reason }));
    return place.count("refused");
  }
  // A new claim, yet we have said something already: the request has ended, and was heard again.
  if (outcome.kind === "new" && (await findComment(host, issue, request.id)) !== null) {
    return endClaim(host, outcome.claim);
  }
  if (outcome.kind === "new") await host.react(to, "eyes");
  await advance(place, outcome.claim);
}

async function status(place: Workplace, event: CommandEvent): Promise<void> {
  const claim = await readClaim(place.host, claimRef(event.issue.number));
  if (claim === null) return reply(place, event, statusText(null));
  const run = await runOf(place, claim);
  await reply(place, event, statusText({ request: claim.request, run }));
}

async function cancel(place: Workplace, event: CommandEvent): Promise<void> {
  const { host, worker } = place;
  const claim = await readClaim(host, claimRef(event.issue.number));
  const run = claim === null ? null : await runOf(place, claim);
  // One that GitHub delivers late must not end what was asked for after it.
  if (claim !== null && event.askedAt <= (claim.request.origin?.askedAt ?? "")) return;
  if (claim === null || run === null || run.status === "completed") {
    return reply(place, event, helpText("there is nothing to cancel on this issue"));
  }
  if (!isHeld(claim, worker)) {
    const ours = await takeOver(host, worker, claim);
    // Left at once: the run's end is heard by whichever replica GitHub tells.
    if (ours !== null) await releaseClaim(host, ours, { cancelledBy: event.actor.login });
  }
  await host.cancelRun(run.id);
  place.count("cancel");
}

async function runOf({ host }: Workplace, claim: Claim) {
  const { settings } = await readSettings(host, claim.request.base.commit);
  return findRun(host, claim, settings.workflow);
}

async function isAllowed({ host }: Workplace, event: CommandEvent): Promise<boolean> {
  const base = await host.defaultBranch();
  const { settings, fault } = await readSettings(host, base.commit);
  // What a faulty file wanted to say about who may ask is not known; administrators always may.
  const who = fault === null ? settings : { ask: "admin" as const, bots: [] };
  return mayAsk(host, event.actor, who);
}

/** An answer to one comment, given once. */
async function reply({ host }: Workplace, event: CommandEvent, text: string): Promise<void> {
  const { repositoryId, issue, source } = event;
  if (source.kind !== "comment") return;
  const id = requestId({ repositoryId, issue: issue.number, source });
  await showComment(host, issue.number, id, await redact(`${marker(id)}\n${text}`));
}
