import type { Scored } from "../types.ts";
import { passRate, type ScoredTask } from "./scored-task.ts";
import type { Statistic } from "./statistic.ts";

/** Weighted counts of a yes–no verdict against the outcome. */
export interface Confusion {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
}

/** Where a verdict turns to yes: from a threshold on, or as whoever gave the score has said. */
export type VerdictRule =
  | { readonly by: "score" | "probability"; readonly threshold: number }
  | { readonly by: "own" };

/**
 * Agreement of two raters beyond chance: (pₒ − pₑ)/(1 − pₑ), Cohen, Educational and Psychological
 * Measurement 20 (1960). `NaN` without observations, or where both always say the same.
 */
export function cohenKappa(confusion: Confusion): number {
  const { truePositive, falsePositive, falseNegative, trueNegative } = confusion;
  const total = truePositive + falsePositive + falseNegative + trueNegative;
  const observed = (truePositive + trueNegative) / total;
  const saidYes = (truePositive + falsePositive) / total;
  const wasYes = (truePositive + falseNegative) / total;
  const expected = saidYes * wasYes + (1 - saidYes) * (1 - wasYes);
  return (observed - expected) / (1 - expected);
}

/** The verdict on a candidate; `undefined` where it lacks what the rule needs. */
export function verdictOf(row: Scored, rule: VerdictRule): boolean | undefined {
  if (rule.by === "own") return row.verdict;
  const value = rule.by === "score" ? row.score : row.probability;
  return value === undefined ? undefined : value >= rule.threshold;
}

/** Cohen's kappa of the verdicts over all candidates. */
export function verdictKappa(tasks: readonly ScoredTask[], rule: VerdictRule): Statistic {
  return confusionStatistic(tasks, (row) => verdictOf(row, rule), cohenKappa);
}

/** The share of verdicts that say yes. */
export function verdictYesRate(tasks: readonly ScoredTask[], rule: VerdictRule): Statistic {
  return confusionStatistic(
    tasks,
    (row) => verdictOf(row, rule),
    ({ truePositive, falsePositive, falseNegative, trueNegative }) => {
      const yes = truePositive + falsePositive;
      return yes / (yes + falseNegative + trueNegative);
    },
  );
}

/**
 * Kappa of one who sees no code, knows how many of these very candidates pass, and says yes to all of
 * a task where at least half do: next to an upper bound for everybody who does not read. A judge's kappa
 * means something only beside it: it can be high without any value for selection.
 */
export function codeBlindKappa(tasks: readonly ScoredTask[]): Statistic {
  return confusionStatistic(tasks, (_, task) => passRate(task.candidates) >= 0.5, cohenKappa);
}

function confusionStatistic(
  tasks: readonly ScoredTask[],
  verdict: (row: Scored, task: ScoredTask) => boolean | undefined,
  figure: (confusion: Confusion) => number,
): Statistic {
  const counts = tasks.map((task) => countConfusion(task, verdict));
  return (weights) => {
    const sum = { truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 0 };
    for (const [index, own] of counts.entries()) {
      const weight = weights[index] as number;
      sum.truePositive += weight * own.truePositive;
      sum.falsePositive += weight * own.falsePositive;
      sum.falseNegative += weight * own.falseNegative;
      sum.trueNegative += weight * own.trueNegative;
    }
    return figure(sum);
  };
}

function countConfusion(
  task: ScoredTask,
  verdict: (row: Scored, task: ScoredTask) => boolean | undefined,
): Confusion {
  const count = { truePositive: 0, falsePositive: 0, falseNegative: 0, trueNegative: 0 };
  for (const row of task.candidates) {
    const yes = verdict(row, task);
    if (yes === undefined) continue;
    if (yes) count[row.passed ? "truePositive" : "falsePositive"] += 1;
    else count[row.passed ? "falseNegative" : "trueNegative"] += 1;
  }
  return count;
}
