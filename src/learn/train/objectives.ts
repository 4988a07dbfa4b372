import { sigmoid, softplus } from "../numeric.ts";
import type { TrainingSet } from "./training-set.ts";

/** What a head is trained for. */
export type ObjectiveSpec =
  | { readonly kind: "pointwise" }
  | { readonly kind: "pairwise" }
  | { readonly kind: "listwise" }
  /** `share` of pairwise, the rest pointwise. */
  | { readonly kind: "joint"; readonly share: number };

/**
 * Loss of the scores of all rows, in nats; writes its derivative by each score. It knows nothing
 * of the model that makes the scores.
 */
export type Objective = (scores: Float64Array, gradient: Float64Array) => number;

/** Adds `factor` times the loss's derivative to `gradient`, returns `factor` times the loss. */
type Term = (scores: Float64Array, gradient: Float64Array, factor: number) => number;

interface Sides {
  readonly right: Int32Array;
  readonly wrong: Int32Array;
  /** Share of this task in the mean over tasks. */
  readonly share: number;
}

/** The objective on the outcomes and tasks of a training set. */
export function createObjective(spec: ObjectiveSpec, set: TrainingSet): Objective {
  const terms = termsOf(spec, set);
  return (scores, gradient) => {
    gradient.fill(0);
    return terms.reduce((sum, { term, factor }) => sum + term(scores, gradient, factor), 0);
  };
}

/** Only losses that see the level of a score, not just differences, can learn an intercept. */
export function hasIntercept({ kind }: ObjectiveSpec): boolean {
  return kind === "pointwise" || kind === "joint";
}

function termsOf(spec: ObjectiveSpec, set: TrainingSet): { term: Term; factor: number }[] {
  switch (spec.kind) {
    case "pointwise":
      return [{ term: pointwise(set), factor: 1 }];
    case "pairwise":
      return [{ term: pairwise(set), factor: 1 }];
    case "listwise":
      return [{ term: listwise(set), factor: 1 }];
    case "joint":
      return [
        { term: pairwise(set), factor: spec.share },
        { term: pointwise(set), factor: 1 - spec.share },
      ];
  }
}

/** Mean log loss of each row's own outcome, rows with their tasks' weights. */
function pointwise({ passed, tasks }: TrainingSet): Term {
  const weights = new Float64Array(passed.length);
  for (const { rows, weight } of tasks) for (const row of rows) weights[row] = weight;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return (scores, gradient, factor) => {
    let loss = 0;
    for (let i = 0; i < scores.length; i += 1) {
      const weight = (factor * (weights[i] as number)) / total;
      const z = scores[i] as number;
      loss += weight * (softplus(z) - (passed[i] as number) * z);
      gradient[i] = (gradient[i] as number) + weight * (sigmoid(z) - (passed[i] as number));
    }
    return loss;
  };
}

/**
 * −log σ(right − wrong), averaged over all right–wrong pairs of a task, then over tasks (Bradley
 * and Terry, Biometrika 39, 1952; as a loss: Burges and others, RankNet, ICML 2005).
 */
function pairwise(set: TrainingSet): Term {
  const sides = mixedSides(set);
  return (scores, gradient, factor) => {
    let loss = 0;
    for (const { right, wrong, share } of sides) {
      const each = (factor * share) / (right.length * wrong.length);
      for (const r of right) {
        for (const w of wrong) {
          const margin = (scores[r] as number) - (scores[w] as number);
          const pull = each * sigmoid(-margin);
          loss += each * softplus(-margin);
          gradient[r] = (gradient[r] as number) - pull;
          gradient[w] = (gradient[w] as number) + pull;
        }
      }
    }
    return loss;
  };
}

/**
 * −log of the probability that a softmax over the task's candidates gives to the right ones,
 * averaged over tasks (ListNet's top-one probability, Cao and others, ICML 2007, with all right
 * ones as one target).
 */
function listwise(set: TrainingSet): Term {
  const sides = mixedSides(set);
  return (scores, gradient, factor) => {
    let loss = 0;
    for (const { right, wrong, share } of sides) {
      const weight = factor * share;
      const ofRight = logSumExp(scores, right);
      const ofWrong = logSumExp(scores, wrong);
      // −log(R/(R + W)) = log(1 + W/R).
      loss += weight * softplus(ofWrong - ofRight);
      const missing = weight * sigmoid(ofWrong - ofRight);
      addSoftmax(scores, right, ofRight, -missing, gradient);
      addSoftmax(scores, wrong, ofWrong, missing, gradient);
    }
    return loss;
  };
}

function addSoftmax(
  scores: Float64Array,
  rows: Int32Array,
  logSum: number,
  factor: number,
  gradient: Float64Array,
): void {
  for (const row of rows) {
    const share = Math.exp((scores[row] as number) - logSum);
    gradient[row] = (gradient[row] as number) + factor * share;
  }
}

function logSumExp(scores: Float64Array, rows: Int32Array): number {
  let most = -Infinity;
  for (const row of rows) most = Math.max(most, scores[row] as number);
  let sum = 0;
  for (const row of rows) sum += Math.exp((scores[row] as number) - most);
  return most + Math.log(sum);
}

/** Right and wrong rows of the tasks that have both, each task with its weight. */
function mixedSides({ passed, tasks }: TrainingSet): Sides[] {
  const mixed = tasks.flatMap((task) => {
    const right = task.rows.filter((row) => passed[row] === 1);
    const wrong = task.rows.filter((row) => passed[row] === 0);
    return right.length > 0 && wrong.length > 0 ? [{ right, wrong, weight: task.weight }] : [];
  });
  const total = mixed.reduce((sum, { weight }) => sum + weight, 0);
  return mixed.map(({ right, wrong, weight }) => ({ right, wrong, share: weight / total }));
}
