import type { Matrix } from "./matrix.ts";
import type { TrainingSet } from "./training-set.ts";

/** How raw features become those that a head reads. */
export interface Standardiser {
  /** Whether the mean feature vector of a candidate's own task is taken off first. */
  readonly centred: boolean;
  readonly mean: readonly number[];
  /** Standard deviation in the training rows; 1 where a feature never varies. */
  readonly scale: readonly number[];
}

/** Which rows are candidates of one task. */
export interface RowGroup {
  readonly rows: ArrayLike<number>;
}

/**
 * Mean and standard deviation of every feature over the training rows, each with its task's
 * weight. `centred`: of what is left when each task's own mean is taken off, so that a head cannot
 * see how hard a task is.
 */
export function fitStandardiser(set: TrainingSet, centred: boolean): Standardiser {
  const { features, tasks } = set;
  const source = centred ? centreWithinTasks(features, tasks) : features;
  const { cols, data } = source;
  const mean = new Float64Array(cols);
  const squares = new Float64Array(cols);
  let total = 0;
  for (const { rows, weight } of tasks) {
    for (const row of rows) {
      total += weight;
      for (let j = 0; j < cols; j += 1) {
        const away = (data[row * cols + j] as number) - (mean[j] as number);
        const share = (away * weight) / total;
        // West's update for weighted variance (CACM 22, 1979): no cancellation of large means.
        mean[j] = (mean[j] as number) + share;
        squares[j] = (squares[j] as number) + share * away * (total - weight);
      }
    }
  }
  const scale = squares.map((sum, j) => usableScale(Math.sqrt(sum / total), mean[j] as number));
  return { centred, mean: [...mean], scale: [...scale] };
}

/** Rounding alone makes constant features vary by some 1e-7 of their size. */
function usableScale(deviation: number, mean: number): number {
  return deviation > 1e-6 * Math.max(Math.abs(mean), 1e-6) ? deviation : 1;
}

/** (x − mean)/scale, after the task's own mean where the standardiser says so. */
export function applyStandardiser(
  { centred, mean, scale }: Standardiser,
  features: Matrix,
  tasks: readonly RowGroup[],
): Matrix {
  if (mean.length !== features.cols) {
    throw new RangeError(`${features.cols} features for a head of ${mean.length}`);
  }
  const source = centred ? centreWithinTasks(features, tasks) : features;
  const { rows, cols } = source;
  const data = new Float32Array(rows * cols);
  const means = Float64Array.from(mean);
  const factors = Float64Array.from(scale, (value) => 1 / value);
  for (let i = 0; i < rows; i += 1) {
    for (let j = 0; j < cols; j += 1) {
      const at = i * cols + j;
      data[at] = ((source.data[at] as number) - (means[j] as number)) * (factors[j] as number);
    }
  }
  return { rows, cols, data };
}

/** Takes off each row the mean row of its task. */
export function centreWithinTasks(features: Matrix, tasks: readonly RowGroup[]): Matrix {
  const { rows, cols } = features;
  const data = Float32Array.from(features.data);
  for (const { rows: own } of tasks) {
    for (let j = 0; j < cols; j += 1) {
      let sum = 0;
      for (let i = 0; i < own.length; i += 1) sum += data[(own[i] as number) * cols + j] as number;
      const mean = sum / own.length;
      for (let i = 0; i < own.length; i += 1) {
        const at = (own[i] as number) * cols + j;
        data[at] = (data[at] as number) - mean;
      }
    }
  }
  return { rows, cols, data };
}
