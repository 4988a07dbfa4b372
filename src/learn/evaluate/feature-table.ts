import { type Block, featureRows } from "../../judge/features.ts";
import { matrixFromRows } from "../train/matrix.ts";
import { createTrainingSet, type TrainingSet } from "../train/training-set.ts";
import type { ExampleTask } from "./dataset.ts";

/** The input of a recipe's heads for all tasks; `set.tasks[i]` is the i-th of the tasks. */
export interface FeatureTable {
  readonly set: TrainingSet;
  /** What stands for a feature that an engine could not give: the mean of its column. */
  readonly fill: Float64Array;
}

/** Computes the blocks for all candidates of all tasks. Centring never looks beyond a task. */
export function createFeatureTable(
  tasks: readonly ExampleTask[],
  blocks: readonly Block[],
): FeatureTable {
  const rows = tasks.flatMap(({ examples }) =>
    featureRows(
      examples.map(({ observation }) => observation),
      blocks,
    ),
  );
  const fill = columnMeans(rows);
  const known = rows.map((row) =>
    row.map((value, j) => (Number.isNaN(value) ? (fill[j] ?? 0) : value)),
  );
  const labels = tasks.flatMap(({ task, family, language, generator, domain, weight, examples }) =>
    examples.map(({ passed }) => ({ task, family, language, generator, domain, weight, passed })),
  );
  return { set: createTrainingSet(matrixFromRows(known), labels), fill };
}

/** Mean of each column over the rows that have it; 0 where none has. */
function columnMeans(rows: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(rows[0]?.length ?? 0);
  const counts = new Float64Array(sums.length);
  for (const row of rows) {
    for (const [j, value] of row.entries()) {
      if (Number.isNaN(value)) continue;
      sums[j] = (sums[j] ?? 0) + value;
      counts[j] = (counts[j] ?? 0) + 1;
    }
  }
  return sums.map((sum, j) => (counts[j] === 0 ? 0 : sum / (counts[j] ?? 1)));
}
