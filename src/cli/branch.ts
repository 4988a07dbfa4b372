import { UsageError } from "../contracts/errors.ts";
import type { Repository } from "../contracts/repository.ts";
import type { Result } from "../contracts/result.ts";

/** The candidate that `choice` (`best` or a number) names; throws `UsageError` with what there is. */
export function chooseCandidate(result: Result, choice: string): number | null {
  const { decision } = result.verdict;
  if (choice === "best") return decision.kind === "open" ? decision.candidate : null;
  const id = Number(choice);
  const candidate = result.candidates.find((c) => c.id === id);
  if (candidate === undefined) {
    throw new UsageError(
      `${choice} is no candidate; choose best or 1 to ${result.candidates.length}`,
    );
  }
  if (candidate.diff === undefined || candidate.refusals.length > 0) {
    const why = candidate.refusals.map(({ code, detail }) => `${code}: ${detail}`).join("; ");
    throw new UsageError(`candidate ${choice} cannot be applied (${why})`);
  }
  return id;
}

/** Refuses an impossible choice before minutes are spent on it. */
export function assertChoice(choice: string | undefined, candidates: number): void {
  if (choice === undefined || choice === "best") return;
  if (/^[1-9]\d*$/.test(choice) && Number(choice) <= candidates) return;
  throw new UsageError(`--apply ${choice}: it is best, or a candidate from 1 to ${candidates}`);
}

/** Commits a candidate on a branch of its own; the working tree stays as it is. */
export async function branchCandidate(
  repository: Repository,
  parts: { result: Result; id: number; diff: Uint8Array; branch?: string },
): Promise<{ name: string; commit: string }> {
  const { result, id, diff } = parts;
  const { manifest, candidates } = result;
  const tree = candidates.find((candidate) => candidate.id === id)?.tree ?? "";
  return repository.createBranch({
    name:
      parts.branch ??
      `patchjudge/issue-${slug(result.task.title)}-${manifest.requestId.slice(0, 8)}`,
    base: manifest.baseCommit,
    diff,
    tree,
    message: commitMessage(result, id),
  });
}

/** ASCII words of the title; a title without any gives `local`. */
function slug(title: string): string {
  const words = title.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join("-").slice(0, 40).replace(/-+$/, "") || "local";
}

/** Says what it is and that a model wrote it. The title is a stranger's: one line, no controls. */
function commitMessage({ task, manifest }: Result, id: number): string {
  const title = task.title
    .replace(/[\s\p{Cc}]+/gu, " ")
    .slice(0, 68)
    .trim();
  return [
    title,
    "",
    "Written by a language model and ranked by another; review before merging.",
    "",
    `Patchjudge-Request: ${manifest.requestId}`,
    `Patchjudge-Candidate: ${id}`,
    `Patchjudge-Generator: ${manifest.generator.model}`,
    `Patchjudge-Judge: ${manifest.judge.model}`,
    "",
  ].join("\n");
}
