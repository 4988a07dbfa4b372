import type { Scored } from "../types.ts";
import { type Matrix, selectRows } from "./matrix.ts";

/** What training must know of a candidate besides its features. */
export type LabelledRow = Pick<
  Scored,
  "task" | "family" | "language" | "generator" | "passed" | "weight"
>;

/** What one generator wrote for one task, as rows of the training set. */
export interface TrainingTask {
  readonly task: string;
  readonly family: string;
  readonly language: string;
  readonly generator: string;
  readonly weight: number;
  readonly rows: Int32Array;
}

/** Features with outcomes, row by row, and the tasks that the rows belong to. */
export interface TrainingSet {
  readonly features: Matrix;
  readonly passed: Uint8Array;
  readonly tasks: readonly TrainingTask[];
}

/**
 * Joins features with their outcomes; row i of the matrix belongs to `rows[i]`. Throws a
 * `RangeError` if their numbers differ.
 */
export function createTrainingSet(features: Matrix, rows: readonly LabelledRow[]): TrainingSet {
  if (features.rows !== rows.length) {
    throw new RangeError(`${features.rows} rows of features for ${rows.length} candidates`);
  }
  const groups = new Map<string, number[]>();
  for (const [index, row] of rows.entries()) {
    const key = JSON.stringify([row.task, row.generator]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [index]);
    else group.push(index);
  }
  const tasks = [...groups.values()].flatMap((indices): TrainingTask[] => {
    const first = rows[indices[0] ?? 0];
    if (first === undefined) return [];
    const { task, family, language, generator, weight = 1 } = first;
    return [{ task, family, language, generator, weight, rows: Int32Array.from(indices) }];
  });
  return { features, passed: Uint8Array.from(rows, ({ passed }) => Number(passed)), tasks };
}

/** The rows of the given tasks (which must be this set's own) as a set of its own, task after task. */
export function selectTasks(set: TrainingSet, tasks: readonly TrainingTask[]): TrainingSet {
  const indices = rowsOf(tasks);
  let next = 0;
  return {
    features: selectRows(set.features, indices),
    passed: Uint8Array.from(indices, (row) => set.passed[row] as number),
    tasks: tasks.map((task) => ({ ...task, rows: task.rows.map(() => next++) })),
  };
}

/** Row numbers of tasks, in the order in which `selectTasks` puts them. */
export function rowsOf(tasks: readonly TrainingTask[]): Int32Array {
  return Int32Array.from(tasks.flatMap(({ rows }) => [...rows]));
}
