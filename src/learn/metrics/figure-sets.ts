import { codeBlindAuc, pairwiseAccuracy, parsingAuc, pooledAuc, withinTaskAuc } from "./auc.ts";
import { brierScore, brierSkill } from "./brier.ts";
import { calibrationError, calibrationLine } from "./calibration-error.ts";
import { codeBlindKappa, type VerdictRule, verdictKappa, verdictYesRate } from "./kappa.ts";
import { observeCandidates, observePicks } from "./observations.ts";
import { areaUnderRiskCoverage } from "./risk-coverage.ts";
import type { ScoredTask } from "./scored-task.ts";
import {
  decisiveTieRate,
  type GreedyOutcome,
  gapClosed,
  greedyPass,
  oraclePass,
  pickedPass,
  randomPass,
  tieRate,
} from "./selection.ts";
import type { Statistic } from "./statistic.ts";
import type { ProbabilityFigures, RankingFigures } from "./summary.ts";

type PassFigures = Pick<
  RankingFigures,
  "randomPass" | "greedyPass" | "pickedPass" | "oraclePass" | "gapClosed"
>;

/** How often picks pass; over all labelled tasks. */
export function passStatistics(
  labelled: readonly ScoredTask[],
  greedy: readonly GreedyOutcome[],
): Record<keyof PassFigures, Statistic> {
  return {
    randomPass: randomPass(labelled),
    greedyPass: greedyPass(labelled, greedy),
    pickedPass: pickedPass(labelled),
    oraclePass: oraclePass(labelled),
    gapClosed: gapClosed(labelled),
  };
}

/** What scores and verdicts are worth; over the tasks that were read. */
export function rankingStatistics(
  read: readonly ScoredTask[],
  verdict: VerdictRule,
): Record<keyof Omit<RankingFigures, keyof PassFigures>, Statistic> {
  return {
    withinTaskAuc: withinTaskAuc(read),
    parsingAuc: parsingAuc(read),
    pairwiseAccuracy: pairwiseAccuracy(read),
    pooledAuc: pooledAuc(read),
    codeBlindAuc: codeBlindAuc(read),
    verdictKappa: verdictKappa(read, verdict),
    codeBlindKappa: codeBlindKappa(read),
    verdictYesRate: verdictYesRate(read, verdict),
    tieRate: tieRate(read),
    decisiveTieRate: decisiveTieRate(read),
  };
}

/** What probabilities are worth; all candidates must have one. `bins` of reliability. */
export function probabilityStatistics(
  tasks: readonly ScoredTask[],
  bins: number,
): Record<keyof ProbabilityFigures, Statistic> {
  const all = observeCandidates(tasks, ({ probability }) => probability);
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

/** Distances from a true value: resampling adds to them what sampling has added already. */
export const DISTANCES = [
  "calibrationError",
  "plugInCalibrationError",
  "pickedCalibrationError",
] as const;
