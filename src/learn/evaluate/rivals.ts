import { gainsOf } from "../metrics/compare.ts";
import type { SettledTask } from "../metrics/settled.ts";
import { summarise } from "../metrics/summarise.ts";
import type { Scored } from "../types.ts";
import { toScored } from "./cross-validate.ts";
import type { ExampleTask } from "./dataset.ts";
import type { Rival } from "./figures.ts";
import type { BASELINES } from "./methods.ts";

export interface RivalPlan {
  readonly tasks: readonly ExampleTask[];
  readonly settled: readonly SettledTask[];
  readonly seed: number;
  readonly resamples: number;
}

/** What a ranking is worth, and how far the judge is ahead of it on the same tasks. */
export function rival(
  own: { name: string; kind: Rival["kind"]; scored: readonly Scored[] },
  judge: readonly Scored[],
  { settled, seed, resamples }: Omit<RivalPlan, "tasks">,
): Rival {
  const { ranking } = summarise(own.scored, { seed, resamples, settled });
  return {
    name: own.name,
    kind: own.kind,
    ranking,
    difference: gainsOf(judge, own.scored, { seed, resamples }),
  };
}

/** Rules without training. */
export function fixedRivals(
  rules: typeof BASELINES,
  judge: readonly Scored[],
  plan: RivalPlan,
): Rival[] {
  return Object.entries(rules).map(([name, score]) => {
    const scores = plan.tasks.flatMap(({ examples }) => examples.map(score));
    return rival({ name, kind: "fixed", scored: toScored(plan.tasks, scores) }, judge, plan);
  });
}
