import type { Candidate } from "../contracts/candidate.ts";

/**
 * Merges equal patches: the first keeps the votes, the others name it in `sameAs`. Patches are
 * equal when their target's text is, but for space at line ends and empty lines.
 */
export function mergeEqual(candidates: readonly Candidate[]): Candidate[] {
  const first = new Map<string, number>();
  const votes = new Map<number, number>();
  for (const candidate of candidates) {
    const key = patchKey(candidate);
    const id = first.get(key) ?? candidate.id;
    first.set(key, id);
    votes.set(id, (votes.get(id) ?? 0) + 1);
  }
  return candidates.map((candidate) => {
    const id = first.get(patchKey(candidate)) ?? candidate.id;
    const count = votes.get(id) ?? 1;
    return id === candidate.id
      ? { ...candidate, votes: count }
      : { ...candidate, sameAs: id, votes: count };
  });
}

/** Candidates without a patch are never equal: each keeps its own reason. */
function patchKey(candidate: Candidate): string {
  if (candidate.diff === undefined || candidate.code === undefined) return `none ${candidate.id}`;
  // Half answers and whole ones may hold the same text; only like is merged with like.
  const reasons = candidate.refusals.map(({ code }) => code).join(" ");
  const lines = candidate.code.split("\n").map((line) => line.trimEnd());
  const text = lines.filter((line) => line !== "").join("\n");
  return `${reasons}|${candidate.files.join("\0")}|${text}`;
}
