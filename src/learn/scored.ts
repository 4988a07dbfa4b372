import { z } from "zod";
import { codesLikelihood } from "../judge/judge.ts";
import { isParsed, judgedOf, PoolCandidate, PoolLine, styledOf } from "./collect/pool.ts";
import { type GreedyOutcome, greedyOutcomes } from "./metrics/selection.ts";
import { type SettledTask, settledOf } from "./metrics/settled.ts";
import type { Scored } from "./types.ts";

const ScoredCandidate = PoolCandidate.extend({
  /** What ranks; more is better. Absent for greedy answers, which are not ranked. */
  score: z.number().optional(),
  /** logit(yes) − logit(no). */
  margin: z.number().optional(),
  /** That it passes; absent where the judge is not calibrated for this domain. */
  probability: z.number().min(0).max(1).optional(),
  /** Yes or no, where the judge has a threshold. */
  verdict: z.boolean().optional(),
});

/** A line of a pool with a judge's scores. */
export const ScoredLine = PoolLine.extend({
  judge: z.string(),
  /** Near-equal tasks share one; the problem itself where nothing else is known. */
  family: z.string().optional(),
  /** How many tasks it stands for. */
  weight: z.number().positive().optional(),
  candidates: z.array(ScoredCandidate),
});
export type ScoredLine = z.infer<typeof ScoredLine>;

/**
 * Candidates with score and outcome, and the greedy answers' outcomes, as the metrics take them; the lines are
 * those of one file. Where it holds some that nobody read, it holds all whose candidates are alike; else those
 * that were read stand for the others by their weights.
 */
export function readScored(lines: readonly ScoredLine[]): {
  scored: Scored[];
  greedy: GreedyOutcome[];
  settled: SettledTask[];
} {
  const scored = lines.flatMap((line) => {
    const { task, problem, language, generator, domain } = line;
    const { family = problem, weight = 1 } = line;
    const sampled = judgedOf({ candidates: styledOf(line) }).map(codesLikelihood);
    return sampled.flatMap((candidate): Scored[] => {
      const { id, code, passed, reason, score, probability, verdict, meanLogprob } = candidate;
      if (passed === undefined || score === undefined) return [];
      const votes = sampled.filter((other) => other.code === code).length;
      return [
        {
          ...{ task, family, language, generator, domain, id, passed, code },
          ...{ parses: isParsed(reason), score, probability, verdict, votes, meanLogprob, weight },
        },
      ];
    });
  });
  const holdsAll = lines.some(isUnread);
  const settled = lines.flatMap((line): SettledTask[] => {
    const own = settledOf(line, line.family ?? line.problem);
    return own === null ? [] : [{ ...own, weight: holdsAll ? 1 : (line.weight ?? 1) }];
  });
  return { scored, greedy: greedyOutcomes(lines), settled };
}

function isUnread({ candidates }: ScoredLine): boolean {
  return candidates.every(({ score }) => score === undefined);
}
