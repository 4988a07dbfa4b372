import { z } from "zod";
import { fitLogistic } from "../logistic.ts";
import type { ScoredTask } from "../metrics/scored-task.ts";
import { pickOne } from "../metrics/selection.ts";
import { sigmoid } from "../numeric.ts";

/**
 * Probability that the picked candidate passes. The best of ten is not a candidate like any other:
 * its score is a maximum, and how far it stands out says whether to trust it.
 */
export const PickedCalibrator = z.object({
  kind: z.literal("picked"),
  /** Of the features score, margin, task mean: see `pickedFeatures`. */
  mean: z.array(z.number()).length(3),
  scale: z.array(z.number()).length(3),
  coefficients: z.array(z.number()).length(3),
  intercept: z.number(),
});
export type PickedCalibrator = z.infer<typeof PickedCalibrator>;

/**
 * Score of the pick, its margin over the best other candidate (0 if there is none), and the mean
 * score of the task. Candidates of equal text should come once, or their margin is 0.
 */
export function pickedFeatures(task: ScoredTask): [number, number, number] {
  const pick = pickOne(task);
  let [runnerUp, sum] = [-Infinity, 0];
  for (const row of task.candidates) {
    sum += row.score;
    if (row !== pick) runnerUp = Math.max(runnerUp, row.score);
  }
  const margin = Number.isFinite(runnerUp) ? pick.score - runnerUp : 0;
  return [pick.score, margin, sum / task.candidates.length];
}

/**
 * Logistic regression of the pick's outcome on these features, standardised, with a weak penalty
 * (ridge 1: a Gaussian prior of deviation 1 on each coefficient), for hundreds of held-out tasks.
 */
export function fitPicked(tasks: readonly ScoredTask[], ridge = 1): PickedCalibrator {
  const rows = tasks.map(pickedFeatures);
  const weights = tasks.map(({ weight }) => weight);
  const columns = [0, 1, 2].map((j) => standardise(rows.map((row) => row[j] ?? 0)));
  const fitted = fitLogistic({
    columns: columns.map(({ values }) => values),
    targets: tasks.map((task) => Number(pickOne(task).passed)),
    weights,
    ridge,
  });
  return {
    kind: "picked",
    mean: columns.map(({ mean }) => mean),
    scale: columns.map(({ scale }) => scale),
    coefficients: [...fitted.coefficients],
    intercept: fitted.intercept,
  };
}

function standardise(values: readonly number[]): { values: number[]; mean: number; scale: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const scale = Math.sqrt(squares / values.length) || 1;
  return { values: values.map((value) => (value - mean) / scale), mean, scale };
}

/** The probability that this task's pick passes. */
export function applyPicked(calibrator: PickedCalibrator, task: ScoredTask): number {
  const { mean, scale, coefficients, intercept } = calibrator;
  let z = intercept;
  for (const [j, value] of pickedFeatures(task).entries()) {
    z += ((coefficients[j] ?? 0) * (value - (mean[j] ?? 0))) / (scale[j] ?? 1);
  }
  return sigmoid(z);
}
