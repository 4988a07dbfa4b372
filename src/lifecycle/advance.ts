import type { HostRun } from "../contracts/code-host.ts";
import { UserError } from "../contracts/errors.ts";
import { publish } from "../pipeline/publish.ts";
import type { CommentState } from "../publish/comment-state.ts";
import { type Claim, releaseClaim } from "../record/claim.ts";
import { ClaimLost, Hold } from "../record/hold.ts";
import { type Settings, settingsFor } from "../request/settings-file.ts";
import { close, ended } from "./close.ts";
import { claimedSince, findRun, recentRuns, STUCK_MS, usualSeconds } from "./progress.ts";
import { showState } from "./show.ts";
import { forRequest, type Workplace } from "./workplace.ts";

/** A run that cannot be finished this often will not be. */
const MAX_TAKEOVERS = 5;

const GIVEN_UP = `it could not be finished in ${MAX_TAKEOVERS} tries; the app's log has the errors`;

/** A run that was started and does not show up within this time was not started. */
const RUN_APPEARS_MS = 10 * 60_000;

/**
 * Does what is due for a claim that this worker holds: starts its run, shows that it is running, ends it,
 * or publishes what it found. Every step finds what an earlier, broken try made, so this is also how
 * the app goes on after a crash.
 */
export async function advance(workplace: Workplace, claim: Claim): Promise<void> {
  const place = forRequest(workplace, claim.request.id);
  const hold = new Hold(place.host, place.worker, claim);
  const givenUp = claim.state.takeovers > MAX_TAKEOVERS;
  try {
    // Before anything that could fail again.
    if (givenUp) throw new UserError(GIVEN_UP);
    await step(place, hold);
  } catch (error) {
    if (error instanceof ClaimLost) return place.log.info({}, error.message);
    if (!(error instanceof UserError)) throw error;
    const outcome = ended(hold.claim, place.worker, "failed", error.message);
    await close(place, hold, outcome, { runUrl: null, givenUp });
  }
}

async function step(place: Workplace, hold: Hold): Promise<void> {
  const { host } = place;
  const { request, state } = hold.claim;
  const settings = await settingsFor(host, request);
  const run = await findRun(host, hold.claim, settings.workflow);
  if (run === null && state.run !== null) throw new UserError("its run was deleted");
  if (state.cancelledBy !== null) return cancelled(place, hold, run);
  if (run === null) return start(place, hold, settings);
  if (run.status === "completed") return finish(place, hold, { run, settings });
  await showState(place, hold, await stateOf(place, hold.claim, run, settings.workflow));
  await releaseClaim(host, place.worker, hold.claim, { stage: "dispatched", run: run.id });
}

async function stateOf(
  place: Workplace,
  claim: Claim,
  run: HostRun,
  workflow: string,
): Promise<CommentState> {
  const { host, worker } = place;
  const runUrl = run.url;
  if (run.status === "queued") {
    const isStuck = worker.now().getTime() - Date.parse(run.createdAt) >= STUCK_MS;
    const stuck = isStuck ? { stuckFor: await host.waitsFor(run.id) } : {};
    return { kind: "queued", since: claimedSince(claim), runUrl, ...stuck };
  }
  const recent = await recentRuns(place, workflow);
  return { kind: "running", since: run.startedAt, runUrl, usualSeconds: usualSeconds(recent) };
}

async function start(place: Workplace, hold: Hold, settings: Settings): Promise<void> {
  const { host, worker, log } = place;
  const since = claimedSince(hold.claim);
  await showState(place, hold, { kind: "queued", since, runUrl: null });
  await hold.keep();
  const run = await place.startRun(hold.claim, settings);
  log.info({ run: run?.id }, "the run is started");
  // While the claim is ours: whoever hears of the run next may write something newer.
  if (run !== null) await showState(place, hold, { kind: "queued", since, runUrl: run.url });
  await releaseClaim(host, worker, hold.claim, { stage: "dispatched", run: run?.id ?? null });
  place.count("dispatched");
}

/** Somebody asked for the end. A run that was started and is not to be seen yet is waited for. */
async function cancelled(place: Workplace, hold: Hold, run: HostRun | null): Promise<void> {
  const { host, worker } = place;
  const { state } = hold.claim;
  const age = worker.now().getTime() - Date.parse(claimedSince(hold.claim));
  const mayAppear = run === null && state.stage !== "claimed" && age < RUN_APPEARS_MS;
  if (run !== null && run.status !== "completed") await host.cancelRun(run.id);
  else if (!mayAppear) {
    const outcome = ended(hold.claim, worker, "cancelled", "the run was cancelled");
    return close(place, hold, outcome, { runUrl: run?.url ?? null });
  }
  // The run's end is heard by whichever replica GitHub tells.
  await releaseClaim(host, worker, hold.claim, { run: run?.id ?? null });
}

async function finish(
  place: Workplace,
  hold: Hold,
  { run, settings }: { run: HostRun; settings: Settings },
): Promise<void> {
  await hold.move({ stage: "publishing", run: run.id });
  const { host, applier, worker, secrets, doubt } = place;
  const { request, requestBlob } = hold.claim;
  const keep = () => hold.keep();
  const deps = { host, applier, settings, secrets, doubt, keep, now: worker.now };
  const outcome = await publish(request, { run, requestBlob }, deps);
  await close(place, hold, outcome, { runUrl: run.url });
}
