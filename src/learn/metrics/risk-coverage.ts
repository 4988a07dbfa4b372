import { type Observations, startOfTie, sumTies } from "./observations.ts";
import type { Statistic } from "./statistic.ts";

/** What accepting everything from a confidence upwards means. */
export interface RiskCoveragePoint {
  /** Probability from which all is accepted. */
  readonly threshold: number;
  /** Share accepted. */
  readonly coverage: number;
  /** Share of failures among the accepted. */
  readonly risk: number;
}

/**
 * The risk–coverage curve, from the most confident observation to all (El-Yaniv and Wiener, JMLR 11,
 * 2010). One point for each distinct probability: equal ones are accepted together.
 */
export function riskCoverageCurve(
  observations: Observations,
  weights: Float64Array,
): RiskCoveragePoint[] {
  const sums = sumTies(observations, weights);
  const points: RiskCoveragePoint[] = [];
  let [accepted, wrong] = [0, 0];
  for (let tie = sums.right.length - 1; tie >= 0; tie -= 1) {
    accepted += (sums.right[tie] as number) + (sums.wrong[tie] as number);
    wrong += sums.wrong[tie] as number;
    const threshold = observations.value[startOfTie(observations, tie)] as number;
    points.push({ threshold, coverage: accepted, risk: wrong / accepted });
  }
  return points.map((point) => ({ ...point, coverage: point.coverage / accepted }));
}

/** The curve thinned to at most one point for each tenth of coverage, and the last. */
export function thinCurve(points: readonly RiskCoveragePoint[], count = 10): RiskCoveragePoint[] {
  return points.filter(({ coverage }, index) => {
    const before = points[index - 1]?.coverage ?? 0;
    return Math.floor(coverage * count + 1e-9) > Math.floor(before * count + 1e-9);
  });
}

/**
 * Area under the risk–coverage curve: the mean risk over all numbers of accepted observations
 * (Geifman, Uziel and El-Yaniv, ICLR 2019, arXiv 1805.08206); lower is better. The order within
 * equal probabilities is taken as random: expected value.
 */
export function areaUnderRiskCoverage(observations: Observations): Statistic {
  const { task, tieEnd } = observations;
  return (weights) => {
    const sums = sumTies(observations, weights);
    let [accepted, wrong, area] = [0, 0, 0];
    for (let tie = tieEnd.length - 1; tie >= 0; tie -= 1) {
      const failed = sums.wrong[tie] as number;
      const rate = failed / ((sums.right[tie] as number) + failed);
      for (let i = startOfTie(observations, tie); i < (tieEnd[tie] as number); i += 1) {
        const weight = weights[task[i] as number] as number;
        if (weight === 0) continue;
        accepted += weight;
        wrong += weight * rate;
        area += (weight * wrong) / accepted;
      }
    }
    return accepted === 0 ? Number.NaN : area / accepted;
  };
}
