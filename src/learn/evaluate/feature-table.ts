import { type Block, featureRows } from "../../judge/features.ts";
import { createRandom } from "../random.ts";
import { taskKey } from "../task-key.ts";
import { matrixFromRows, selectRows } from "../train/matrix.ts";
import { fitPca, type Projection, project } from "../train/pca.ts";
import { createTrainingSet, type TrainingSet } from "../train/training-set.ts";
import type { ExampleTask } from "./dataset.ts";
import type { Recipe } from "./methods.ts";

/** The input of a recipe's heads for all tasks; `set.tasks[i]` is the i-th of the tasks. */
export interface FeatureTable {
  readonly set: TrainingSet;
  readonly parts: readonly Part[];
  /** For each column, how tightly its weight is held. */
  readonly penalties: Float64Array;
}

/** The columns of one block. */
export interface Part {
  readonly block: Block;
  readonly columns: number;
  /** Hidden states are seen along their principal components. */
  readonly projection: Projection | null;
  /** What stands for a scalar that an engine could not give: the mean of the column. */
  readonly fill: number;
}

/**
 * So many components keep what a few thousand candidates can teach, and a head trains ten times
 * faster than on all 1,500 dimensions.
 */
const COMPONENTS = 128;

/** The few scalars are held less tightly than the long block of hidden states. */
const SCALAR_PENALTY = 0.1;

interface Columns {
  readonly part: Part;
  readonly rows: readonly Float64Array[];
  readonly penalties: Float64Array;
}

/** Features of all tasks; whatever is fitted to them is fitted to the training tasks alone. */
export class Laboratory {
  readonly tasks: readonly ExampleTask[];
  readonly #raw = new Map<string, readonly Float64Array[]>();
  readonly #fitted = new Map<string, Columns>();

  constructor(tasks: readonly ExampleTask[]) {
    this.tasks = tasks;
  }

  /** A recipe's table, with components of the hidden states as `training` has them. */
  table(recipe: Recipe, training: readonly ExampleTask[]): FeatureTable {
    return this.#join(recipe.blocks.map((block) => this.#fit(block, training)));
  }

  /** Components take seconds: what several recipes read of the same training part is found once. */
  #fit(block: Block, training: readonly ExampleTask[]): Columns {
    const names = training.map(taskKey);
    const key = [keyOf(block), ...names].join("\n");
    const known = this.#fitted.get(key) ?? this.#columns(block, training);
    this.#fitted.set(key, known);
    return known;
  }

  #columns(block: Block, training: readonly ExampleTask[]): Columns {
    const raw = this.#rawRows(block);
    const used = new Set(training);
    const isUsed = this.tasks.flatMap((task) => task.examples.map(() => used.has(task)));
    if (block.feature !== "hidden") return scalarColumn(block, raw, isUsed);
    const indices = isUsed.flatMap((own, i) => (own ? [i] : []));
    const rows = selectRows(matrixFromRows(raw), indices);
    const projection = fitPca(rows, COMPONENTS, createRandom(1));
    const part = { block, columns: projection.directions.length, projection, fill: 0 };
    // A ridge on the states themselves, seen along components that are brought to unit variance.
    const penalties = projection.variances.map((variance) => 1 / variance);
    return { part, rows: raw.map((row) => project(projection, row)), penalties };
  }

  /** Centring never looks beyond a task, so it may be done once. */
  #rawRows(block: Block): readonly Float64Array[] {
    const key = keyOf(block);
    const rows =
      this.#raw.get(key) ??
      this.tasks.flatMap(({ examples }) =>
        featureRows(
          examples.map(({ observation }) => observation),
          [block],
        ),
      );
    this.#raw.set(key, rows);
    return rows;
  }

  #join(columns: readonly Columns[]): FeatureTable {
    const count = columns[0]?.rows.length ?? 0;
    const rows = Array.from({ length: count }, (_, i) =>
      columns.flatMap((own) => [...(own.rows[i] ?? [])]),
    );
    const labels = this.tasks.flatMap((own) => {
      const { task, family, language, generator, domain, weight, examples } = own;
      return examples.map(({ passed }) => {
        return { task, family, language, generator, domain, weight, passed };
      });
    });
    return {
      set: createTrainingSet(matrixFromRows(rows), labels),
      parts: columns.map(({ part }) => part),
      penalties: Float64Array.from(columns.flatMap(({ penalties }) => [...penalties])),
    };
  }
}

function keyOf({ feature, centred }: Block): string {
  return `${feature} ${centred}`;
}

function scalarColumn(
  block: Block,
  raw: readonly Float64Array[],
  isUsed: readonly boolean[],
): Columns {
  const known = raw
    .filter((_, i) => isUsed[i])
    .flatMap(([value = Number.NaN]) => (Number.isNaN(value) ? [] : [value]));
  const fill = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  return {
    part: { block, columns: 1, projection: null, fill },
    rows: raw.map((row) => row.map((value) => (Number.isNaN(value) ? fill : value))),
    penalties: Float64Array.of(SCALAR_PENALTY),
  };
}
