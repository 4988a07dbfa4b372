import type { Fold } from "../folds.ts";
import { withinTaskAuc } from "../metrics/auc.ts";
import type { RankedTask } from "../metrics/scored-task.ts";
import { gapClosed } from "../metrics/selection.ts";
import { evaluateStatistic } from "../metrics/statistic.ts";
import { softplus } from "../numeric.ts";
import { type Head, scoreHead } from "./head.ts";
import { type LinearOptions, trainLinearPath } from "./linear-head.ts";
import { type MlpOptions, trainMlp } from "./mlp.ts";
import { rowsOf, selectTasks, type TrainingSet, type TrainingTask } from "./training-set.ts";

/** What is compared: it trains one head for each of its variants. */
export interface Trainer {
  readonly variants: readonly string[];
  train(set: TrainingSet): Head[];
}

/** One linear head for each penalty, along a warm-started path. */
export function linearTrainer(options: LinearOptions, penalties: readonly number[]): Trainer {
  const name = `linear ${describeObjective(options)}`;
  return {
    variants: penalties.map((l2) => `${name}, penalty ${l2}`),
    train: (set) => trainLinearPath(set, penalties, options),
  };
}

/** One network. */
export function mlpTrainer(options: MlpOptions): Trainer {
  return {
    variants: [`${options.units} hidden units ${describeObjective(options)}`],
    train: (set) => [trainMlp(set, options)],
  };
}

function describeObjective({ objective, centred }: LinearOptions | MlpOptions): string {
  const share = objective.kind === "joint" ? ` ${objective.share}` : "";
  return `${objective.kind}${share}${centred ? ", centred" : ""}`;
}

/** What is better is chosen; log loss needs an objective with an intercept. */
export type Criterion = "withinTaskAuc" | "gapClosed" | "logLoss";

export interface Choice {
  readonly head: Head;
  readonly variant: string;
  /**
   * A score for each row of the set, from the head of the chosen variant that did not see its task:
   * what calibrators are fitted on. `NaN` for rows that no fold holds out.
   */
  readonly heldScores: Float64Array;
  /** Every variant with its value, more is better; log loss is negative. */
  readonly table: readonly { readonly variant: string; readonly value: number }[];
}

/**
 * Trains all variants on each fold, takes the one whose scores of held-out tasks are best over all
 * folds together, and trains it again on everything. The first of equal ones is taken, so put
 * simpler ones first. The value of the winner is optimistic: figures come from outer folds.
 */
export function chooseHead(
  set: TrainingSet,
  folds: readonly Fold<TrainingTask>[],
  trainers: readonly Trainer[],
  criterion: Criterion = "withinTaskAuc",
): Choice {
  const tried = trainers.flatMap((trainer) =>
    holdOutScores(set, folds, trainer).map((scores, index) => ({
      trainer,
      index,
      scores,
      variant: trainer.variants[index] ?? "",
      value: judgeScores(set, scores, criterion),
    })),
  );
  const [first] = tried;
  if (first === undefined) throw new RangeError("nothing to choose from");
  const best = tried.reduce((a, b) => (b.value > a.value + 1e-12 ? b : a), first);
  const head = best.trainer.train(set)[best.index];
  if (head === undefined) throw new RangeError(`no head for ${best.variant}`);
  return {
    head,
    variant: best.variant,
    heldScores: best.scores,
    table: tried.map(({ variant, value }) => ({ variant, value })),
  };
}

/** For each variant a score of every row by a head that did not see its task. */
export function holdOutScores(
  set: TrainingSet,
  folds: readonly Fold<TrainingTask>[],
  trainer: Trainer,
): Float64Array[] {
  const scores = trainer.variants.map(() => new Float64Array(set.features.rows).fill(Number.NaN));
  for (const { training, held } of folds) {
    const heads = trainer.train(selectTasks(set, training));
    const part = selectTasks(set, held);
    const rows = rowsOf(held);
    for (const [variant, head] of heads.entries()) {
      const own = scoreHead(head, part.features, part.tasks);
      for (const [i, row] of rows.entries())
        (scores[variant] as Float64Array)[row] = own[i] as number;
    }
  }
  return scores;
}

function judgeScores(set: TrainingSet, scores: Float64Array, criterion: Criterion): number {
  const held = set.tasks.filter(({ rows }) => rows.every((row) => !Number.isNaN(scores[row])));
  if (criterion === "logLoss") return -meanLogLoss(set, held, scores);
  const tasks = held.map((task) => asRankedTask(set, task, scores));
  const statistic = criterion === "gapClosed" ? gapClosed(tasks) : withinTaskAuc(tasks);
  return evaluateStatistic(statistic, tasks);
}

function meanLogLoss(
  { passed }: TrainingSet,
  tasks: readonly TrainingTask[],
  scores: Float64Array,
): number {
  let [sum, total] = [0, 0];
  for (const { rows, weight } of tasks) {
    for (const row of rows) {
      const z = scores[row] as number;
      sum += weight * (softplus(z) - (passed[row] as number) * z);
      total += weight;
    }
  }
  return sum / total;
}

function asRankedTask(set: TrainingSet, task: TrainingTask, scores: Float64Array): RankedTask {
  const candidates = [...task.rows].map((row) => ({
    passed: set.passed[row] === 1,
    score: scores[row] as number,
  }));
  return { weight: task.weight, candidates };
}
