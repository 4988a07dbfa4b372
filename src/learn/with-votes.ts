import type { PoolCandidate } from "./collect/pool.ts";

export type Voted = PoolCandidate & { readonly votes: number };

/**
 * The first of each different code, with how many samples wrote it: a live run knows no more of equal
 * candidates, so heads are trained on no more.
 */
export function withVotes(sampled: readonly PoolCandidate[]): Voted[] {
  const first = new Map<string, Voted>();
  for (const candidate of sampled) {
    const known = first.get(candidate.code);
    const votes = (known?.votes ?? 0) + 1;
    first.set(candidate.code, { ...(known ?? candidate), votes });
  }
  return [...first.values()];
}
