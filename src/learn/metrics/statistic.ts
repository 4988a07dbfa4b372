import type { RankedTask } from "./scored-task.ts";

/**
 * A figure as a function of how much each task counts (one weight a task, in the order of the
 * tasks it was made from). `NaN` where it is undefined. Resampling tasks with replacement only
 * changes these weights, so everything that costs (sorting, grouping) is done once before.
 */
export type Statistic = (weights: Float64Array) => number;

/** The weights of the sample as it is: every task stands for as many as its subsampling says. */
export function sampleWeights(tasks: readonly { readonly weight: number }[]): Float64Array {
  return Float64Array.from(tasks, ({ weight }) => weight);
}

/** The value of a statistic on the sample as it is. */
export function evaluateStatistic(statistic: Statistic, tasks: readonly RankedTask[]): number {
  return statistic(sampleWeights(tasks));
}

/** What sums of a few hundred rounded zeros stay below. */
const ZERO = 1e-12;

/** Weighted sum of `above` over weighted sum of `below`: a ratio of means. */
export function ratioOfMeans<Task extends RankedTask>(
  tasks: readonly Task[],
  above: (task: Task) => number,
  below: (task: Task) => number = () => 1,
): Statistic {
  const numerators = Float64Array.from(tasks, above);
  const denominators = Float64Array.from(tasks, below);
  return (weights) => {
    let numerator = 0;
    let denominator = 0;
    let total = 0;
    for (let i = 0; i < weights.length; i += 1) {
      const weight = weights[i] as number;
      numerator += weight * (numerators[i] as number);
      denominator += weight * (denominators[i] as number);
      total += weight;
    }
    return Math.abs(denominator) <= ZERO * total ? Number.NaN : numerator / denominator;
  };
}

/** The difference of two statistics of the same tasks. */
export function difference(a: Statistic, b: Statistic): Statistic {
  return (weights) => a(weights) - b(weights);
}

/**
 * Remembers the last result, for statistics that share a computation: they are asked one after the
 * other for the same weights. Weights are told apart by identity, so they must not be written to.
 */
export function rememberLast<Result>(
  compute: (weights: Float64Array) => Result,
): (weights: Float64Array) => Result {
  let last: { weights: Float64Array; result: Result } | undefined;
  return (weights) => {
    if (last?.weights !== weights) last = { weights, result: compute(weights) };
    return last.result;
  };
}
