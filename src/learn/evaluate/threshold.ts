import { verdictKappa } from "../metrics/kappa.ts";
import { groupByTask } from "../metrics/scored-task.ts";
import { evaluateStatistic } from "../metrics/statistic.ts";
import type { Scored } from "../types.ts";

const STEPS = 50;

/** The probability at which a yes–no verdict agrees best with the outcome: highest kappa. */
export function kappaThreshold(
  scored: readonly Scored[],
  probabilities: readonly number[],
): number {
  const tasks = groupByTask(scored.map((row, i) => ({ ...row, probability: probabilities[i] })));
  let best = { threshold: 0.5, kappa: -Infinity };
  for (let step = 1; step < STEPS; step++) {
    const threshold = step / STEPS;
    const rule = { by: "probability", threshold } as const;
    const kappa = evaluateStatistic(verdictKappa(tasks, rule), tasks);
    if (kappa > best.kappa) best = { threshold, kappa };
  }
  return best.threshold;
}
