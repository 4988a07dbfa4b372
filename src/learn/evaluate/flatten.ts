import type { ScaleCalibrator } from "../calibrate/scale.ts";
import type { LinearHead } from "../train/linear-head.ts";
import type { Part } from "./feature-table.ts";

/** A head on the features as they are. */
export interface FlatHead {
  readonly weights: Float64Array;
  readonly intercept: number;
  /** For each weight, what stands for a feature that is not known. */
  readonly fill: Float64Array;
}

/**
 * Folds scales, principal components and the calibrator's slope into the weights: what is stored
 * multiplies raw features and gives log-odds at once.
 */
export function flattenHead(source: {
  head: LinearHead;
  parts: readonly Part[];
  calibrator: ScaleCalibrator;
}): FlatHead {
  const { head, parts, calibrator } = source;
  const { mean, scale } = head.standardiser;
  const weights: number[] = [];
  const fill: number[] = [];
  let intercept = calibrator.slope * head.intercept + calibrator.intercept;
  let column = 0;
  for (const part of parts) {
    const own = Float64Array.from({ length: part.columns }, (_, k) => {
      const weight =
        (calibrator.slope * (head.weights[column + k] ?? 0)) / (scale[column + k] ?? 1);
      intercept -= weight * (mean[column + k] ?? 0);
      return weight;
    });
    column += part.columns;
    const raw = part.projection === null ? own : unproject(own, part.projection);
    weights.push(...raw);
    fill.push(...(part.projection === null ? [part.fill] : part.projection.mean));
    if (part.projection !== null) intercept -= dot(raw, part.projection.mean);
  }
  return { weights: Float64Array.from(weights), intercept, fill: Float64Array.from(fill) };
}

/** Weights of raw columns from those of components. */
function unproject(
  weights: Float64Array,
  { directions, scale }: NonNullable<Part["projection"]>,
): Float64Array {
  return scale.map((own, j) => {
    let sum = 0;
    for (const [k, direction] of directions.entries())
      sum += (weights[k] ?? 0) * (direction[j] ?? 0);
    return sum / own;
  });
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, j) => sum + value * (b[j] ?? 0), 0);
}
