import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { UsageError } from "../../contracts/errors.ts";
import type { PoolLine } from "../../learn/collect/pool.ts";
import type { StatesLine } from "../../learn/collect/states.ts";
import { buildJudge } from "../../learn/evaluate/build-judge.ts";
import { crossValidate } from "../../learn/evaluate/cross-validate.ts";
import { type ExampleTask, joinDataset } from "../../learn/evaluate/dataset.ts";
import { RECIPES } from "../../learn/evaluate/methods.ts";
import { summarise } from "../../learn/metrics/summarise.ts";
import type { ScoredLine } from "../../learn/scored.ts";
import type { Scored } from "../../learn/types.ts";
import { loadLabelledPool, loadStates } from "./files.ts";
import { selectTasks } from "./select-tasks.ts";

export interface TrainOptions {
  readonly pool: readonly string[];
  readonly tasks: readonly string[];
  readonly states: readonly string[];
  readonly view: string;
  readonly name: string;
  readonly out: string;
  readonly scored: string;
  readonly seed: number;
  readonly alpha: number;
}

const FOLDS = { outer: 5, inner: 5 };
const DELTA = 0.1;

/**
 * `patchjudge learn train`: figures by nested cross-validation, then a judge trained on everything.
 * Writes the judge, and the held-out scores that the figures come from.
 */
export function trainCommand(options: TrainOptions): void {
  const { view, seed } = options;
  const pool = loadLabelledPool(options.pool);
  const states = options.states.flatMap(loadStates);
  const base = baseOf(states, view);
  const tasks = selectTasks(options.tasks, undefined);
  const dataset = joinDataset({ pool, states, tasks, view, model: base.model });
  if (dataset.length < FOLDS.outer * FOLDS.inner) {
    throw new UsageError(`${dataset.length} judged tasks are too few for ${FOLDS.outer} folds`);
  }
  const { scored, choices } = crossValidate({
    tasks: dataset,
    recipes: RECIPES,
    folds: FOLDS,
    seed,
  });
  const lines = pool.flatMap((line) => scoredLine(line, dataset, scored, options.name));
  writeFileSync(options.scored, `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`);
  const { ranking, probability } = summarise(scored, { seed, resamples: 200 });
  const judge = buildJudge({
    ...{ name: options.name, base, view, tasks: dataset, recipes: RECIPES, seed },
    pools: options.pool.map((file) => describePool(file, dataset)),
    metrics: { folds: choices, ranking, probability },
    risk: { alpha: options.alpha, delta: DELTA },
  });
  writeFileSync(options.out, `${JSON.stringify(judge, null, 1)}\n`);
}

function baseOf(states: readonly StatesLine[], view: string): { model: string; sha256: string } {
  const own = states.filter((line) => line.view === view);
  const models = new Map(own.map(({ model, modelSha256 }) => [model, modelSha256]));
  const [first] = models;
  if (first === undefined || models.size > 1) {
    const found = [...models.keys()].join(", ") || "none";
    throw new UsageError(
      `--states must hold one model's states of the view ${view}; found: ${found}`,
    );
  }
  const [model, sha256] = first;
  if (sha256 === null) throw new UsageError(`the states of ${model} do not name its file's hash`);
  return { model, sha256 };
}

function scoredLine(
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

function describePool(file: string, dataset: readonly ExampleTask[]) {
  const sha256 = createHash("sha256").update(readFileSync(file)).digest("hex");
  return { name: basename(file), sha256, tasks: dataset.length };
}
