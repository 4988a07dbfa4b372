import { createRandom, type Random, shuffle } from "./random.ts";

/** What a split must know of a task. */
export interface SplitTask {
  readonly family: string;
  readonly language: string;
}

export interface Fold<T> {
  readonly training: readonly T[];
  readonly held: readonly T[];
}

/**
 * Splits tasks into `count` folds. A family is never torn apart; every task is held out once. Folds
 * are balanced by number of tasks and by language as far as families allow: greedily, largest
 * family first, each to where the sum of squared shares grows least (as scikit-learn's
 * StratifiedGroupKFold does with the spread). Throws a `RangeError` for fewer than two folds, or
 * fewer families than folds.
 */
export function splitFolds<T extends SplitTask>(
  tasks: readonly T[],
  count: number,
  random: Random,
): Fold<T>[] {
  const families = groupByFamily(tasks);
  if (!Number.isInteger(count) || count < 2 || families.length < count) {
    throw new RangeError(`${families.length} families do not make ${count} folds`);
  }
  // The sort is stable, so families of one size stay in random order.
  const order = shuffle(families, random).sort((a, b) => b.length - a.length);
  const loads = Array.from({ length: count }, () => new Map<string, number>());
  const totals = countKinds(tasks);
  const foldOf = new Map<string, number>();
  for (const family of order) {
    const kinds = countKinds(family);
    const costs = loads.map((load) => addedCost(load, kinds, totals));
    const best = costs.indexOf(Math.min(...costs));
    for (const [kind, n] of kinds) loads[best]?.set(kind, (loads[best]?.get(kind) ?? 0) + n);
    foldOf.set(family[0]?.family ?? "", best);
  }
  return loads.map((_, fold) => ({
    training: tasks.filter(({ family }) => foldOf.get(family) !== fold),
    held: tasks.filter(({ family }) => foldOf.get(family) === fold),
  }));
}

function groupByFamily<T extends SplitTask>(tasks: readonly T[]): T[][] {
  const families = new Map<string, T[]>();
  for (const task of tasks) {
    const family = families.get(task.family);
    if (family === undefined) families.set(task.family, [task]);
    else family.push(task);
  }
  return [...families.values()];
}

/** The number of tasks of each language, and of all (under the empty name). */
function countKinds(tasks: readonly SplitTask[]): Map<string, number> {
  const counts = new Map([["", tasks.length]]);
  for (const { language } of tasks) counts.set(language, (counts.get(language) ?? 0) + 1);
  return counts;
}

/** Growth of Σ (share of a kind in this fold)² if `added` comes to it. */
function addedCost(
  load: ReadonlyMap<string, number>,
  added: ReadonlyMap<string, number>,
  totals: ReadonlyMap<string, number>,
): number {
  let cost = 0;
  for (const [kind, n] of added) {
    const before = load.get(kind) ?? 0;
    cost += ((before + n) ** 2 - before ** 2) / (totals.get(kind) ?? 1) ** 2;
  }
  return cost;
}

export interface NestedPlan<T> {
  readonly tasks: readonly T[];
  /** Number of folds that give the figures. */
  readonly outer: number;
  /** Number of folds within each training part, to choose among configurations. */
  readonly inner: number;
  readonly seed: number;
}

/**
 * Nested cross-validation (Stone, JRSS B 36, 1974; Varma and Simon, BMC Bioinformatics 7, 2006):
 * `train` sees only the training part and chooses by its inner folds, `evaluate` only the held-out
 * part. Each outer fold's result, in order; every task is held out once.
 */
export function nestedCrossValidate<T extends SplitTask, Model, Result>(
  { tasks, outer, inner, seed }: NestedPlan<T>,
  train: (training: readonly T[], innerFolds: readonly Fold<T>[]) => Model,
  evaluate: (model: Model, held: readonly T[]) => Result,
): Result[] {
  const random = createRandom(seed);
  return splitFolds(tasks, outer, random).map(({ training, held }) =>
    evaluate(train(training, splitFolds(training, inner, random)), held),
  );
}
