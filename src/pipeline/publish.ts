import type { CodeHost, HostRun } from "../contracts/code-host.ts";
import { UserError } from "../contracts/errors.ts";
import type { DiffApplier } from "../contracts/repository.ts";
import type { Origin, Request } from "../contracts/request.ts";
import type { Result } from "../contracts/result.ts";
import { ARTIFACT, MAX_ARTIFACT_BYTES, openArtifact } from "../publish/artifact.ts";
import { checkResult } from "../publish/check-result.ts";
import { diffHash } from "../publish/check-text.ts";
import { type Opened, openPull } from "../publish/open.ts";
import type { SecretScan } from "../publish/secrets.ts";
import { type Publication, unopened } from "../record/log.ts";
import type { Settings } from "../request/settings-file.ts";

/** Why what a run found is not believed; null where it is. */
export type Doubt = (
  run: HostRun,
  asked: {
    readonly issue: number;
    readonly requestBlob: string;
    readonly source: Origin["source"]["kind"] | undefined;
  },
  settings: Settings,
) => Promise<string | null>;

export interface PublishDependencies {
  readonly host: CodeHost;
  readonly applier: DiffApplier;
  readonly settings: Settings;
  readonly doubt: Doubt;
  readonly secrets: SecretScan;
  /** Called before every write; throws where somebody else goes on by now. */
  readonly keep: () => Promise<void>;
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
  const end = endings(request, from, deps.now());
  const doubt = await doubtAbout(request, from, deps);
  if (doubt !== null) return end("failed", `the run's result is not believed: ${doubt}`);
  if (run.conclusion === "cancelled") return end("cancelled", "the run was cancelled");
  if (run.conclusion !== "success") return end("failed", `the run ended with ${run.conclusion}`);
  let found: Found | null = null;
  try {
    found = await readResult(request, run, deps.host);
    const { decision } = found.result.verdict;
    if (decision.kind === "abstain") return end("abstained", decision.reason, found);
    const parts = { ...found, run, candidate: decision.candidate, further: true };
    const { candidate, branch, commit, pull } = await openPull(request, parts, deps);
    const { publication } = end("opened", "", found);
    const opened = { candidate, branch, commit, pull };
    return { publication: { ...publication, ...opened }, result: found.result };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return end(found === null ? "failed" : "abstained", error.message, found);
  }
}

/**
 * Opens another candidate of a request that has ended, because a person picked it: as much is asked
 * of it as of the judge's own choice, and its diff must be the one that was recorded then. Throws a
 * `UserError` with the reason where it may not be opened.
 */
export async function publishPick(
  request: Request,
  from: { readonly run: HostRun; readonly requestBlob: string },
  pick: { readonly candidate: number; readonly diffs: Publication["diffs"] },
  deps: PublishDependencies,
): Promise<Opened> {
  const doubt = await doubtAbout(request, from, deps);
  if (doubt !== null) throw new UserError(`the run's result is not believed: ${doubt}`);
  const { candidate } = pick;
  const found = await readResult(request, from.run, deps.host);
  const wanted = found.result.candidates.find(({ id }) => id === candidate);
  const diff = found.diffs.get(candidate);
  if (wanted === undefined) throw new UserError(`there is no candidate ${candidate}`);
  if (diff === undefined || wanted.refusals.length > 0) {
    const why = wanted.refusals.map(({ code, detail }) => `${code}: ${detail}`).join("; ");
    throw new UserError(`candidate ${candidate} cannot be opened (${why})`);
  }
  if (diffHash(diff) !== pick.diffs[candidate]) {
    throw new UserError(`candidate ${candidate} is not what was judged; the artifact was changed`);
  }
  return openPull(request, { ...found, run: from.run, candidate, further: false }, deps);
}

/** A result as far as it is believed, with the exact bytes of its diffs. */
interface Found {
  readonly result: Result;
  readonly diffs: ReadonlyMap<number, Uint8Array>;
}

async function readResult(request: Request, run: HostRun, host: CodeHost): Promise<Found> {
  const zip = await host.artifact(run.id, ARTIFACT, MAX_ARTIFACT_BYTES);
  if (zip === null) throw new UserError(`the run left no artifact ${ARTIFACT}, or it has expired`);
  const files = await openArtifact(zip);
  return { result: checkResult(request, files), diffs: files.diffs };
}

function doubtAbout(
  request: Request,
  { run, requestBlob }: { run: HostRun; requestBlob: string },
  { settings, doubt }: PublishDependencies,
): Promise<string | null> {
  const { issue = 0, source } = request.origin ?? {};
  return doubt(run, { issue, requestBlob, source: source?.kind }, settings);
}

/** How a publication ends without a pull request; the result says the same as the publication. */
function endings(
  request: Request,
  { run, requestBlob }: { run: HostRun; requestBlob: string },
  at: Date,
) {
  return (
    kind: Publication["kind"],
    reason: string,
    found: Found | null = null,
  ): PublishOutcome => {
    const nothing = unopened({ request, requestBlob, run: run.id }, kind, reason, at);
    const hashes = [...(found?.diffs ?? [])].map(([id, diff]) => [String(id), diffHash(diff)]);
    const diffs: Publication["diffs"] = Object.fromEntries(hashes);
    const result = found && {
      ...found.result,
      verdict: { ...found.result.verdict, decision: { kind: "abstain" as const, reason } },
    };
    return { publication: { ...nothing, diffs }, result };
  };
}
