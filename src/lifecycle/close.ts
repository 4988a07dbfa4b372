import { hasStatus } from "../contracts/errors.ts";
import type { Result } from "../contracts/result.ts";
import type { PublishOutcome } from "../pipeline/publish.ts";
import type { CommentState } from "../publish/comment-state.ts";
import { redactValue } from "../publish/redact-value.ts";
import { type Claim, endClaim, type Worker } from "../record/claim.ts";
import type { Hold } from "../record/hold.ts";
import { type Publication, recordRun, sealPublication, unopened } from "../record/log.ts";
import { endedMessage } from "../record/usage.ts";
import { reactedTo } from "./react.ts";
import { showState } from "./show.ts";
import type { Log, Workplace } from "./workplace.ts";

/** How a request ends that has no result. */
export function ended(
  { request, requestBlob, state }: Claim,
  worker: Worker,
  kind: "failed" | "cancelled",
  reason: string,
): PublishOutcome {
  const asked = { request, requestBlob, run: state.run };
  const publication = unopened(asked, kind, reason, worker.now());
  return { publication, result: null };
}

/** Says how it ended, records it, and leaves the issue free. In this order: the claim goes last. */
export async function close(
  place: Workplace,
  hold: Hold,
  { publication, result }: PublishOutcome,
  { runUrl, givenUp = false }: { runUrl: string | null; givenUp?: boolean },
): Promise<void> {
  const { host, worker, log } = place;
  const by = hold.claim.state.cancelledBy;
  const at = { repository: host.repository.url, base: hold.claim.request.base.ref };
  const state = finalState(publication, { result, runUrl, by, ...at });
  await ifThere(log, "comment", showState(place, hold, state));
  await react(place, hold.claim, publication.kind === "opened" ? "rocket" : "confused");
  await hold.keep();
  const record = recordEnd(place, hold.claim, publication, result);
  // A log that cannot be written must not keep the issue claimed for ever.
  if (givenUp) await ifPossible(log, "record", record);
  else await record;
  await endClaim(host, worker, hold.claim);
  place.count(publication.kind);
  log.info({ publication }, `request ended: ${publication.kind}`);
}

async function recordEnd(
  { host, worker, secrets }: Workplace,
  { request }: Claim,
  publication: Publication,
  result: Result | null,
): Promise<void> {
  const sealed = sealPublication(worker.seal, host.repository.id, publication);
  const shown = result === null ? null : await redactValue(result, secrets.redact);
  const files = {
    "request.json": pretty(request),
    ...(shown === null ? {} : { "result.json": pretty(shown) }),
    "publication.json": pretty(sealed),
  };
  const message = endedMessage({ id: request.id, actor: request.origin?.actor ?? "somebody" });
  // The month that is written into the publication: whatever comes later is added there.
  await recordRun(host, new Date(publication.at), request.id, files, message);
}

function finalState(
  publication: Publication,
  parts: {
    readonly result: Result | null;
    readonly runUrl: string | null;
    readonly by: string | null;
    /** Address of the repository, and the branch that it was made for. */
    readonly repository: string;
    readonly base: string;
  },
): CommentState {
  const { kind, reason, pull, branch } = publication;
  const { result, runUrl, by, repository, base } = parts;
  if (kind === "opened" && result !== null && branch !== null) {
    if (pull !== null) return { kind: "opened", pullNumber: pull, result };
    const names = encodeURI(`${base}...${branch}`).replaceAll("#", "%23").replaceAll("?", "%3F");
    const compareUrl = `${repository}/compare/${names}?expand=1`;
    return { kind: "opened", pullNumber: null, branch: { name: branch, compareUrl }, result };
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
  const to = reactedTo(origin.issue, origin.source);
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

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}
