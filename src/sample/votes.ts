import type { Candidate } from "../contracts/candidate.ts";

/** What tells equal candidates. */
export type Mergeable = Pick<
  Candidate,
  "id" | "context" | "code" | "diff" | "tree" | "files" | "refusals" | "votes" | "sameAs"
>;

/**
 * Merges equal patches: the first keeps the votes, the others name it in `sameAs`. Patches are
 * equal when they give the same tree, or the same text of the same target but for space at line
 * ends and empty lines.
 */
export function mergeEqual<C extends Mergeable>(candidates: readonly C[]): C[] {
  const first = new Map<string, number>();
  const votes = new Map<number, number>();
  const kept = candidates.map((candidate) => {
    const keys = patchKeys(candidate);
    const known = keys.find((key) => first.has(key)) ?? "";
    const id = first.get(known) ?? candidate.id;
    for (const key of keys) if (!first.has(key)) first.set(key, id);
    votes.set(id, (votes.get(id) ?? 0) + 1);
    return id;
  });
  return candidates.map((candidate, i) => {
    const id = kept[i] ?? candidate.id;
    const count = votes.get(id) ?? 1;
    return id === candidate.id
      ? { ...candidate, votes: count }
      : { ...candidate, sameAs: id, votes: count };
  });
}

/** Candidates without a patch are never equal: each keeps its own reason. */
function patchKeys(candidate: Mergeable): string[] {
  if (candidate.diff === undefined || candidate.code === undefined) return [];
  // Half answers and whole ones may hold the same text; only like is merged with like.
  const reasons = candidate.refusals.map(({ code }) => code).join(" ");
  const lines = candidate.code.split("\n").map((line) => line.trimEnd());
  const text = lines.filter((line) => line !== "").join("\n");
  const place = `${candidate.context}|${candidate.files.join("\0")}`;
  const byText = `text|${reasons}|${place}|${text}`;
  return candidate.tree === undefined ? [byText] : [`tree|${reasons}|${candidate.tree}`, byText];
}
