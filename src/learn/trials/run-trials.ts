import type { Cost } from "../collect/cost.ts";
import { type PlayOffLine, playOffPoints } from "../collect/play-off.ts";
import type { StatesLine } from "../collect/states.ts";
import { LIVE_VIEW } from "../collect/views.ts";
import type { ExampleTask } from "../evaluate/dataset.ts";
import { gainsOf } from "../metrics/compare.ts";
import { groupByTask, isMixed } from "../metrics/scored-task.ts";
import { summarise } from "../metrics/summarise.ts";
import { logit } from "../numeric.ts";
import { candidateKey, taskKey } from "../task-key.ts";
import type { Scored } from "../types.ts";
import type { TrialFigures } from "./figures.ts";
import { type Signalled, stackSignal } from "./stack.ts";
import { LIVE, type Seen, TRIALS, type Trial } from "./trials.ts";

export interface TrialsPlan {
  /** Held-out scores of the judge, with probabilities. */
  readonly judge: readonly Scored[];
  /** The same tasks as each view shows them, the live one among them. */
  readonly views: ReadonlyMap<string, readonly ExampleTask[]>;
  /** What reading took, by view. */
  readonly costs: ReadonlyMap<string, Cost>;
  readonly playOff: readonly PlayOffLine[];
  readonly seed: number;
  readonly resamples: number;
}

/** Fewer tasks with right and wrong candidates tell nothing. */
const FEWEST_MIXED = 15;

/** Every trial whose views were read, in the order of the list; the play-off last. */
export function runTrials(plan: TrialsPlan): TrialFigures[] {
  const trials = TRIALS.flatMap((trial) => {
    const rows = rowsOf(plan, trial);
    return mixed(rows) < FEWEST_MIXED ? [] : [figuresOf(plan, trial, rows)];
  });
  const rows = playOffRows(plan);
  return mixed(rows) < FEWEST_MIXED ? trials : [...trials, playOffFigures(plan, rows)];
}

/** What a trial was measured on: the judge's candidates, each with what the trial sees of it. */
interface TrialRow extends Signalled {
  readonly live: number;
}

function rowsOf({ judge, views }: TrialsPlan, trial: Trial): TrialRow[] {
  const names = [LIVE_VIEW, ...trial.views];
  const seen = new Map(names.map((view) => [view, observationsOf(views.get(view) ?? [])]));
  return judge.flatMap((row) => {
    const own = names.map((view) => seen.get(view)?.get(candidateKey(row)));
    if (row.probability === undefined || own.some((observation) => observation === undefined)) {
      return [];
    }
    const see: Seen = (view) => {
      const observation = own[names.indexOf(view)];
      if (observation === undefined)
        throw new Error(`the trial ${trial.name} does not read ${view}`);
      return observation;
    };
    const { probability } = row;
    const [signal, live] = [trial.signal(see), LIVE[trial.instead](see)];
    return Number.isNaN(signal + live) ? [] : [{ ...row, probability, signal, live }];
  });
}

function observationsOf(tasks: readonly ExampleTask[]) {
  return new Map(
    tasks.flatMap(({ task, generator, examples }) =>
      examples.map(
        ({ id, observation }) => [candidateKey({ task, generator, id }), observation] as const,
      ),
    ),
  );
}

function figuresOf(plan: TrialsPlan, trial: Trial, rows: readonly TrialRow[]): TrialFigures {
  const alone = rows.map((row) => ({ ...row, score: row.signal, probability: undefined }));
  const live = rows.map((row) => ({ ...row, score: row.live, probability: undefined }));
  const isBlind = trial.views.includes("prompt-only");
  return {
    ...together(plan, trial.name, rows),
    alone: isBlind ? null : worthOf(plan, alone),
    instead: isBlind
      ? null
      : { name: trial.instead, worth: worthOf(plan, live), gain: gainsOf(alone, live, plan) },
    cost: costOf(plan.costs, trial.views),
  };
}

