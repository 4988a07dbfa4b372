import type { Request } from "../contracts/request.ts";
import type { Result } from "../contracts/result.ts";
import { plainLine } from "./safe-text.ts";
import { NOTICE } from "./words.ts";

/** Git shows about this much of a headline. */
const LONGEST_HEADLINE = 72;

/**
 * What the commit of a candidate says. The title and the models' names are strangers' text:
 * one line each, so that they cannot add trailers, and without references that would close issues.
 */
export function commitMessage(
  { id, task }: Pick<Request, "id" | "task">,
  { manifest }: Result,
  candidate: number,
): { headline: string; body: string } {
  const body = [
    NOTICE,
    "",
    `Patchjudge-Request: ${id}`,
    `Patchjudge-Candidate: ${candidate}`,
    `Patchjudge-Generator: ${plainLine(manifest.generator.model, 100)}`,
    `Patchjudge-Judge: ${plainLine(manifest.judge.model, 100)}`,
  ].join("\n");
  return { headline: plainLine(task.title, LONGEST_HEADLINE) || `Candidate ${candidate}`, body };
}
