import type { PoolLine } from "../../learn/collect/pool.ts";
import type { ExampleTask } from "../../learn/evaluate/dataset.ts";
import type { ScoredLine } from "../../learn/scored.ts";
import type { Scored } from "../../learn/types.ts";

/** A pool's line with its candidates' scores; none where the task was not judged. */
export function scoredLine(
  line: PoolLine,
  dataset: readonly ExampleTask[],
  scored: readonly Scored[],
  judge: string,
): ScoredLine[] {
  const isOwn = (row: { task: string; generator: string }) =>
    row.task === line.task && row.generator === line.generator;
  const task = dataset.find(isOwn);
  if (task === undefined) return [];
  const own = new Map(scored.filter(isOwn).map((row) => [row.id, row]));
  const candidates = line.candidates.map((candidate) => {
    const { score, probability } = own.get(candidate.id) ?? {};
    const margin = task.examples.find(({ id }) => id === candidate.id)?.observation.margin;
    return {
      ...candidate,
      ...(score === undefined ? {} : { score }),
      ...(probability === undefined ? {} : { probability }),
      ...(margin === undefined ? {} : { margin }),
    };
  });
  return [{ ...line, family: task.family, weight: task.weight, judge, candidates }];
}
