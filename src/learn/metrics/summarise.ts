import { createRandom } from "../random.ts";
import type { Scored } from "../types.ts";
import { bootstrapFigures, type Figure } from "./bootstrap.ts";
import { reliabilityBins } from "./calibration-error.ts";
import {
  DISTANCES,
  passStatistics,
  probabilityStatistics,
  rankingStatistics,
} from "./figure-sets.ts";
import type { VerdictRule } from "./kappa.ts";
import { type Observations, observeCandidates, observePicks } from "./observations.ts";
import { riskCoverageCurve, thinCurve } from "./risk-coverage.ts";
import { groupByTask, isMixed, type ScoredTask } from "./scored-task.ts";
import { type GreedyOutcome, subsetStatistics } from "./selection.ts";
import { type SettledTask, standingForAll, withSettled } from "./settled.ts";
import { type Statistic, sampleWeights } from "./statistic.ts";
import type { Curves, GroupSummary, SizeFigures, Summary } from "./summary.ts";

export interface SummaryOptions {
  readonly seed: number;
  /** Bootstrap resamples; 1000 by default. */
  readonly resamples?: number | undefined;
  /** Of the intervals; 0.95 by default. */
  readonly level?: number | undefined;
  /** By default the candidates' own where all have one, else a probability of ½, else a score of 0. */
  readonly verdict?: VerdictRule | undefined;
  /** Numbers of candidates; 1, 2, 5 and 10 by default. */
  readonly sizes?: readonly number[] | undefined;
  /** Bins of reliability; 10 by default. */
  readonly bins?: number | undefined;
  /** Outcomes of greedy answers, which are no candidates. */
  readonly greedy?: readonly GreedyOutcome[] | undefined;
  /** Every labelled task with one outcome, read or not; by default those that were read stand for them. */
  readonly settled?: readonly SettledTask[] | undefined;
}

interface Settings {
  readonly seed: number;
  readonly resamples: number;
  readonly level: number;
  readonly verdict: VerdictRule;
  readonly sizes: readonly number[];
  readonly bins: number;
  readonly greedy: readonly GreedyOutcome[];
  readonly settled: readonly SettledTask[];
}

/**
 * Every figure of one judge with its interval, for all tasks and by language, generator and domain.
 * Throws a `RangeError` if there is no candidate, or if the data contradict themselves.
 */
export function summarise(scored: readonly Scored[], options: SummaryOptions): Summary {
  const tasks = groupByTask(scored);
  if (tasks.length === 0) throw new RangeError("there is no scored candidate");
  const settings = withDefaults(tasks, options);
  const { seed, resamples, level, verdict } = settings;
  const sample = sampleOf(tasks, settings.settled);
  const { read, labelled } = sample;
  return {
    ...summariseGroup(sample, settings),
    verdict,
    bootstrap: { resamples, level, seed },
    sizes: settings.sizes.map((n) => summariseSize(labelled, n, settings)),
    curves: haveProbabilities(tasks)
      ? {
          candidates: curvesOf(observeCandidates(read, probabilityOf), read, settings),
          picks: curvesOf(observePicks(read), read, settings),
        }
      : null,
    groups: {
      language: summariseBy(tasks, ({ language }) => language, settings),
      generator: summariseBy(tasks, ({ generator }) => generator, settings),
      domain: summariseBy(tasks, ({ domain }) => domain, settings),
    },
  };
}

/** The tasks that were read, and those whose labels are known. */
interface Sample {
  readonly read: readonly ScoredTask[];
  readonly labelled: readonly ScoredTask[];
}

function sampleOf(tasks: readonly ScoredTask[], settled: readonly SettledTask[]): Sample {
  return { read: standingForAll(tasks, settled), labelled: withSettled(tasks, settled) };
}

function withDefaults(tasks: readonly ScoredTask[], options: SummaryOptions): Settings {
  return {
    seed: options.seed,
    resamples: options.resamples ?? 1000,
    level: options.level ?? 0.95,
    verdict: options.verdict ?? usualVerdict(tasks),
    sizes: options.sizes ?? [1, 2, 5, 10],
    bins: options.bins ?? 10,
    greedy: options.greedy ?? [],
    settled: options.settled ?? [],
  };
}

function usualVerdict(tasks: readonly ScoredTask[]): VerdictRule {
  const rows = tasks.flatMap(({ candidates }) => candidates);
  if (rows.every(({ verdict }) => verdict !== undefined)) return { by: "own" };
  return haveProbabilities(tasks)
    ? { by: "probability", threshold: 0.5 }
    : { by: "score", threshold: 0 };
}

function haveProbabilities(tasks: readonly ScoredTask[]): boolean {
  return tasks.every(({ candidates }) =>
    candidates.every(({ probability }) => probability !== undefined),
  );
}

function probabilityOf({ probability }: Scored): number | undefined {
  return probability;
}

/** A group of which nothing was read has no scores to sum up, and no entry. */
function summariseBy(
  tasks: readonly ScoredTask[],
  key: (task: Omit<SettledTask, "passed" | "readable">) => string,
  settings: Settings,
): Record<string, GroupSummary> {
  const names = [...new Set(tasks.map(key))];
  return Object.fromEntries(
    names.map((name) => {
      const settled = settings.settled.filter((task) => key(task) === name);
      const own = tasks.filter((task) => key(task) === name);
      return [name, summariseGroup(sampleOf(own, settled), settings)];
    }),
  );
}

function summariseGroup(sample: Sample, settings: Settings): GroupSummary {
  const tasks = sample.read;
  return {
    tasks: tasks.length,
    weightedTasks: sample.labelled.reduce((sum, { weight }) => sum + weight, 0),
    families: new Set(tasks.map(({ family }) => family)).size,
    mixedTasks: tasks.filter(isMixed).length,
    candidates: tasks.reduce((sum, { candidates }) => sum + candidates.length, 0),
    ranking: {
      ...figuresOf(sample.labelled, passStatistics(sample.labelled, settings.greedy), settings),
      ...figuresOf(sample.read, rankingStatistics(sample.read, settings.verdict), settings),
    },
    probability: haveProbabilities(tasks)
      ? figuresOf(
          sample.read,
          probabilityStatistics(sample.read, settings.bins),
          settings,
          DISTANCES,
        )
      : null,
  };
}

/** The same seed for all sets of statistics: all see the same resamples. */
function figuresOf<Name extends string>(
  tasks: readonly ScoredTask[],
  statistics: Readonly<Record<Name, Statistic>>,
  { seed, resamples, level }: Settings,
  distances: readonly NoInfer<Name>[] = [],
): Record<Name, Figure> {
  const random = createRandom(seed);
  return bootstrapFigures(tasks, statistics, { random, resamples, level, distances });
}

function summariseSize(tasks: readonly ScoredTask[], n: number, settings: Settings): SizeFigures {
  const { picked, oracle, gapClosed: gap } = subsetStatistics(tasks, n);
  return { n, ...figuresOf(tasks, { picked, oracle, gapClosed: gap }, settings) };
}

function curvesOf(
  observations: Observations,
  tasks: readonly ScoredTask[],
  { bins }: Settings,
): Curves {
  const weights = sampleWeights(tasks);
  return {
    reliability: reliabilityBins(observations, weights, bins),
    riskCoverage: thinCurve(riskCoverageCurve(observations, weights)),
  };
}
