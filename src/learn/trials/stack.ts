import { splitFolds } from "../folds.ts";
import { fitLogistic } from "../logistic.ts";
import { groupByTask, type ScoredTask } from "../metrics/scored-task.ts";
import { logit, sigmoid } from "../numeric.ts";
import { createRandom } from "../random.ts";
import type { Scored } from "../types.ts";

/** A judge's candidate with a held-out probability, and what a trial says of it. */
export interface Signalled extends Scored {
  readonly probability: number;
  readonly signal: number;
}

/** Holds weights of a few dozen tasks in bounds; columns have unit variance. */
const RIDGE = 1;
const FOLDS = 5;

/**
 * What the judge would say if it knew the signal too: a logistic model of its log-odds, the signal
 * against the task's mean, and that mean, fitted on other families (stacking: Wolpert, Neural
 * Networks 5, 1992), whose log-odds come from judges that knew this one: with a handful of weights that
 * is little. Throws a `RangeError` for fewer than five families.
 */
export function stackSignal(rows: readonly Signalled[], seed: number): Scored[] {
  const signals = new Map<Scored, number>(rows.map((row) => [row, row.signal]));
  const tasks = groupByTask(rows);
  const columns = new Map(tasks.map((task) => [task, columnsOf(task, signals)]));
  return splitFolds(tasks, FOLDS, createRandom(seed)).flatMap(({ training, held }) => {
    const known = training.flatMap((task) => columns.get(task) ?? []);
    const scales = [0, 1, 2].map((j) => spread(known.map((row) => row[j] ?? 0)));
    const candidates = training.flatMap((task) => task.candidates);
    const fit = fitLogistic({
      columns: scales.map((scale, j) => known.map((row) => (row[j] ?? 0) / scale)),
      targets: candidates.map(({ passed }) => Number(passed)),
      weights: candidates.map(({ weight = 1 }) => weight),
      ridge: RIDGE,
    });
    const scoreOf = (row: readonly number[]) =>
      fit.coefficients.reduce(
        (sum, c, j) => sum + (c * (row[j] ?? 0)) / (scales[j] ?? 1),
        fit.intercept,
      );
    return held.flatMap((task) =>
      task.candidates.map((row, i) => {
        const score = scoreOf(columns.get(task)?.[i] ?? []);
        return { ...row, score, probability: sigmoid(score) };
      }),
    );
  });
}

function columnsOf({ candidates }: ScoredTask, signals: ReadonlyMap<Scored, number>): number[][] {
  const own = candidates.map((row) => signals.get(row) ?? 0);
  const mean = own.reduce((sum, signal) => sum + signal, 0) / own.length;
  return candidates.map(({ probability = 0.5 }, i) => [
    logit(probability),
    (own[i] ?? 0) - mean,
    mean,
  ]);
}

/** Standard deviation; 1 where nothing varies. */
function spread(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return Math.sqrt(square) || 1;
}
