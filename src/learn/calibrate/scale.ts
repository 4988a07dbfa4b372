import { z } from "zod";
import { fitLogistic } from "../logistic.ts";
import { sigmoid } from "../numeric.ts";

/** Turns a score into a probability: σ(slope · score + intercept). It never changes a ranking. */
export const ScaleCalibrator = z.object({
  kind: z.literal("platt"),
  slope: z.number(),
  intercept: z.number(),
});
export type ScaleCalibrator = z.infer<typeof ScaleCalibrator>;

/** Scores with their outcomes; held-out ones, or the result is overconfident. */
export interface CalibrationData {
  readonly scores: ArrayLike<number>;
  /** 1 passed, 0 failed. */
  readonly passed: ArrayLike<number>;
  readonly weights?: ArrayLike<number> | undefined;
}

/** Keeps perfectly separable data finite; in all other data it changes nothing that is printed. */
const RIDGE = 1e-6;
/** A score that ranks the wrong way round gets a nearly constant probability, not a reversed one. */
const LEAST_SLOPE = 1e-6;

/**
 * Platt scaling with smoothed targets, (N₊ + 1)/(N₊ + 2) for 1 and 1/(N₋ + 2) for 0 (Platt, in
 * "Advances in Large Margin Classifiers", 1999; by Newton's method as Lin, Lin and Weng, Machine
 * Learning 68, 2007). Weights count into N.
 */
export function fitPlatt({ scores, passed, weights }: CalibrationData): ScaleCalibrator {
  let [right, wrong] = [0, 0];
  for (let i = 0; i < passed.length; i += 1) {
    if (passed[i] === 1) right += weights?.[i] ?? 1;
    else wrong += weights?.[i] ?? 1;
  }
  const [high, low] = [(right + 1) / (right + 2), 1 / (wrong + 2)];
  const fitted = fitLogistic({
    columns: [scores],
    targets: Float64Array.from(passed, (value) => (value === 1 ? high : low)),
    weights,
    ridge: RIDGE,
  });
  const slope = Math.max(fitted.coefficients[0] ?? 0, LEAST_SLOPE);
  return { kind: "platt", slope, intercept: fitted.intercept };
}

/** The probability of a score. */
export function applyScale({ slope, intercept }: ScaleCalibrator, score: number): number {
  return sigmoid(slope * score + intercept);
}
