import type { CodeHost, HostRun } from "../contracts/code-host.ts";
import { UserError } from "../contracts/errors.ts";
import type { DiffApplier } from "../contracts/repository.ts";
import type { Request } from "../contracts/request.ts";
import type { Result } from "../contracts/result.ts";
import {
  ARTIFACT,
  MAX_ARTIFACT_BYTES,
  openArtifact,
  type ResultFiles,
} from "../publish/artifact.ts";
import { checkResult } from "../publish/check-result.ts";
import { openPull } from "../publish/open.ts";
import { whyNotBelieved } from "../publish/origin.ts";
import type { Publication } from "../record/log.ts";
import type { Settings } from "../request/settings-file.ts";

export interface PublishDependencies {
  readonly host: CodeHost;
  readonly applier: DiffApplier;
  readonly settings: Pick<Settings, "workflow" | "label" | "draft">;
  readonly now: () => Date;
}

export interface PublishOutcome {
  readonly publication: Publication;
  /** The run's result as far as it was believed; null where there is none. */
  readonly result: Result | null;
}

/**
 * Result → Publication: believes neither where a result comes from nor what it says, then opens
 * the pull request, or says why not. Doing it again finds what the first time made.
 */
export async function publish(
  request: Request,
  from: { readonly run: HostRun; readonly requestBlob: string },
  deps: PublishDependencies,
): Promise<PublishOutcome> {
  const { run } = from;
  const end = endings(request, run, deps.now());
  const doubt = await doubtAbout(request, from, deps);
  if (doubt !== null) return end("failed", `the run's result is not believed: ${doubt}`);
  if (run.conclusion === "cancelled") return end("cancelled", "the run was cancelled");
  if (run.conclusion !== "success") return end("failed", `the run ended with ${run.conclusion}`);
  let result: Result | null = null;
  try {
    const files = await readFiles(deps.host, run);
    result = checkResult(request, files);
    const { decision } = result.verdict;
    if (decision.kind === "abstain") return end("abstained", decision.reason, result);
    const parts = { result, run, candidate: decision.candidate, diffs: files.diffs };
    const opened = await openPull(request, parts, deps);
    return { publication: { ...end("opened", "").publication, ...opened }, result };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return end(result === null ? "failed" : "abstained", error.message, result);
  }
}

async function doubtAbout(
  request: Request,
  { run, requestBlob }: { run: HostRun; requestBlob: string },
  { host, settings }: PublishDependencies,
): Promise<string | null> {
  const { name: defaultBranch } = await host.defaultBranch();
  const issue = request.origin?.issue ?? 0;
  const { workflow } = settings;
  return whyNotBelieved(run, { self: host.self, workflow, defaultBranch, issue, requestBlob });
}

async function readFiles(host: CodeHost, run: HostRun): Promise<ResultFiles> {
  const zip = await host.artifact(run.id, ARTIFACT, MAX_ARTIFACT_BYTES);
  if (zip === null) throw new UserError(`the run left no artifact ${ARTIFACT}`);
  return openArtifact(zip);
}

/** How a publication ends without a pull request; the result says the same as the publication. */
function endings(request: Request, run: HostRun, at: Date) {
  return (
    kind: Publication["kind"],
    reason: string,
    found: Result | null = null,
  ): PublishOutcome => {
    const nothing = { candidate: null, branch: null, commit: null, pull: null };
    const ids = { version: 1 as const, requestId: request.id, run: run.id, at: at.toISOString() };
    const result = found && {
      ...found,
      verdict: { ...found.verdict, decision: { kind: "abstain" as const, reason } },
    };
    return { publication: { ...ids, ...nothing, kind, reason }, result };
  };
}
