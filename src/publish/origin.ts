import type { HostRun } from "../contracts/code-host.ts";
import type { Origin } from "../contracts/request.ts";
import { isSelf } from "./own-account.ts";

/** What a run must look like whose result we believe. */
export interface ExpectedOrigin {
  /** Our own account. */
  readonly self: string;
  /** File name of the workflow. */
  readonly workflow: string;
  readonly defaultBranch: string;
  /** Blob of the request that gate froze. */
  readonly requestBlob: string;
  readonly issue: number;
}

/** What `run-name` of the workflow says: it is how a run is found again by its request. */
export function runTitle(issue: number, requestBlob: string): string {
  return `Patchjudge #${issue} ${requestBlob}`;
}

/** Issue and request of one of our runs; null for any other run. */
export function parseRunTitle(title: string): { issue: number; requestBlob: string } | null {
  const match = /^Patchjudge #([1-9]\d{0,9}) ([0-9a-f]{40,64})$/.exec(title);
  return match === null ? null : { issue: Number(match[1]), requestBlob: match[2] ?? "" };
}

/**
 * Why the result of a run is not believed; null where it is. Anybody who may write can start a workflow, of
 * any branch and with any input; only a run that our own account started, of the file on the
 * default branch, and for the request that gate froze has a result that counts. A person who runs it again
 * runs the same file on the same input, so that is no reason.
 */
export function whyNotBelieved(run: HostRun, expected: ExpectedOrigin): string | null {
  const { self, issue, requestBlob } = expected;
  return firstFault([
    [run.event === "workflow_dispatch", `it was started by ${run.event}`],
    [isSelf({ self }, run.actor), `it was started by ${run.actor.login}`],
    ...ownFile(run, expected),
    [run.title === runTitle(issue, requestBlob), "it worked on another request"],
  ]);
}

/** The event of the workflow that hears a command of this kind itself. */
const HEARD_BY: Readonly<Record<Origin["source"]["kind"], string | null>> = {
  comment: "issue_comment",
  label: "issues",
  dispatch: "workflow_dispatch",
  // That event would run the pull request's own workflow file.
  review: null,
};

/**
 * The same for a workflow that heard the command itself. Which run that was is known from the claim; that it
 * ran what stands on the default branch follows from these events, and is looked at all the same.
 */
export function whyNotOwnRun(
  run: HostRun,
  expected: Pick<ExpectedOrigin, "workflow" | "defaultBranch"> & {
    /** What the command was. */
    readonly source: Origin["source"]["kind"] | undefined;
  },
): string | null {
  const { source } = expected;
  const heard = source !== undefined && run.event === HEARD_BY[source];
  return firstFault([[heard, `it was started by ${run.event}`], ...ownFile(run, expected)]);
}

type Check = readonly [holds: boolean, fault: string];

function ownFile(
  run: HostRun,
  { workflow, defaultBranch }: Pick<ExpectedOrigin, "workflow" | "defaultBranch">,
): Check[] {
  return [
    [run.ownRepository, "it ran code of another repository"],
    [run.branch === defaultBranch, `it ran the workflow of the branch ${run.branch}`],
    [run.workflow === `.github/workflows/${workflow}`, `it ran the workflow ${run.workflow}`],
  ];
}

function firstFault(checks: readonly Check[]): string | null {
  return checks.find(([holds]) => !holds)?.[1] ?? null;
}
