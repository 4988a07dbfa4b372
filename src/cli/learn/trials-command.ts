import { writeFileSync } from "node:fs";
import Table from "cli-table3";
import { UsageError } from "../../contracts/errors.ts";
import { PlayOffLine } from "../../learn/collect/play-off.ts";
import { LIVE_VIEW } from "../../learn/collect/views.ts";
import { familiesOf, joinDataset } from "../../learn/evaluate/dataset.ts";
import { readScored, ScoredLine } from "../../learn/scored.ts";
import type { TrialFigures, TrialsFile } from "../../learn/trials/figures.ts";
import { costsOf, runTrials } from "../../learn/trials/run-trials.ts";
import { shownOtherwise } from "../../learn/trials/shown-otherwise.ts";
import { loadLabelledPool, loadStates } from "./files.ts";
import { readJsonl } from "./jsonl.ts";
import { rangeAsUsage } from "./range-as-usage.ts";
import { selectTasks } from "./select-tasks.ts";
import { shownFigure } from "./shown-figure.ts";

export interface TrialsOptions {
  readonly scored: string;
  readonly pool: readonly string[];
  readonly tasks: readonly string[];
  readonly states: readonly string[];
  readonly playOff?: string;
  readonly model: string;
  readonly out: string;
  readonly seed: number;
  readonly resamples: number;
}

/** The views that take away what may flatter a candidate. */
const STRIPPED = ["no-comments", "renamed"];

/**
 * `patchjudge learn trials`: what other views of the candidates are worth, by themselves and beside a
 * judge whose held-out scores are known. No model is run.
 */
export function trialsCommand(options: TrialsOptions): void {
  // Too few families, or views of other tasks than the live one.
  rangeAsUsage(() => measure(options));
}

function measure(options: TrialsOptions): void {
  const { model, seed, resamples } = options;
  const lines = readJsonl(options.scored, ScoredLine);
  const states = options.states.flatMap(loadStates).filter((line) => line.model === model);
  const pool = loadLabelledPool(options.pool);
  const families = familiesOf(selectTasks(options.tasks, undefined));
  const names = [...new Set(states.map(({ view }) => view))];
  const views = new Map(
    names.map((view) => [view, joinDataset({ pool, states, families, view, model })]),
  );
  if (!views.has(LIVE_VIEW)) {
    throw new UsageError(`--states has nothing of the view ${LIVE_VIEW} by ${model}`);
  }
  const costs = costsOf(states);
  const playOff = options.playOff === undefined ? [] : readJsonl(options.playOff, PlayOffLine);
  const judge = readScored(lines).scored;
  const trials = runTrials({ judge, views, costs, playOff, seed, resamples });
  const live = views.get(LIVE_VIEW) ?? [];
  const stripped = STRIPPED.flatMap((view) => {
    const other = views.get(view) ?? [];
    return other.length === 0 ? [] : [shownOtherwise({ live, other, view, seed, resamples })];
  });
  const file: TrialsFile = {
    ...{ version: 1, judge: lines[0]?.judge ?? "", model, seed, resamples },
    generators: [...new Set(pool.map(({ generator }) => generator))].sort(),
    liveCost: costs.get(LIVE_VIEW) ?? null,
    trials,
    shownOtherwise: stripped,
  };
  writeFileSync(options.out, `${JSON.stringify(file, null, 1)}\n`);
  process.stdout.write(`${render(trials)}\n`);
  for (const { view, tasks: count, asIs, shown: after, change } of stripped) {
    const [from, to] = [asIs.withinTaskAuc, after.withinTaskAuc].map(shownFigure);
    process.stdout.write(
      `a judge of margin and reading that never saw ${view}, on ${count} tasks: AUC ${from}, shown so ${to}, change ${shownFigure(change.withinTaskAuc)}\n`,
    );
  }
}

function render(trials: readonly TrialFigures[]): string {
  const head = ["trial", "tasks", "AUC alone", "better by", "judge gains AUC", "gap", "s a task"];
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  for (const { name, mixedTasks, alone, instead, gain, cost } of trials) {
    table.push([
      ...[
        name,
        mixedTasks,
        shownFigure(alone?.withinTaskAuc),
        shownFigure(instead?.gain.withinTaskAuc),
      ],
      ...[
        shownFigure(gain.withinTaskAuc),
        shownFigure(gain.gapClosed),
        cost?.seconds.toFixed(1) ?? "–",
      ],
    ]);
  }
  return table.toString();
}
