import type { Block } from "../../judge/features.ts";
import type { Fold } from "../folds.ts";
import { type Choice, chooseHead, linearTrainer } from "../train/choose.ts";
import { selectTasks, type TrainingSet, type TrainingTask } from "../train/training-set.ts";
import type { ExampleTask } from "./dataset.ts";
import type { FeatureTable } from "./feature-table.ts";
import type { Recipe } from "./methods.ts";

/** The few scalars are held less tightly than the long block of hidden states. */
const SCALAR_PENALTY = 0.1;

/** Tables of features by recipe, over one list of tasks. */
export interface Laboratory {
  readonly tasks: readonly ExampleTask[];
  readonly tables: ReadonlyMap<Recipe, FeatureTable>;
}

export interface Chosen extends Choice {
  readonly recipe: Recipe;
  readonly innerAuc: number;
}

/**
 * Trains every recipe on `training` and takes the one that orders best on its inner held-out
 * folds. Inner folds choose the penalty too; `heldScores` follow the order of `training`.
 */
export function chooseRecipe(
  laboratory: Laboratory,
  training: readonly ExampleTask[],
  innerFolds: readonly Fold<ExampleTask>[],
): Chosen {
  let best: Chosen | null = null;
  for (const [recipe, { set }] of laboratory.tables) {
    const choice = chooseWithin(recipe, subset(laboratory, set, training), training, innerFolds);
    const innerAuc = Math.max(...choice.table.map(({ value }) => value));
    if (best === null || innerAuc > best.innerAuc) best = { ...choice, recipe, innerAuc };
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
  const position = new Map(tasks.map((task, i) => [task, i]));
  return selectTasks(
    set,
    wanted.flatMap((task) => set.tasks[position.get(task) ?? -1] ?? []),
  );
}

function chooseWithin(
  recipe: Recipe,
  set: TrainingSet,
  training: readonly ExampleTask[],
  innerFolds: readonly Fold<ExampleTask>[],
): Choice {
  const position = new Map(training.map((task, i) => [task, i]));
  const own = (tasks: readonly ExampleTask[]): TrainingTask[] =>
    tasks.flatMap((task) => set.tasks[position.get(task) ?? -1] ?? []);
  const folds = innerFolds.map(({ training: inner, held }) => ({
    training: own(inner),
    held: own(held),
  }));
  const { objective, penalties, blocks } = recipe;
  const columnPenalties = penaltiesOf(blocks, set.features.cols);
  const trainer = linearTrainer({ objective, centred: false, columnPenalties }, penalties);
  return chooseHead(set, folds, [trainer]);
}

function penaltiesOf(blocks: readonly Block[], columns: number): Float64Array {
  const hiddenBlocks = blocks.filter(({ feature }) => feature === "hidden").length;
  const width = hiddenBlocks === 0 ? 0 : (columns - (blocks.length - hiddenBlocks)) / hiddenBlocks;
  return Float64Array.from(
    blocks.flatMap(({ feature }) =>
      feature === "hidden" ? new Array<number>(width).fill(1) : [SCALAR_PENALTY],
    ),
  );
}
