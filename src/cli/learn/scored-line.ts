import type { PoolLine } from "../../learn/collect/pool.ts";
import type { ExampleTask } from "../../learn/evaluate/dataset.ts";
import { groupByTask } from "../../learn/metrics/scored-task.ts";
import type { SettledTask } from "../../learn/metrics/settled.ts";
import type { ScoredLine } from "../../learn/scored.ts";
import { byTaskKey, taskKey } from "../../learn/task-key.ts";
import type { Scored } from "../../learn/types.ts";

export interface ScoredPool {
  readonly pool: readonly PoolLine[];
  readonly tasks: readonly ExampleTask[];
  /** Tasks that nobody had to read: their labels tell how often a pick passes. */
  readonly settled: readonly SettledTask[];
  readonly rows: readonly Scored[];
  /** The judge's name. */
  readonly judge: string;
}

/** A pool's lines with scores; those that were not read stand without, where they are settled. */
export function scoredLines({ pool, tasks, settled, rows, judge }: ScoredPool): ScoredLine[] {
  const read = byTaskKey(tasks);
  const alike = byTaskKey(settled);
  const scored = byTaskKey(groupByTask(rows));
  return pool.flatMap((line): ScoredLine[] => {
    const key = taskKey(line);
    const task = read.get(key);
    if (task !== undefined) {
      return [scoredLine(line, task, scored.get(key)?.candidates ?? [], judge)];
    }
    const family = alike.get(key)?.family;
    return family === undefined ? [] : [{ ...line, family, judge }];
  });
}

function scoredLine(
  line: PoolLine,
  { family, weight, examples }: ExampleTask,
  rows: readonly Scored[],
  judge: string,
): ScoredLine {
  const own = new Map(rows.map((row) => [row.id, row]));
  const candidates = line.candidates.map((candidate) => {
    const { score, probability, verdict } = own.get(candidate.id) ?? {};
    const margin = examples.find(({ id }) => id === candidate.id)?.observation.margin;
    return {
      ...candidate,
      ...(score === undefined ? {} : { score }),
      ...(probability === undefined ? {} : { probability }),
      ...(verdict === undefined ? {} : { verdict }),
      ...(margin === undefined ? {} : { margin }),
    };
  });
  return { ...line, family, weight, judge, candidates };
}
