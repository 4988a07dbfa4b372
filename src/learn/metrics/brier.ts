import type { Scored } from "../types.ts";
import type { ScoredTask } from "./scored-task.ts";
import { ratioOfMeans, type Statistic } from "./statistic.ts";

/** Mean squared error of the probabilities, lower is better (Brier, Monthly Weather Review 78, 1950). */
export function brierScore(tasks: readonly ScoredTask[]): Statistic {
  return ratioOfMeans(tasks, sumOver(squaredError), sumOver(one));
}

/**
 * 1 − Brier/reference, where the reference always forecasts the sample's base rate: 0 knows
 * nothing beyond it, 1 is perfect. `NaN` where all candidates pass or none does.
 */
export function brierSkill(tasks: readonly ScoredTask[]): Statistic {
  const score = brierScore(tasks);
  const base = baseRate(tasks);
  return (weights) => {
    const rate = base(weights);
    const reference = rate * (1 - rate);
    return reference === 0 ? Number.NaN : 1 - score(weights) / reference;
  };
}

/** Share of candidates that pass, among those with a probability. */
function baseRate(tasks: readonly ScoredTask[]): Statistic {
  return ratioOfMeans(tasks, sumOver(outcome), sumOver(one));
}

/** Sums over the candidates that have a probability. */
function sumOver(figure: (row: Scored, probability: number) => number) {
  return (task: ScoredTask): number =>
    task.candidates.reduce(
      (sum, row) => sum + (row.probability === undefined ? 0 : figure(row, row.probability)),
      0,
    );
}

function squaredError({ passed }: Scored, probability: number): number {
  return (probability - Number(passed)) ** 2;
}

function outcome({ passed }: Scored): number {
  return Number(passed);
}

function one(): number {
  return 1;
}
