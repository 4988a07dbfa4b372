import type { HostRun } from "../contracts/code-host.ts";
import { UserError } from "../contracts/errors.ts";
import type { Result } from "../contracts/result.ts";
import { hasStatus } from "../github/octokit.ts";
import { type PublishOutcome, publish } from "../pipeline/publish.ts";
import { type CommentState, commentBody } from "../publish/comment-text.ts";
import { showComment } from "../publish/living-comment.ts";
import { redactValue } from "../publish/redact-value.ts";
import { redact } from "../publish/secrets.ts";
import { type Claim, endClaim, moveClaim, releaseClaim } from "../record/claim.ts";
import { type Publication, recordRun } from "../record/log.ts";
import { readSettings, type Settings } from "../request/settings-file.ts";
import { dispatchRun, findRun, usualSeconds } from "./progress.ts";
import { forRequest, type Log, type Workplace } from "./workplace.ts";

/** A run that cannot be finished this often will not be. */
const MAX_TAKEOVERS = 5;

const GIVEN_UP = `it could not be finished in ${MAX_TAKEOVERS} tries; the app's log has the errors`;

/** How far back runs are looked at to say how long one usually takes. */
const USUAL_MS = 30 * 86_400_000;

/**
 * Does what is due for a claim that this worker holds: starts its run, shows that it is running, or publishes
 * what it found. Every step finds what an earlier, broken try made, so this is also how the app
 * goes on after a crash.
 */
export async function advance(workplace: Workplace, claim: Claim): Promise<void> {
  const place = forRequest(workplace, claim.request.id);
  try {
    // Before anything that could fail again.
    if (claim.state.takeovers > MAX_TAKEOVERS) throw new UserError(GIVEN_UP);
    await step(place, claim);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await close(place, claim, failure(place, claim, error.message), null);
  }
}

async function step(place: Workplace, claim: Claim): Promise<void> {
  const { host } = place;
  const { settings } = await readSettings(host, claim.request.base.commit);
  const run = await findRun(host, claim, settings.workflow);
  if (run === null && claim.state.run !== null) throw new UserError("its run was deleted");
  if (run === null) return start(place, claim, settings);
  if (run.status === "completed") return finish(place, { claim, run, settings });
  await show(place, claim, await underWay(place, claim, { run, workflow: settings.workflow }));
  await releaseClaim(host, claim, { stage: "dispatched", run: run.id });
}

async function underWay(
  { host, worker }: Workplace,
  claim: Claim,
  { run, workflow }: { run: HostRun; workflow: string },
): Promise<CommentState> {
  const runUrl = run.url;
  if (run.status === "queued") return { kind: "queued", since: claimedSince(claim), runUrl };
  const recent = await host.runsSince(workflow, new Date(worker.now().getTime() - USUAL_MS));
  return { kind: "running", since: run.startedAt, runUrl, usualSeconds: usualSeconds(recent) };
}

async function start(place: Workplace, claim: Claim, settings: Settings): Promise<void> {
  const { host } = place;
  const since = claimedSince(claim);
  await show(place, claim, { kind: "queued", since, runUrl: null });
  const run = await dispatchRun(host, claim, settings.workflow);
  place.log.info({ run: run?.id }, "the run is started");
  // While the claim is ours: whoever hears of the run next may write something newer.
  if (run !== null) await show(place, claim, { kind: "queued", since, runUrl: run.url });
  await releaseClaim(host, claim, { stage: "dispatched", run: run?.id ?? null });
  place.count("dispatched");
}

async function finish(
  place: Workplace,
  parts: { claim: Claim; run: HostRun; settings: Settings },
): Promise<void> {
  const { run, settings } = parts;
  const claim = await moveClaim(place.host, place.worker, parts.claim, {
    stage: "publishing",
    run: run.id,
  });
  if (claim === null) return;
  const { host, applier, worker } = place;
  const { request, requestBlob } = claim;
  const deps = { host, applier, settings, now: worker.now };
  const outcome = await publish(request, { run, requestBlob }, deps);
  await close(place, claim, outcome, run.url);
}

function failure({ worker }: Workplace, claim: Claim, reason: string): PublishOutcome {
  const nothing = { candidate: null, branch: null, commit: null, pull: null, diffs: {} };
  const at = worker.now().toISOString();
  const { request, state } = claim;
  const ids = { version: 1 as const, requestId: request.id, run: state.run, at };
  return { publication: { ...ids, ...nothing, kind: "failed", reason }, result: null };
}

/** Says how it ended, records it, and leaves the issue free. In this order: the claim goes last. */
async function close(
  place: Workplace,
  claim: Claim,
  { publication, result }: PublishOutcome,
  runUrl: string | null,
): Promise<void> {
  const { host, worker, log } = place;
  const { request } = claim;
  const state = finalState(publication, { result, runUrl, by: claim.state.cancelledBy });
  await ifThere(log, "comment", show(place, claim, state));
  await react(place, claim, publication.kind === "opened" ? "rocket" : "confused");
  const record = recordRun(host, worker.now(), request.id, {
    "request.json": pretty(request),
    ...(result === null ? {} : { "result.json": pretty(await redactValue(result)) }),
    "publication.json": pretty(publication),
  });
  // A log that cannot be written must not keep the issue claimed for ever.
  if (claim.state.takeovers > MAX_TAKEOVERS) await ifPossible(log, "record", record);
  else await record;
  await endClaim(host, claim);
  place.count(publication.kind);
  log.info({ publication }, `request ended: ${publication.kind}`);
}

function finalState(
  publication: Publication,
  parts: { result: Result | null; runUrl: string | null; by: string | null },
): CommentState {
  const { kind, reason, pull } = publication;
  const { result, runUrl, by } = parts;
  if (kind === "opened" && result !== null && pull !== null) {
    return { kind: "opened", pullNumber: pull, result };
  }
  if (kind === "abstained" && result !== null) return { kind: "abstained", result, runUrl };
  if (kind === "cancelled") return { kind: "cancelled", by: by ?? "somebody" };
  const help = "Comment `/generate` to try again.";
  return { kind: "failed", reason, runUrl, help };
}

async function react(
  place: Workplace,
  claim: Claim,
  reaction: "rocket" | "confused",
): Promise<void> {
  const { origin } = claim.request;
  if (origin === undefined) return;
  const to =
    origin.source.kind === "comment" ? { comment: origin.source.id } : { issue: origin.issue };
  await ifThere(place.log, "reaction", place.host.react(to, reaction));
}

/** The issue may be locked, moved or gone by now, and the comment that asked as well. */
async function ifThere(log: Log, what: string, call: Promise<void>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!hasStatus(error, 301, 403, 404, 410, 422)) throw error;
    log.warn({ err: error }, `the ${what} could not be written`);
  }
}

async function ifPossible(log: Log, what: string, call: Promise<void>): Promise<void> {
  await call.catch((error) => log.error({ err: error }, `the ${what} could not be written`));
}

async function show(place: Workplace, claim: Claim, state: CommentState): Promise<void> {
  const { request } = claim;
  const body = await redact(commentBody(request, state));
  await showComment(place.host, request.origin?.issue ?? 0, request.id, body);
}

function claimedSince({ request }: Claim): string {
  return request.origin?.askedAt ?? new Date(0).toISOString();
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
