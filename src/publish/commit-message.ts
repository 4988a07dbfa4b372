import { type Request, roundOf } from "../contracts/request.ts";
import type { Result } from "../contracts/result.ts";
import { plainLine } from "./safe-text.ts";
import { NOTICE, roundName } from "./words.ts";

/** Git shows about this much of a headline. */
const LONGEST_HEADLINE = 72;

/**
 * What the commit of a candidate says. The title and the models' names are strangers' text:
 * one line each, so that they cannot add trailers, and without references that would close issues.
 */
export function commitMessage(
  request: Pick<Request, "id" | "task"> & Partial<Pick<Request, "origin">>,
  { manifest }: Result,
  candidate: number,
): { headline: string; body: string } {
  const { id, task } = request;
  const round = roundOf(request);
  const name = round === 1 ? candidate : `${round}.${candidate}`;
  const body = [
    NOTICE,
    "",
    `Patchjudge-Request: ${id}`,
    `Patchjudge-Candidate: ${name}`,
    `Patchjudge-Generator: ${plainLine(manifest.generator.model, 100)}`,
    `Patchjudge-Judge: ${plainLine(manifest.judge.model, 100)}`,
  ].join("\n");
  const title = plainLine(`${roundName(round)}${task.title}`, LONGEST_HEADLINE);
  return { headline: title || `Candidate ${candidate}`, body };
}
