import { splitFolds } from "../folds.ts";
import { groupByTask, type ScoredTask } from "../metrics/scored-task.ts";
import { pickOne } from "../metrics/selection.ts";
import type { Random } from "../random.ts";
import type { Scored } from "../types.ts";
import { applyPicked, fitPicked, type PickedCalibrator } from "./picked.ts";
import { applyScale, type CalibrationData, fitPlatt, type ScaleCalibrator } from "./scale.ts";

export interface CrossFitOptions {
  readonly folds: number;
  readonly random: Random;
}

/**
 * Gives every candidate the probability of Platt's calibrator that was fitted on other families, so that
 * figures on the result are honest; and the calibrator of all, for use on new tasks. The scores must
 * be held-out ones themselves.
 */
export function crossFitScale(
  scored: readonly Scored[],
  { folds, random }: CrossFitOptions,
): { scored: Scored[]; calibrator: ScaleCalibrator } {
  const tasks = groupByTask(scored);
  const calibrated = splitFolds(tasks, folds, random).flatMap(({ training, held }) => {
    const own = fitPlatt(dataOf(training));
    return held.flatMap(({ candidates }) =>
      candidates.map((row) => ({ ...row, probability: applyScale(own, row.score) })),
    );
  });
  return { scored: calibrated, calibrator: fitPlatt(dataOf(tasks)) };
}

/** Scores, outcomes and weights of tasks, as calibrators take them. */
export function dataOf(tasks: readonly ScoredTask[]): CalibrationData {
  const rows = tasks.flatMap(({ candidates }) => candidates);
  return {
    scores: Float64Array.from(rows, ({ score }) => score),
    passed: Float64Array.from(rows, ({ passed }) => Number(passed)),
    weights: Float64Array.from(rows, ({ weight = 1 }) => weight),
  };
}

/** The outcome of one task's pick, with the probability that it was given. */
export interface CalibratedPick {
  readonly task: string;
  readonly family: string;
  readonly generator: string;
  readonly weight: number;
  readonly probability: number;
  readonly passed: boolean;
}

/** The same for picks: each task's probability comes from other families' picks. */
export function crossFitPicked(
  scored: readonly Scored[],
  { folds, random }: CrossFitOptions,
): { picks: CalibratedPick[]; calibrator: PickedCalibrator } {
  const tasks = groupByTask(scored);
  const picks = splitFolds(tasks, folds, random).flatMap(({ training, held }) => {
    const own = fitPicked(training);
    return held.map(
      (task): CalibratedPick => ({
        task: task.task,
        family: task.family,
        generator: task.generator,
        weight: task.weight,
        probability: applyPicked(own, task),
        passed: pickOne(task).passed,
      }),
    );
  });
  return { picks, calibrator: fitPicked(tasks) };
}
