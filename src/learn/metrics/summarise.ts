import { createRandom } from "../random.ts";
import type { Scored } from "../types.ts";
import { codeBlindAuc, pairwiseAccuracy, pooledAuc, withinTaskAuc } from "./auc.ts";
import { bootstrapFigures, type Figure } from "./bootstrap.ts";
import { brierScore, brierSkill } from "./brier.ts";
import { calibrationError, calibrationLine, reliabilityBins } from "./calibration-error.ts";
import { codeBlindKappa, type VerdictRule, verdictKappa, verdictYesRate } from "./kappa.ts";
import { type Observations, observeCandidates, observePicks } from "./observations.ts";
import { areaUnderRiskCoverage, riskCoverageCurve, thinCurve } from "./risk-coverage.ts";
import { groupByTask, isMixed, type ScoredTask } from "./scored-task.ts";
import {
  decisiveTieRate,
  type GreedyOutcome,
  gapClosed,
  greedyPass,
  oraclePass,
  pickedPass,
  randomPass,
  subsetStatistics,
  tieRate,
} from "./selection.ts";
import { type Statistic, sampleWeights } from "./statistic.ts";
import type {
  Curves,
  GroupSummary,
  ProbabilityFigures,
  RankingFigures,
  SizeFigures,
  Summary,
} from "./summary.ts";

export interface SummaryOptions {
  readonly seed: number;
  /** Bootstrap resamples; 1000 by default. */
  readonly resamples?: number | undefined;
  /** Of the intervals; 0.95 by default. */
  readonly level?: number | undefined;
  /** By default a probability of ½ where all candidates have one, else a score of 0. */
  readonly verdict?: VerdictRule | undefined;
  /** Numbers of candidates; 1, 2, 5 and 10 by default. */
  readonly sizes?: readonly number[] | undefined;
  /** Bins of reliability; 10 by default. */
  readonly bins?: number | undefined;
  /** Outcomes of greedy answers, which are no candidates. */
  readonly greedy?: readonly GreedyOutcome[] | undefined;
}

interface Settings {
  readonly seed: number;
  readonly resamples: number;
  readonly level: number;
  readonly verdict: VerdictRule;
  readonly sizes: readonly number[];
  readonly bins: number;
  readonly greedy: readonly GreedyOutcome[];
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
  return {
    ...summariseGroup(tasks, settings),
    verdict,
    bootstrap: { resamples, level, seed },
    sizes: settings.sizes.map((n) => summariseSize(tasks, n, settings)),
    curves: haveProbabilities(tasks)
      ? {
          candidates: curvesOf(observeCandidates(tasks, probabilityOf), tasks, settings),
          picks: curvesOf(observePicks(tasks), tasks, settings),
        }
      : null,
    groups: {
      language: summariseBy(tasks, ({ language }) => language, settings),
      generator: summariseBy(tasks, ({ generator }) => generator, settings),
      domain: summariseBy(tasks, ({ domain }) => domain, settings),
    },
  };
}

function withDefaults(tasks: readonly ScoredTask[], options: SummaryOptions): Settings {
  const verdict: VerdictRule = haveProbabilities(tasks)
    ? { by: "probability", threshold: 0.5 }
    : { by: "score", threshold: 0 };
  return {
    seed: options.seed,
    resamples: options.resamples ?? 1000,
    level: options.level ?? 0.95,
    verdict: options.verdict ?? verdict,
    sizes: options.sizes ?? [1, 2, 5, 10],
    bins: options.bins ?? 10,
    greedy: options.greedy ?? [],
  };
}

function haveProbabilities(tasks: readonly ScoredTask[]): boolean {
  return tasks.every(({ candidates }) =>
    candidates.every(({ probability }) => probability !== undefined),
  );
}

function probabilityOf({ probability }: Scored): number | undefined {
  return probability;
}

function summariseBy(
  tasks: readonly ScoredTask[],
  key: (task: ScoredTask) => string,
  settings: Settings,
): Record<string, GroupSummary> {
  const groups = new Map<string, ScoredTask[]>();
  for (const task of tasks) groups.set(key(task), [...(groups.get(key(task)) ?? []), task]);
  return Object.fromEntries(
    [...groups].map(([name, group]) => [name, summariseGroup(group, settings)]),
  );
}

function summariseGroup(tasks: readonly ScoredTask[], settings: Settings): GroupSummary {
  return {
    tasks: tasks.length,
    weightedTasks: tasks.reduce((sum, { weight }) => sum + weight, 0),
    families: new Set(tasks.map(({ family }) => family)).size,
    mixedTasks: tasks.filter(isMixed).length,
    candidates: tasks.reduce((sum, { candidates }) => sum + candidates.length, 0),
    ranking: figuresOf(tasks, rankingStatistics(tasks, settings), settings),
    probability: haveProbabilities(tasks)
      ? figuresOf(tasks, probabilityStatistics(tasks, settings), settings)
      : null,
  };
}

/** The same seed for all sets of statistics: all see the same resamples. */
function figuresOf<Name extends string>(
  tasks: readonly ScoredTask[],
  statistics: Readonly<Record<Name, Statistic>>,
  { seed, resamples, level }: Settings,
): Record<Name, Figure> {
  return bootstrapFigures(tasks, statistics, { random: createRandom(seed), resamples, level });
}

function rankingStatistics(
  tasks: readonly ScoredTask[],
  { verdict, greedy }: Settings,
): Record<keyof RankingFigures, Statistic> {
  return {
    randomPass: randomPass(tasks),
    greedyPass: greedyPass(tasks, greedy),
    pickedPass: pickedPass(tasks),
    oraclePass: oraclePass(tasks),
    gapClosed: gapClosed(tasks),
    withinTaskAuc: withinTaskAuc(tasks),
    pairwiseAccuracy: pairwiseAccuracy(tasks),
    pooledAuc: pooledAuc(tasks),
    codeBlindAuc: codeBlindAuc(tasks),
    verdictKappa: verdictKappa(tasks, verdict),
    codeBlindKappa: codeBlindKappa(tasks),
    verdictYesRate: verdictYesRate(tasks, verdict),
    tieRate: tieRate(tasks),
    decisiveTieRate: decisiveTieRate(tasks),
  };
}

function probabilityStatistics(
  tasks: readonly ScoredTask[],
  { bins }: Settings,
): Record<keyof ProbabilityFigures, Statistic> {
  const all = observeCandidates(tasks, probabilityOf);
  const picks = observePicks(tasks);
  const line = calibrationLine(all);
  const error = calibrationError(all, bins);
  return {
    brierScore: brierScore(tasks),
    brierSkill: brierSkill(tasks),
    calibrationError: error.debiased,
    plugInCalibrationError: error.plugIn,
    calibrationSlope: line.slope,
    calibrationIntercept: line.intercept,
    riskCoverageArea: areaUnderRiskCoverage(all),
    pickedCalibrationError: calibrationError(picks, bins).debiased,
    pickedRiskCoverageArea: areaUnderRiskCoverage(picks),
  };
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
