import type { ScoredTask } from "./scored-task.ts";

/**
 * A figure as a function of how much each task counts (one weight a task, in the order of the
 * tasks it was made from). `NaN` where it is undefined. Resampling tasks with replacement only
 * changes these weights, so everything that costs (sorting, grouping) is done once before.
 */
export type Statistic = (weights: Float64Array) => number;

/** The weights of the sample as it is: every task stands for as many as its subsampling says. */
export function sampleWeights(tasks: readonly ScoredTask[]): Float64Array {
  return Float64Array.from(tasks, ({ weight }) => weight);
}

/** The value of a statistic on the sample as it is. */
export function evaluateStatistic(statistic: Statistic, tasks: readonly ScoredTask[]): number {
  return statistic(sampleWeights(tasks));
}

/** Weighted sum of `above` over weighted sum of `below`: a ratio of means. */
export function ratioOfMeans(
  tasks: readonly ScoredTask[],
  above: (task: ScoredTask) => number,
  below: (task: ScoredTask) => number = () => 1,
): Statistic {
  const numerators = Float64Array.from(tasks, above);
  const denominators = Float64Array.from(tasks, below);
  return (weights) => {
    let numerator = 0;
    let denominator = 0;
    for (let i = 0; i < weights.length; i += 1) {
      const weight = weights[i] as number;
      numerator += weight * (numerators[i] as number);
      denominator += weight * (denominators[i] as number);
    }
    return denominator === 0 ? Number.NaN : numerator / denominator;
  };
}

/** The difference of two statistics of the same tasks. */
export function difference(a: Statistic, b: Statistic): Statistic {
  return (weights) => a(weights) - b(weights);
}