/** What the judge gains by it, beside what it gains by being fitted again to these very tasks. */
function together(plan: TrialsPlan, name: string, rows: readonly Signalled[]) {
  const judge = stackSignal(
    rows.map((row) => ({ ...row, signal: 0 })),
    plan.seed,
  );
  const both = stackSignal(rows, plan.seed);
  const own = summarise(judge, plan);
  return {
    ...{ name, tasks: own.tasks, mixedTasks: own.mixedTasks },
    judge: worthOf(plan, judge),
    together: worthOf(plan, both),
    gain: gainsOf(both, judge, plan),
  };
}

const NONE = { value: null, low: null, high: null };

function worthOf(plan: TrialsPlan, rows: readonly Scored[]) {
  const { ranking, probability } = summarise(rows, plan);
  const { withinTaskAuc, gapClosed } = ranking;
  return { withinTaskAuc, gapClosed, brierSkill: probability?.brierSkill ?? NONE };
}

/** Contenders by their points, above all others, who stay as the judge has them. */
function playOffRows({ judge, playOff, views }: TrialsPlan): PlayOffRow[] {
  const points = new Map(playOff.map((line) => [taskKey(line), playOffPoints(line)]));
  const live = new Map((views.get(LIVE_VIEW) ?? []).map((task) => [taskKey(task), task.examples]));
  return judge.flatMap((row) => {
    const own = points.get(taskKey(row));
    const examples = live.get(taskKey(row)) ?? [];
    if (own === undefined || row.probability === undefined || examples.length === 0) return [];
    const codeOf = (wanted: number) => examples.find(({ id }) => id === wanted)?.code;
    const contender = [...own.keys()].find((id) => codeOf(id) === codeOf(row.id));
    const { probability } = row;
    const played = contender !== undefined;
    // Who did not play is no better than the last of those who did.
    const signal = played ? (own.get(contender) ?? 0) : Math.min(0, ...own.values());
    return [{ ...row, probability, signal, played }];
  });
}

interface PlayOffRow extends Signalled {
  readonly played: boolean;
}

/** Above every log-odds that a judge gives. */
const ABOVE = 1000;

function playOffFigures(plan: TrialsPlan, rows: readonly PlayOffRow[]): TrialFigures {
  const reordered = rows.map((row) => ({
    ...row,
    score: row.played ? ABOVE + row.signal : logit(row.probability),
    probability: undefined,
  }));
  const judge = rows.map((row) => ({ ...row, score: logit(row.probability) }));
  return {
    ...together(plan, "play-off of the judge's best", rows),
    alone: worthOf(plan, reordered),
    instead: { name: "judge", worth: worthOf(plan, judge), gain: gainsOf(reordered, judge, plan) },
    cost: meanCost(plan.playOff.map(({ cost }) => cost)),
  };
}

function mixed(rows: readonly Scored[]): number {
  return groupByTask(rows).filter(isMixed).length;
}

/** What reading a task took on average, by view, over the lines where it was measured. */
export function costsOf(states: readonly StatesLine[]): Map<string, Cost> {
  const views = [...new Set(states.map(({ view }) => view))];
  return new Map(
    views.flatMap((view) => {
      const own = states.flatMap((line) => (line.view === view && line.cost ? [line.cost] : []));
      const cost = meanCost(own);
      return cost === null ? [] : [[view, cost] as const];
    }),
  );
}

function costOf(costs: ReadonlyMap<string, Cost>, views: readonly string[]): Cost | null {
  const own = views.flatMap((view) => costs.get(view) ?? []);
  if (own.length < views.length) return null;
  return {
    seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
    tokens: own.reduce((sum, { tokens }) => sum + tokens, 0),
  };
}

function meanCost(costs: readonly Cost[]): Cost | null {
  if (costs.length === 0) return null;
  const mean = (of: (cost: Cost) => number) =>
    costs.reduce((sum, cost) => sum + of(cost), 0) / costs.length;
  return { seconds: mean(({ seconds }) => seconds), tokens: Math.round(mean((c) => c.tokens)) };
}
