import { writeFileSync } from "node:fs";
import { UsageError } from "../../contracts/errors.ts";
import type { StatesLine } from "../../learn/collect/states.ts";
import { buildJudge } from "../../learn/evaluate/build-judge.ts";
import {
  type DatasetSources,
  type ExampleTask,
  familiesOf,
  joinDataset,
  joinSettled,
} from "../../learn/evaluate/dataset.ts";
import { runExperiments } from "../../learn/evaluate/experiments.ts";
import type { JudgeFigures } from "../../learn/evaluate/figures.ts";
import { RECIPES, trainable } from "../../learn/evaluate/methods.ts";
import { greedyOutcomes } from "../../learn/metrics/selection.ts";
import { describePool } from "./describe-pool.ts";
import { loadPools, loadStates } from "./files.ts";
import { writeJsonl } from "./jsonl.ts";
import { rangeAsUsage } from "./range-as-usage.ts";
import { scoredLines } from "./scored-line.ts";
import { selectTasks } from "./select-tasks.ts";

export interface TrainOptions {
  readonly pool: readonly string[];
  readonly tasks: readonly string[];
  readonly states: readonly string[];
  readonly view: string;
  readonly name: string;
  readonly out: string;
  readonly scored: string;
  readonly figures: string;
  /** The judge's base model, where the states are of several. */
  readonly model?: string;
  readonly resamples: number;
  readonly seed: number;
  readonly alpha: number;
}

const FOLDS = { outer: 5, inner: 5 };
const DELTA = 0.1;

/**
 * `patchjudge learn train`: figures by nested cross-validation, then a judge trained on everything.
 * Writes the judge, its figures, and the held-out scores that these come from.
 */
export function trainCommand(options: TrainOptions): void {
  const { view, seed, name, resamples } = options;
  const files = loadPools(options.pool);
  const pool = files.flatMap(({ lines }) => lines);
  const states = options.states.flatMap(loadStates);
  const base = baseOf(states, view, options.model);
  const sources = { pool, states, families: familiesOf(selectTasks(options.tasks, undefined)) };
  const tasks = rangeAsUsage(() => joinDataset({ ...sources, view, model: base.model }));
  const domain = domainOf(tasks);
  if (tasks.length < FOLDS.outer * FOLDS.inner) {
    throw new UsageError(`${tasks.length} judged tasks are too few for ${FOLDS.outer} folds`);
  }
  const onStep = (step: string) => process.stderr.write(`${step}\n`);
  const views = rangeAsUsage(() => otherViews(sources, { view, model: base.model }));
  const settled = joinSettled(sources, tasks);
  const { scored, ...measured } = runExperiments({
    ...{ domain, tasks, settled, views, seed, resamples, onStep },
    folds: FOLDS,
    greedy: greedyOutcomes(pool),
  });
  writeJsonl(options.scored, scoredLines({ pool, tasks, settled, rows: scored, judge: name }));
  const pools = files.map((file) => describePool(file, tasks));
  const figures: JudgeFigures = {
    ...{ version: 1, name, base, view, pools, folds: FOLDS, seed },
    generators: distinct(tasks.map(({ generator }) => generator)),
    languages: distinct(tasks.map(({ language }) => language)),
    domain,
    ...measured,
  };
  writeFileSync(options.figures, `${JSON.stringify(figures, null, 1)}\n`);
  onStep("the judge itself");
  const { ranking, probability } = measured.judge;
  const judge = buildJudge({
    ...{ name, base, view, domain, tasks, seed, pools },
    recipes: trainable(RECIPES[domain], tasks),
    metrics: { ranking, probability },
    risk: { alpha: options.alpha, delta: DELTA },
  });
  writeFileSync(options.out, `${JSON.stringify(judge, null, 1)}\n`);
}

/** What makes a function's candidate right is not what makes a repository's right. */
function domainOf(tasks: readonly ExampleTask[]): ExampleTask["domain"] {
  const [domain, other] = distinct(tasks.map((task) => task.domain));
  if (domain === undefined) throw new UsageError("no task of these pools has states and labels");
  if (other !== undefined) {
    throw new UsageError("pools of functions and of repositories: train a judge for each");
  }
  return domain;
}

function distinct<Name extends string>(values: readonly Name[]): Name[] {
  return [...new Set(values)].sort();
}

/** All other ways in which the pool was looked at, by any model. */
function otherViews(
  sources: Omit<DatasetSources, "view" | "model">,
  own: { view: string; model: string },
): Map<string, ExampleTask[]> {
  const pairs = new Map(
    sources.states.map(({ view, model }) => [`${view} (${model})`, { view, model }]),
  );
  pairs.delete(`${own.view} (${own.model})`);
  return new Map([...pairs].map(([key, pair]) => [key, joinDataset({ ...sources, ...pair })]));
}

/** The model and file hash of the states that are trained on. */
function baseOf(states: readonly StatesLine[], view: string, wanted: string | undefined) {
  const own = states.filter((line) => line.view === view && (!wanted || line.model === wanted));
  const models = new Map(own.map(({ model, modelSha256 }) => [model, modelSha256]));
  const [first] = models;
  if (first === undefined || models.size > 1) {
    const found = [...models.keys()].join(", ") || "none";
    throw new UsageError(`states of the view ${view}: ${found}; name one of them with --model`);
  }
  const [model, sha256] = first;
  if (sha256 === null) throw new UsageError(`the states of ${model} do not name its file's hash`);
  return { model, sha256 };
}
