import type { Candidate } from "../contracts/candidate.ts";
import { UserError } from "../contracts/errors.ts";
import { hashRequest, type Request } from "../contracts/request.ts";
import { Result } from "../contracts/result.ts";
import type { ResultFiles } from "./artifact.ts";

/**
 * Reads a run's result as a stranger's file: whole, of this version, for this request, and about itself
 * without contradiction. Throws a `UserError` with the reason.
 */
export function checkResult(request: Request, files: ResultFiles): Result {
  const parsed = Result.safeParse(parseJson(files.result));
  if (!parsed.success) {
    const at = parsed.error.issues[0]?.path.join(".") ?? "";
    throw refused(`it is not of this version (at "${at}"); app and runner must be equally new`);
  }
  const result = parsed.data;
  const fault = contradiction(request, result, files);
  if (fault !== null) throw refused(fault);
  // What people read beside a diff is what was asked, not what the file says was asked.
  return { ...result, task: request.task };
}

function contradiction(request: Request, result: Result, files: ResultFiles): string | null {
  const { manifest, candidates, verdict } = result;
  const ids = new Set(candidates.map(({ id }) => id));
  const ranked = verdict.ranking.map(({ candidate }) => candidate);
  const chosen = verdict.decision.kind === "open" ? verdict.decision.candidate : null;
  const openable = candidates.find(({ id }) => id === chosen);
  const checks: readonly [boolean, string][] = [
    [manifest.requestId === request.id, "it belongs to another request"],
    [manifest.requestSha256 === hashRequest(request), "its request was changed on the way"],
    [manifest.baseCommit === request.base.commit, "it was made for another commit"],
    [ids.size === candidates.length, "two candidates have one number"],
    [
      candidates.length <= request.settings.candidates,
      "it has more candidates than were asked for",
    ],
    [new Set(ranked).size === ranked.length, "a candidate is ranked twice"],
    [ranked.every((id) => ids.has(id)), "a candidate is ranked that is not there"],
    [chosen === null || openable !== undefined, "it opens a candidate that is not there"],
    [chosen === null || openable?.refusals.length === 0, "it opens a candidate that it refuses"],
    [chosen === null || ranked[0] === chosen, "it opens another candidate than the best"],
    [chosen === null || files.diffs.has(chosen), "the patch that it opens is missing"],
    [
      candidates.every((candidate) => isShown(candidate, files)),
      "it shows another patch than it holds",
    ],
  ];
  return checks.find(([holds]) => !holds)?.[1] ?? null;
}

/** What people read in the tables is the very patch that would be opened. */
function isShown({ id, diff }: Candidate, { diffs }: ResultFiles): boolean {
  const bytes = diffs.get(id);
  return bytes === undefined || Buffer.from(bytes).toString("utf8") === diff;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return undefined;
  }
}

function refused(what: string): UserError {
  return new UserError(`the result is not believed: ${what}`);
}
