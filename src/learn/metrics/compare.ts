import { createRandom } from "../random.ts";
import { byTaskKey, taskKey } from "../task-key.ts";
import type { Scored } from "../types.ts";
import { withinTaskAuc } from "./auc.ts";
import {
  type BootstrapOptions,
  type Figure,
  percentiles,
  resampleStatistics,
} from "./bootstrap.ts";
import { groupByTask, type ScoredTask } from "./scored-task.ts";
import { gapClosed, pickedPass, pickOne } from "./selection.ts";
import { mcnemarExact } from "./significance.ts";
import { difference, evaluateStatistic, type Statistic } from "./statistic.ts";

/** A difference (first minus second) with its interval and a two-sided bootstrap p-value. */
export interface Difference extends Figure {
  readonly pValue: number | null;
}

export interface Comparison {
  readonly tasks: number;
  readonly families: number;
  readonly withinTaskAuc: Difference;
  readonly gapClosed: Difference;
  readonly pickedPass: Difference;
  readonly mcnemar: {
    /** Tasks where only the first judge's pick passes, and only the second's. */
    readonly onlyFirst: number;
    readonly onlySecond: number;
    readonly pValue: number;
  };
}

/**
 * Compares two judges on the same candidates. Throws a `RangeError` if tasks, candidates or outcomes
 * differ. Differences are bootstrapped with the same families for both. McNemar's test takes tasks
 * as independent; where families hold several tasks, trust the intervals.
 */
export function compareJudges(
  first: readonly Scored[],
  second: readonly Scored[],
  options: BootstrapOptions,
): Comparison {
  const a = groupByTask(first);
  const b = alignTasks(a, groupByTask(second));
  const statistics = [withinTaskAuc, gapClosed, pickedPass].map((make) =>
    difference(make(a), make(b)),
  );
  const values = resampleStatistics(a, statistics, options);
  const [auc, gap, picked] = statistics.map((statistic, i) =>
    describe(statistic, a, values[i] ?? new Float64Array(), options.level),
  );
  if (auc === undefined || gap === undefined || picked === undefined) throw new RangeError();
  return {
    tasks: a.length,
    families: new Set(a.map(({ family }) => family)).size,
    withinTaskAuc: auc,
    gapClosed: gap,
    pickedPass: picked,
    mcnemar: comparePicks(a, b),
  };
}

/**
 * The same on the tasks that both scored: judges may have been trained on different pools. Throws a `RangeError`
 * where there is none, or where the candidates of one differ.
 */
export function compareShared(
  first: readonly Scored[],
  second: readonly Scored[],
  options: BootstrapOptions,
): Comparison {
  const [mine, theirs] = [new Set(first.map(taskKey)), new Set(second.map(taskKey))];
  const shared = first.filter((row) => theirs.has(taskKey(row)));
  if (shared.length === 0) throw new RangeError("the judges scored no task in common");
  const other = second.filter((row) => mine.has(taskKey(row)));
  return compareJudges(shared, other, options);
}

/** By how much the first is better, in the two figures that reports show. Throws as `compareJudges` does. */
export function gainsOf(
  first: readonly Scored[],
  second: readonly Scored[],
  { seed, resamples }: { readonly seed: number; readonly resamples: number },
): { readonly withinTaskAuc: Figure; readonly gapClosed: Figure } {
  const compared = compareJudges(first, second, { random: createRandom(seed), resamples });
  const plain = ({ value, low, high }: Difference): Figure => ({ value, low, high });
  return {
    withinTaskAuc: plain(compared.withinTaskAuc),
    gapClosed: plain(compared.gapClosed),
  };
}

/** The second judge's tasks in the order of the first's. */
function alignTasks(a: readonly ScoredTask[], b: readonly ScoredTask[]): ScoredTask[] {
  const theirs = byTaskKey(b);
  if (a.length !== b.length) throw new RangeError(`${a.length} tasks against ${b.length}`);
  return a.map((task) => {
    const other = theirs.get(taskKey(task));
    if (other === undefined || outcomesOf(task) !== outcomesOf(other)) {
      throw new RangeError(`the judges did not score the same candidates of ${task.task}`);
    }
    return other;
  });
}

function outcomesOf({ candidates, weight }: ScoredTask): string {
  const list = candidates.map(({ id, passed }) => [id, passed] as const);
  return JSON.stringify([weight, list.sort(([x], [y]) => x - y)]);
}

function describe(
  statistic: Statistic,
  tasks: readonly ScoredTask[],
  values: Float64Array,
  level: number | undefined,
): Difference {
  const value = evaluateStatistic(statistic, tasks);
  const interval = percentiles(values, level);
  return {
    value: Number.isFinite(value) ? value : null,
    low: interval?.[0] ?? null,
    high: interval?.[1] ?? null,
    pValue: interval === undefined ? null : bootstrapPValue(values),
  };
}

/**
 * Twice the smaller share of resamples on one side of zero, each share counted with one more
 * (Davison and Hinkley 1997, equation 4.11), so that it is never 0.
 */
function bootstrapPValue(values: Float64Array): number {
  const defined = values.filter((value) => Number.isFinite(value));
  const notAbove = defined.filter((value) => value <= 0).length;
  const notBelow = defined.filter((value) => value >= 0).length;
  return Math.min(1, (2 * (Math.min(notAbove, notBelow) + 1)) / (defined.length + 1));
}

/** Only tasks with right and wrong candidates can differ, so subsampling the others does no harm. */
function comparePicks(a: readonly ScoredTask[], b: readonly ScoredTask[]): Comparison["mcnemar"] {
  let [onlyFirst, onlySecond] = [0, 0];
  for (const [index, task] of a.entries()) {
    const other = b[index];
    if (other === undefined) continue;
    const [mine, theirs] = [pickOne(task).passed, pickOne(other).passed];
    if (mine && !theirs) onlyFirst += 1;
    if (theirs && !mine) onlySecond += 1;
  }
  return { onlyFirst, onlySecond, pValue: mcnemarExact(onlyFirst, onlySecond) };
}
