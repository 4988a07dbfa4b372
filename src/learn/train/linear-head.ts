import { type Minimum, minimise } from "./lbfgs.ts";
import { type Matrix, multiply, multiplyTransposed } from "./matrix.ts";
import { createObjective, hasIntercept, type ObjectiveSpec } from "./objectives.ts";
import {
  applyStandardiser,
  fitStandardiser,
  type RowGroup,
  type Standardiser,
} from "./standardise.ts";
import type { TrainingSet } from "./training-set.ts";

/** About what the losses curve in standardised features, before any penalty. */
const CURVATURE = 0.1;

/** What scores a candidate by its features: plain data, to be stored as JSON. */
export interface LinearHead {
  readonly kind: "linear";
  readonly standardiser: Standardiser;
  /** Of standardised features. */
  readonly weights: readonly number[];
  /** 0 for objectives that only see differences within a task. */
  readonly intercept: number;
}

export interface LinearOptions {
  readonly objective: ObjectiveSpec;
  /** Whether features are taken relative to the task's mean. */
  readonly centred: boolean;
  /**
   * One factor of the penalty a column, 1 by default: less for a few scalar features than for a
   * long block of hidden states.
   */
  readonly columnPenalties?: ArrayLike<number> | undefined;
  /** Largest part of the gradient at the end; 1e-4 by default: scores are right to a thousandth. */
  readonly tolerance?: number | undefined;
}

/**
 * Trains a linear head for each penalty: mean loss + λ/2 · Σ cⱼwⱼ², in standardised features, the
 * intercept free. scikit-learn's C is 1/(λ·Σ weights) for the pointwise loss. From the largest λ
 * down, each begins where the last one ended; the result has the order of `penalties`.
 */
export function trainLinearPath(
  set: TrainingSet,
  penalties: readonly number[],
  options: LinearOptions,
): LinearHead[] {
  const standardiser = fitStandardiser(set, options.centred);
  const features = applyStandardiser(standardiser, set.features, set.tasks);
  const order = penalties.map((l2, index) => ({ l2, index })).sort((a, b) => b.l2 - a.l2);
  const heads = new Array<LinearHead>(penalties.length);
  let start = new Float64Array(features.cols + 1);
  for (const { l2, index } of order) {
    const { x } = descend(features, set, l2, options, start);
    heads[index] = {
      kind: "linear",
      standardiser,
      weights: [...x.subarray(0, features.cols)],
      intercept: x[features.cols] as number,
    };
    start = Float64Array.from(x);
  }
  return heads;
}

/** Trains one linear head. */
export function trainLinear(set: TrainingSet, l2: number, options: LinearOptions): LinearHead {
  const [head] = trainLinearPath(set, [l2], options);
  if (head === undefined) throw new RangeError("no penalty");
  return head;
}

/**
 * The intercept is the last of the parameters. The search goes in parameters that are scaled by
 * their penalty: where these differ by orders of magnitude, as those of principal components do,
 * it would take thousands of steps otherwise.
 */
function descend(
  features: Matrix,
  set: TrainingSet,
  l2: number,
  { objective: spec, columnPenalties, tolerance = 1e-4 }: LinearOptions,
  start: Float64Array,
): Minimum {
  const { rows, cols } = features;
  const objective = createObjective(spec, set);
  const free = hasIntercept(spec);
  const penalty = Float64Array.from({ length: cols }, (_, j) => l2 * (columnPenalties?.[j] ?? 1));
  const scale = Float64Array.from({ length: cols + 1 }, (_, j) =>
    j === cols ? 1 : 1 / Math.sqrt(CURVATURE + (penalty[j] as number)),
  );
  const x = new Float64Array(cols + 1);
  const scores = new Float64Array(rows);
  const errors = new Float64Array(rows);
  const found = minimise(
    (scaled, gradient) => {
      for (let j = 0; j <= cols; j += 1) x[j] = (scaled[j] as number) * (scale[j] as number);
      multiply(features, x, scores);
      const intercept = x[cols] as number;
      for (let i = 0; i < rows; i += 1) scores[i] = (scores[i] as number) + intercept;
      const loss = objective(scores, errors);
      multiplyTransposed(features, errors, gradient);
      gradient[cols] = free ? errors.reduce((sum, error) => sum + error, 0) : 0;
      const value = loss + addPenalty(x, penalty, gradient);
      for (let j = 0; j <= cols; j += 1) {
        gradient[j] = (gradient[j] as number) * (scale[j] as number);
      }
      return value;
    },
    start.map((value, j) => value / (scale[j] as number)),
    { tolerance },
  );
  return { ...found, x: found.x.map((value, j) => value * (scale[j] as number)) };
}

function addPenalty(x: Float64Array, penalty: Float64Array, gradient: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < penalty.length; j += 1) {
    const pull = (penalty[j] as number) * (x[j] as number);
    sum += (pull * (x[j] as number)) / 2;
    gradient[j] = (gradient[j] as number) + pull;
  }
  return sum;
}

/** Scores of rows, in nats of log-odds where the objective was pointwise or joint. */
export function scoreLinear(
  head: LinearHead,
  features: Matrix,
  tasks: readonly RowGroup[],
): Float64Array {
  const scores = new Float64Array(features.rows);
  const weights = Float64Array.from(head.weights);
  multiply(applyStandardiser(head.standardiser, features, tasks), weights, scores);
  return scores.map((score) => score + head.intercept);
}
