import type { Fold } from "../folds.ts";
import {
  type Choice,
  chooseHead,
  linearTrainer,
  mlpTrainer,
  type Trainer,
} from "../train/choose.ts";
import { selectTasks, type TrainingSet, type TrainingTask } from "../train/training-set.ts";
import type { ExampleTask } from "./dataset.ts";
import type { FeatureTable, Laboratory } from "./feature-table.ts";
import type { Recipe } from "./methods.ts";

/** Few tasks make few steps an epoch, so the steps are long and the epochs many: a part kept aside says when to stop. */
const NETWORK = { seed: 1, learningRate: 0.02, epochs: 300 };

export interface Chosen extends Choice {
  readonly recipe: Recipe;
  readonly features: FeatureTable;
  readonly innerAuc: number;
}

/**
 * Trains every recipe on `training` and takes the one that orders best on its inner held-out
 * folds. Inner folds choose the penalty too; `heldScores` follow the order of `training`.
 */
export function chooseRecipe(
  laboratory: Laboratory,
  recipes: readonly Recipe[],
  training: readonly ExampleTask[],
  innerFolds: readonly Fold<ExampleTask>[],
): Chosen {
  let best: Chosen | null = null;
  for (const recipe of recipes) {
    const features = laboratory.table(recipe, training);
    const choice = chooseWithin({ recipe, features }, { laboratory, training, innerFolds });
    const innerAuc = Math.max(...choice.table.map(({ value }) => value));
    if (best === null || innerAuc > best.innerAuc) best = { ...choice, recipe, features, innerAuc };
  }
  if (best === null) throw new RangeError("no recipes");
  return best;
}

/** The given tasks' part of a table's training set, in their order. */
export function subset(
  { tasks }: Laboratory,
  set: TrainingSet,
  wanted: readonly ExampleTask[],
): TrainingSet {
  return selectTasks(set, counterparts(tasks, set, wanted));
}

/** The rows' groups of `wanted` in a set that was made of `tasks`. */
function counterparts(
  tasks: readonly ExampleTask[],
  set: TrainingSet,
  wanted: readonly ExampleTask[],
): TrainingTask[] {
  const position = new Map(tasks.map((task, i) => [task, i]));
  return wanted.flatMap((task) => set.tasks[position.get(task) ?? -1] ?? []);
}

function chooseWithin(
  { recipe, features }: { recipe: Recipe; features: FeatureTable },
  split: {
    laboratory: Laboratory;
    training: readonly ExampleTask[];
    innerFolds: readonly Fold<ExampleTask>[];
  },
): Choice {
  const { laboratory, training, innerFolds } = split;
  const set = subset(laboratory, features.set, training);
  const folds = innerFolds.map((fold) => ({
    training: counterparts(training, set, fold.training),
    held: counterparts(training, set, fold.held),
  }));
  return chooseHead(set, folds, [trainerOf(recipe, features)]);
}

function trainerOf({ objective, penalties, units }: Recipe, features: FeatureTable): Trainer {
  const options = { objective, centred: false };
  return units === undefined
    ? linearTrainer({ ...options, columnPenalties: features.penalties }, penalties)
    : mlpTrainer({ ...options, units, ...NETWORK });
}
