import type { PoolLine } from "../collect/pool.ts";
import { createRandom } from "../random.ts";
import type { Scored } from "../types.ts";
import { bootstrapFigures, type Figure } from "./bootstrap.ts";
import { groupByTask, passRate } from "./scored-task.ts";
import { pickedPass } from "./selection.ts";
import { difference, ratioOfMeans } from "./statistic.ts";

/** A judge's pick among many answers against one answer of another model, on the same tasks. */
export interface OneAnswerFigures {
  readonly generator: string;
  readonly tasks: number;
  readonly picked: Figure;
  /** The other's greedy answer, and the mean of its sampled ones. */
  readonly greedy: Figure;
  readonly sampled: Figure;
  /** Picked minus each, paired. */
  readonly aheadOfGreedy: Figure;
  readonly aheadOfSampled: Figure;
}

/**
 * On the tasks that both have, weighted as the judge's are. Throws a `RangeError` where the answers are
 * of several generators, have no labels, or share no task with the judge.
 */
export function againstOneAnswer(
  scored: readonly Scored[],
  answers: readonly PoolLine[],
  { seed, resamples }: { readonly seed: number; readonly resamples: number },
): OneAnswerFigures {
  const [generator, ...others] = new Set(answers.map((line) => line.generator));
  if (generator === undefined || others.length > 0) {
    throw new RangeError(`answers of ${others.length > 0 ? "several generators" : "nobody"}`);
  }
  const known = new Map(answers.flatMap((line) => answerOf(line)));
  const tasks = groupByTask(scored.filter(({ task }) => known.has(task)));
  if (tasks.length === 0) throw new RangeError("no scored task has a labelled answer");
  const picked = pickedPass(tasks);
  const greedy = ratioOfMeans(tasks, ({ task }) => known.get(task)?.greedy ?? 0);
  const sampled = ratioOfMeans(tasks, ({ task }) => known.get(task)?.sampled ?? 0);
  const statistics = {
    ...{ picked, greedy, sampled },
    aheadOfGreedy: difference(picked, greedy),
    aheadOfSampled: difference(picked, sampled),
  };
  const figures = bootstrapFigures(tasks, statistics, { random: createRandom(seed), resamples });
  return { generator, tasks: tasks.length, ...figures };
}

function answerOf({ task, candidates }: PoolLine) {
  const labelled = candidates.flatMap(({ greedy = false, passed }) =>
    passed === undefined ? [] : [{ greedy, passed }],
  );
  const greedy = labelled.filter((own) => own.greedy);
  const sampled = labelled.filter((own) => !own.greedy);
  if (greedy.length === 0 || sampled.length === 0) return [];
  return [[task, { greedy: passRate(greedy), sampled: passRate(sampled) }] as const];
}
