import { z } from "zod";
import { pickedInputs } from "../../judge/head.ts";
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

/** What a live run knows of its pick: there candidates of equal text come once. */
export function pickedFeatures({ candidates }: ScoredTask): [number, number, number] {
  const distinct = new Map(candidates.map((row) => [row.code ?? row, row.score]));
  return pickedInputs([...distinct.values()]);
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
