import type { CodeHost, HostRun } from "../contracts/code-host.ts";
import { parseRunTitle, runTitle, whyNotBelieved } from "../publish/origin.ts";
import { isSelf } from "../publish/own-account.ts";
import type { UnderWay } from "../publish/reply-text.ts";
import type { Claim } from "../record/claim.ts";
import { settingsFor } from "../request/settings-file.ts";
import type { Runs, Workplace } from "./workplace.ts";

/** A run that no runner has taken for so long is spoken of. */
export const STUCK_MS = 10 * 60_000;

/** A run is looked for a little before it was asked for: clocks differ. */
const CLOCK_SLACK_MS = 60_000;

type Host = Pick<CodeHost, "runsSince" | "run" | "self">;

/** The run of a claim, wherever an earlier try got to; null where none was started yet. */
export async function findRun(host: Host, claim: Claim, workflow: string): Promise<HostRun | null> {
  if (claim.state.run !== null) return host.run(claim.state.run);
  const asked = Date.parse(claimedSince(claim));
  // Anybody who may write can start a run with the same inputs; only ours is waited for.
  const isOurs = ({ title, actor }: HostRun) => title === titleOf(claim) && isSelf(host, actor);
  const runs = await host.runsSince(workflow, new Date(asked - CLOCK_SLACK_MS), isOurs);
  return runs.find(isOurs) ?? null;
}

/** The same, with the workflow that the request's own commit names. */
export async function runOf({ host }: Workplace, claim: Claim): Promise<HostRun | null> {
  const { workflow } = await settingsFor(host, claim.request);
  return findRun(host, claim, workflow);
}

/** How far back runs are looked at to say how long one usually takes. */
const USUAL_MS = 30 * 86_400_000;

/** Runs of the last weeks, newest first. */
export function recentRuns({ host, worker }: Workplace, workflow: string): Promise<HostRun[]> {
  return host.runsSince(workflow, new Date(worker.now().getTime() - USUAL_MS));
}

/** The run of a claim, its place in the queue, and how long such a run takes. */
export async function underWay(place: Workplace, claim: Claim): Promise<UnderWay> {
  const { workflow } = await settingsFor(place.host, claim.request);
  const run = await findRun(place.host, claim, workflow);
  const known = { request: claim.request, run };
  if (run === null || !place.isQueue) return { ...known, before: null, usualSeconds: null };
  const runs = await recentRuns(place, workflow);
  const isBefore = ({ id, status, title }: HostRun) =>
    status === "queued" && id < run.id && parseRunTitle(title) !== null;
  const before = runs.filter(isBefore).length;
  return { ...known, before, usualSeconds: usualSeconds(runs) };
}

/** Runs that we start by dispatching the workflow, and that nobody else can have started. */
export function dispatchedRuns(host: CodeHost): Runs {
  return {
    isQueue: true,
    startRun: ({ requestBlob, request }, { workflow }) =>
      host.dispatch(workflow, {
        request: requestBlob,
        issue: String(request.origin?.issue ?? 0),
      }),
    doubt: async (run, { issue, requestBlob }, { workflow }) => {
      const { name: defaultBranch } = await host.defaultBranch();
      const { self } = host;
      return whyNotBelieved(run, { self, workflow, defaultBranch, issue, requestBlob });
    },
  };
}

/** Usual seconds of a run, by the last ones that ended well; null where there are too few. */
export function usualSeconds(runs: readonly HostRun[]): number | null {
  const seconds = runs
    .filter(({ conclusion, title }) => conclusion === "success" && parseRunTitle(title) !== null)
    .slice(0, 20)
    .map(({ startedAt, updatedAt }) => (Date.parse(updatedAt) - Date.parse(startedAt)) / 1000)
    .sort((a, b) => a - b);
  return seconds.length < 3 ? null : (seconds[Math.floor(seconds.length / 2)] ?? null);
}

/** Since when a request waits, as ISO 8601. */
export function claimedSince({ request }: Claim): string {
  return request.origin?.askedAt ?? new Date(0).toISOString();
}

function titleOf({ request, requestBlob }: Claim): string {
  return runTitle(request.origin?.issue ?? 0, requestBlob);
}
