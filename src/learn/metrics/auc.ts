import { type Observations, observeCandidates, sumTies } from "./observations.ts";
import {
  countPassed,
  isMixed,
  passRate,
  type RankedTask,
  rankedTies,
  type ScoredTask,
} from "./scored-task.ts";
import { ratioOfMeans, type Statistic } from "./statistic.ts";

/**
 * Area under the ROC curve over all candidates of all tasks: the share of right–wrong pairs in
 * the right order, ties half (Mann and Whitney 1947; Hanley and McNeil 1982). It mostly measures
 * whether easy tasks are told from hard ones. `NaN` where all pass or none does.
 */
export function pooledAuc(tasks: readonly ScoredTask[]): Statistic {
  return aucStatistic(observeCandidates(tasks, ({ score }) => score));
}

/** The pooled AUC of one who sees no code and knows how many of these very candidates of each task pass. */
export function codeBlindAuc(tasks: readonly ScoredTask[]): Statistic {
  return aucStatistic(observeCandidates(tasks, (_, task) => passRate(task.candidates)));
}

function aucStatistic(observations: Observations): Statistic {
  return (weights) => {
    const sums = sumTies(observations, weights);
    let [wins, rightBelow, wrongBelow] = [0, 0, 0];
    for (let tie = 0; tie < sums.right.length; tie += 1) {
      const right = sums.right[tie] as number;
      const wrong = sums.wrong[tie] as number;
      wins += right * (wrongBelow + wrong / 2);
      rightBelow += right;
      wrongBelow += wrong;
    }
    const pairs = rightBelow * wrongBelow;
    return pairs === 0 ? Number.NaN : wins / pairs;
  };
}

/** Right–wrong pairs of one task in the right order, ties half; and all such pairs. */
export function countPairs(task: RankedTask): { wins: number; pairs: number } {
  let [wins, wrongBelow] = [0, 0];
  for (const tied of rankedTies(task).reverse()) {
    const right = tied.filter(({ passed }) => passed).length;
    const wrong = tied.length - right;
    wins += right * (wrongBelow + wrong / 2);
    wrongBelow += wrong;
  }
  const passed = countPassed(task);
  return { wins, pairs: passed * (task.candidates.length - passed) };
}

/**
 * The selection signal: AUC within each task that has right and wrong candidates, averaged over
 * those tasks, each task alike.
 */
export function withinTaskAuc(tasks: readonly RankedTask[]): Statistic {
  const mean = ({ wins, pairs }: { wins: number; pairs: number }) =>
    pairs === 0 ? 0 : wins / pairs;
  return ratioOfMeans(
    tasks,
    (task) => mean(countPairs(task)),
    (task) => Number(isMixed(task)),
  );
}

/** The same among the candidates that parse; where a language is compiled, that compile with the tests. */
export function parsingAuc(tasks: readonly ScoredTask[]): Statistic {
  return withinTaskAuc(
    tasks.map((task) => ({
      ...task,
      candidates: task.candidates.filter(({ parses }) => parses !== false),
    })),
  );
}

/** AUC within tasks with each right–wrong pair alike: tasks with as many right as wrong count most. */
export function pairwiseAccuracy(tasks: readonly RankedTask[]): Statistic {
  return ratioOfMeans(
    tasks,
    (task) => countPairs(task).wins,
    (task) => countPairs(task).pairs,
  );
}
