import { basename } from "node:path";
import Table from "cli-table3";
import { UsageError } from "../../contracts/errors.ts";
import { scoreWith } from "../../learn/evaluate/cross.ts";
import { familiesOf, joinDataset, joinSettled } from "../../learn/evaluate/dataset.ts";
import type { CrossFigures, Rival } from "../../learn/evaluate/figures.ts";
import { BASELINES, UNTRAINED } from "../../learn/evaluate/methods.ts";
import { fixedRivals } from "../../learn/evaluate/rivals.ts";
import { greedyOutcomes } from "../../learn/metrics/selection.ts";
import { summarise } from "../../learn/metrics/summarise.ts";
import type { RankingFigures } from "../../learn/metrics/summary.ts";
import { printable } from "../../report/printable.ts";
import { readJudge } from "../judge-files.ts";
import { apartFrom } from "./apart-from.ts";
import { describePool, learntOf } from "./describe-pool.ts";
import { loadPools, loadStates } from "./files.ts";
import { writeJsonl } from "./jsonl.ts";
import { rangeAsUsage } from "./range-as-usage.ts";
import { scoredLines } from "./scored-line.ts";
import { selectTasks } from "./select-tasks.ts";
import { shownFigure } from "./shown-figure.ts";

export interface CrossOptions {
  readonly judge: string;
  readonly pool: readonly string[];
  readonly tasks: readonly string[];
  readonly states: readonly string[];
  /** Pools that the judge was trained on. */
  readonly apartFrom?: readonly string[];
  readonly out: string;
  readonly json?: boolean;
  readonly seed: number;
  readonly resamples: number;
}

/**
 * `patchjudge learn cross`: a trained judge on pools that it was not trained on (another language, another
 * generator), from what its model saw of them. No model is run.
 */
export function crossCommand(options: CrossOptions): void {
  const judge = readJudge(options.judge);
  const { files, pool, tasks, settled, rows } = crossScores(judge, options);
  writeJsonl(options.out, scoredLines({ pool, tasks, settled, rows, judge: judge.name }));
  const pools = files.map((file) => describePool(file, tasks));
  warnOfOwnPools(judge, pools);
  const plan = { tasks, settled, seed: options.seed, resamples: options.resamples };
  const summary = summarise(rows, { ...plan, greedy: greedyOutcomes(pool) });
  const rules = fixedRivals({ ...BASELINES, ...UNTRAINED }, rows, plan);
  const left = (options.apartFrom ?? []).map((file) => basename(file));
  const figures: CrossFigures = { judge: judge.name, pools, apartFrom: left, ...summary, rules };
  const text = options.json
    ? JSON.stringify(figures, null, 2)
    : render(judge.name, summary.ranking, rules);
  process.stdout.write(`${text}\n`);
}

/** What a judge was trained on says nothing of how it does on other tasks. */
function warnOfOwnPools(judge: Judge, pools: CrossFigures["pools"]): void {
  for (const { name } of learntOf(pools, judge.pools)) {
    process.stderr.write(
      `${judge.name} was trained on ${name}: its figures there are too good; those of learn train are held out\n`,
    );
  }
}

/** The judge beside rules that need no training. */
function render(name: string, judge: RankingFigures, rules: readonly Rival[]): string {
  const table = new Table({
    head: ["what ranks", "pass@1 picked", "gap closed", "within-task AUC", "judge ahead by, AUC"],
    style: { head: [], border: [], compact: true },
  });
  const own = (ranking: RankingFigures) =>
    [ranking.pickedPass, ranking.gapClosed, ranking.withinTaskAuc].map(shownFigure);
  table.push([printable(name), ...own(judge), ""]);
  for (const { name: rule, ranking, difference } of rules) {
    table.push([rule, ...own(ranking), shownFigure(difference.withinTaskAuc)]);
  }
  return table.toString();
}

type Judge = ReturnType<typeof readJudge>;

/** What a judge says of pools, whose tasks its model has read. */
export function crossScores(
  judge: Judge,
  options: Pick<CrossOptions, "pool" | "tasks" | "states" | "apartFrom">,
) {
  const states = options.states.flatMap(loadStates);
  const foreign = states.find(({ modelSha256 }) => modelSha256 !== judge.base.sha256);
  if (foreign !== undefined) {
    throw new UsageError(
      `${judge.name} reads with ${judge.base.model}; these states are of ${foreign.model}`,
    );
  }
  const known = selectTasks(options.tasks, undefined);
  const families = familiesOf(known);
  const files = apartFrom(options.apartFrom ?? [], loadPools(options.pool), families);
  const pool = files.flatMap(({ lines }) => lines);
  const sources = { pool, states, families, view: judge.view, model: judge.base.model };
  const tasks = rangeAsUsage(() => joinDataset(sources));
  if (tasks.length === 0) throw new UsageError(`no task of the pool has states of ${judge.view}`);
  const settled = joinSettled(sources, tasks);
  return { files, pool, known, tasks, settled, rows: scoreWith(judge, tasks) };
}
