import { codesLikelihood } from "../judge/judge.ts";
import { judgedOf, type PoolCandidate, type PoolLine, styledOf } from "./collect/pool.ts";

export type Voted = PoolCandidate & { readonly votes: number };

/**
 * The first of each different code that a judge ranks, with how many samples wrote it and as likely as a
 * live run takes it to be: heads are trained on no more than a live run knows.
 */
export function withVotes(line: PoolLine): Voted[] {
  const first = new Map<string, Voted>();
  for (const candidate of judgedOf({ candidates: styledOf(line) })) {
    const known = first.get(candidate.code);
    const votes = (known?.votes ?? 0) + 1;
    first.set(candidate.code, { ...(known ?? codesLikelihood(candidate)), votes });
  }
  return [...first.values()];
}
