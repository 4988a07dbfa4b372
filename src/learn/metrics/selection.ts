import type { PoolLine } from "../collect/pool.ts";
import { choose } from "../numeric.ts";
import { taskKey } from "../task-key.ts";
import type { Scored } from "../types.ts";
import {
  countPassed,
  passRate,
  type RankedTask,
  rankedTies,
  type ScoredTask,
} from "./scored-task.ts";
import { ratioOfMeans, type Statistic } from "./statistic.ts";

/** Pass@1 of the candidate with the highest score; of tied ones the expected value. */
export function pickedPass(tasks: readonly RankedTask[]): Statistic {
  return ratioOfMeans(tasks, pickedOf);
}

/** Pass@1 of a random candidate: the mean over all of a task, then over tasks. */
export function randomPass(tasks: readonly RankedTask[]): Statistic {
  return ratioOfMeans(tasks, ({ candidates }) => passRate(candidates));
}

/** Pass@1 of a perfect judge: the share of tasks with any right candidate. */
export function oraclePass(tasks: readonly RankedTask[]): Statistic {
  return ratioOfMeans(tasks, (task) => Number(countPassed(task) > 0));
}

/**
 * The headline: (picked − random)/(oracle − random), a ratio of means over tasks. 0 is a random
 * pick, 1 a perfect one; negative is worse than random. `NaN` where there is no gap.
 */
export function gapClosed(tasks: readonly RankedTask[]): Statistic {
  return ratioOfMeans(
    tasks,
    (task) => pickedOf(task) - passRate(task.candidates),
    (task) => Number(countPassed(task) > 0) - passRate(task.candidates),
  );
}

/** Share of tasks where several candidates share the highest score (equal texts too). */
export function tieRate(tasks: readonly RankedTask[]): Statistic {
  return ratioOfMeans(tasks, (task) => Number((rankedTies(task)[0]?.length ?? 0) > 1));
}

/** Share of tasks where such a tie is between right and wrong: there, chance decides. */
export function decisiveTieRate(tasks: readonly RankedTask[]): Statistic {
  return ratioOfMeans(tasks, (task) => {
    const share = pickedOf(task);
    return Number(share > 0 && share < 1);
  });
}

function pickedOf(task: RankedTask): number {
  return passRate(rankedTies(task)[0] ?? []);
}

/** One pick, as a run would make it: equal scores are told apart by votes, likelihood, order. */
export function pickOne({ candidates }: ScoredTask): Scored {
  const [best] = [...candidates].sort(
    (x, y) =>
      y.score - x.score ||
      (y.votes ?? 0) - (x.votes ?? 0) ||
      (y.meanLogprob ?? -Infinity) - (x.meanLogprob ?? -Infinity) ||
      x.id - y.id,
  );
  if (best === undefined) throw new RangeError("a task needs a candidate");
  return best;
}

/** A greedy answer's outcome; greedy answers are not among the candidates. */
export interface GreedyOutcome {
  readonly task: string;
  readonly generator: string;
  readonly passed: boolean;
}

/** Of all labelled greedy answers in a pool. */
export function greedyOutcomes(pool: readonly PoolLine[]): GreedyOutcome[] {
  return pool.flatMap(({ task, generator, candidates }) =>
    candidates.flatMap(({ greedy, passed }) =>
      greedy && passed !== undefined ? [{ task, generator, passed }] : [],
    ),
  );
}

/** Pass@1 of greedy decoding, over the tasks whose greedy outcome is known. */
export function greedyPass(
  tasks: readonly ScoredTask[],
  greedy: readonly GreedyOutcome[],
): Statistic {
  const known = new Map(greedy.map((own) => [taskKey(own), own.passed]));
  return ratioOfMeans(
    tasks,
    (task) => Number(known.get(taskKey(task)) ?? false),
    (task) => Number(known.has(taskKey(task))),
  );
}

/** What a judge would have done with `n` candidates instead of all. */
export interface SubsetStatistics {
  readonly picked: Statistic;
  readonly oracle: Statistic;
  readonly gapClosed: Statistic;
}

/**
 * Picked and oracle pass@1 for random subsets of `n` of each task's candidates, exactly: no
 * subsets are drawn. A task with fewer than `n` counts with all it has. The random pick does not
 * depend on `n`.
 */
export function subsetStatistics(tasks: readonly RankedTask[], n: number): SubsetStatistics {
  const picked = tasks.map((task) => expectedPick(task, n));
  const oracle = tasks.map((task) => expectedOracle(task, n));
  const random = tasks.map(({ candidates }) => passRate(candidates));
  const index = new Map(tasks.map((task, i) => [task, i]));
  const at = (values: readonly number[]) => (task: RankedTask) =>
    values[index.get(task) ?? -1] ?? Number.NaN;
  const above =
    (values: readonly number[]) =>
    (task: RankedTask): number =>
      at(values)(task) - at(random)(task);
  return {
    picked: ratioOfMeans(tasks, at(picked)),
    oracle: ratioOfMeans(tasks, at(oracle)),
    gapClosed: ratioOfMeans(tasks, above(picked), above(oracle)),
  };
}

/**
 * Expected outcome of the pick from a random subset of `n`. The best of the subset is in a given
 * set of tied candidates when the subset avoids all better ones but not this set: hypergeometric
 * counts. By symmetry the pick is then uniform over that set.
 */
function expectedPick(task: RankedTask, n: number): number {
  const size = Math.min(n, task.candidates.length);
  const all = choose(task.candidates.length, size);
  let rest = task.candidates.length;
  let sum = 0;
  for (const tied of rankedTies(task)) {
    const subsets = choose(rest, size) - choose(rest - tied.length, size);
    sum += (subsets / all) * passRate(tied);
    rest -= tied.length;
  }
  return sum;
}

/** 1 − C(N − c, n)/C(N, n): pass@k of Chen et al., arXiv 2107.03374 (2021), equation 1. */
function expectedOracle(task: RankedTask, n: number): number {
  const total = task.candidates.length;
  const size = Math.min(n, total);
  return 1 - choose(total - countPassed(task), size) / choose(total, size);
}
