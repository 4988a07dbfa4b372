import { dataOf } from "../calibrate/cross-fit.ts";
import { fitPlatt, type ScaleCalibrator } from "../calibrate/scale.ts";
import { nestedCrossValidate, splitFolds } from "../folds.ts";
import { groupByTask } from "../metrics/scored-task.ts";
import { sigmoid } from "../numeric.ts";
import { createRandom, shuffle } from "../random.ts";
import { scoreHead } from "../train/head.ts";
import type { Scored } from "../types.ts";
import { type Chosen, chooseRecipe, subset } from "./choose.ts";
import type { ExampleTask } from "./dataset.ts";
import type { Laboratory } from "./feature-table.ts";
import type { Recipe } from "./methods.ts";
import { kappaThreshold } from "./threshold.ts";

export interface CrossValidation {
  /** Every task's candidates, scored (log-odds) by a head that never saw their family. */
  readonly scored: readonly Scored[];
  /** What each outer fold's inner folds chose. */
  readonly choices: readonly { recipe: string; variant: string; innerAuc: number }[];
}

export interface CrossValidationPlan {
  readonly laboratory: Laboratory;
  readonly recipes: readonly Recipe[];
  readonly folds: { readonly outer: number; readonly inner: number };
  readonly seed: number;
  /** Part of each outer fold's training tasks that is used, by whole families; 1 by default. */
  readonly share?: number;
  /** Trains on these only, scores these only: what is learned of one kind of task for another. */
  readonly trainOn?: (task: ExampleTask) => boolean;
  readonly scoreOn?: (task: ExampleTask) => boolean;
}

/**
 * Nested cross-validation over families: inner folds choose recipe and penalty by within-task AUC,
 * and fit calibrator and verdict threshold on their held-out scores; the outer folds give the
 * figures.
 */
export function crossValidate(plan: CrossValidationPlan): CrossValidation {
  const { laboratory, scoreOn = () => true } = plan;
  const results = nestedCrossValidate(
    { tasks: laboratory.tasks, ...plan.folds, seed: plan.seed },
    (all, allFolds) => {
      const training = takeShare(plan.trainOn ? all.filter(plan.trainOn) : all, plan);
      const innerFolds =
        training === all
          ? allFolds
          : splitFolds(training, plan.folds.inner, createRandom(plan.seed));
      const chosen = chooseRecipe(laboratory, plan.recipes, training, innerFolds);
      return { chosen, ...calibrate(chosen, training) };
    },
    ({ chosen, calibrator, threshold }, all) => ({
      scored: scoreHeld(laboratory, chosen, all.filter(scoreOn)).map((row): Scored => {
        const score = calibrator.slope * row.score + calibrator.intercept;
        const probability = sigmoid(score);
        return { ...row, score, probability, verdict: probability >= threshold };
      }),
      choice: {
        recipe: chosen.recipe.name,
        variant: chosen.variant,
        innerAuc: chosen.innerAuc,
      },
    }),
  );
  return {
    scored: results.flatMap(({ scored }) => scored),
    choices: results.map(({ choice }) => choice),
  };
}

/** Whole families in a random order, until they hold the share of the tasks. */
function takeShare(
  tasks: readonly ExampleTask[],
  { share = 1, seed }: CrossValidationPlan,
): readonly ExampleTask[] {
  if (share >= 1) return tasks;
  const families = shuffle([...new Set(tasks.map(({ family }) => family))], createRandom(seed));
  const wanted = new Set(families.slice(0, Math.ceil(share * families.length)));
  return tasks.filter(({ family }) => wanted.has(family));
}

/** Platt's calibrator and the threshold of the best kappa, on the inner folds' held-out scores. */
export function calibrate(
  { heldScores }: Chosen,
  training: readonly ExampleTask[],
): { calibrator: ScaleCalibrator; threshold: number } {
  const held = toScored(training, heldScores);
  const calibrator = fitPlatt(dataOf(groupByTask(held)));
  const probabilities = held.map(({ score }) =>
    sigmoid(calibrator.slope * score + calibrator.intercept),
  );
  return { calibrator, threshold: kappaThreshold(held, probabilities) };
}

/** Scores of tasks that the head was not trained on. */
function scoreHeld(
  laboratory: Laboratory,
  { features, head }: Chosen,
  held: readonly ExampleTask[],
): Scored[] {
  const part = subset(laboratory, features.set, held);
  return toScored(held, scoreHead(head, part.features, part.tasks));
}

/** Candidates with scores, task after task, as the metrics take them. */
export function toScored(tasks: readonly ExampleTask[], scores: ArrayLike<number>): Scored[] {
  let next = 0;
  return tasks.flatMap((own) =>
    own.examples.map(({ id, code, passed, parses, observation }): Scored => {
      const { task, family, language, generator, domain, weight } = own;
      const { votes, meanLogprob } = observation;
      const score = scores[next++] ?? Number.NaN;
      return {
        ...{ task, family, language, generator, domain, id, code, passed },
        ...{ parses, score, votes, meanLogprob, weight },
      };
    }),
  );
}
