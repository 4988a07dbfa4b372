import { fitLogistic } from "../logistic.ts";
import { logit, normalCdf } from "../numeric.ts";
import { type Observations, sumTies } from "./observations.ts";
import { rememberLast, type Statistic } from "./statistic.ts";

/** One bar of a reliability diagram. */
export interface ReliabilityBin {
  /** Weighted number of observations. */
  readonly mass: number;
  readonly meanProbability: number;
  readonly passRate: number;
  /** Number of equally weighted observations that carry as much (Kish 1965): (Σw)²/Σw². */
  readonly effectiveSize: number;
}

/**
 * Puts probabilities into `count` bins of equal mass (Nguyen and O'Connor, EMNLP 2015). Equal
 * probabilities stay together, in the bin where the middle of their mass falls, so bins may be
 * uneven or fewer.
 */
export function reliabilityBins(
  observations: Observations,
  weights: Float64Array,
  count: number,
): ReliabilityBin[] {
  const { value, tieEnd } = observations;
  const { right, wrong } = sumTies(observations, weights);
  const total = sumOf(right) + sumOf(wrong);
  // Mass, mass × probability, mass that passed, sum of squared weights.
  const sums = Array.from({ length: count }, () => new Float64Array(4));
  let [before, start] = [0, 0];
  for (let tie = 0; tie < right.length; tie += 1) {
    const mass = (right[tie] as number) + (wrong[tie] as number);
    const bin = Math.min(Math.floor((count * (before + mass / 2)) / total), count - 1);
    const sum = sums[bin] as Float64Array;
    const end = tieEnd[tie] as number;
    sum[0] = (sum[0] as number) + mass;
    sum[1] = (sum[1] as number) + mass * (value[start] as number);
    sum[2] = (sum[2] as number) + (right[tie] as number);
    sum[3] = (sum[3] as number) + squaredWeights(observations, weights, start, end);
    before += mass;
    start = end;
  }
  return sums.flatMap(asBin);
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] as number;
  return sum;
}

function squaredWeights(
  { task }: Observations,
  weights: Float64Array,
  start: number,
  end: number,
): number {
  let sum = 0;
  for (let i = start; i < end; i += 1) sum += (weights[task[i] as number] as number) ** 2;
  return sum;
}

function asBin([
  mass = 0,
  probability = 0,
  passed = 0,
  squares = 0,
]: Float64Array): ReliabilityBin[] {
  // In a resample, a bin may hold no more than what was not drawn.
  if (!(mass > 0)) return [];
  return [
    {
      mass,
      meanProbability: probability / mass,
      passRate: passed / mass,
      effectiveSize: (mass * mass) / squares,
    },
  ];
}

/** Calibration error over bins of equal mass, in probability. */
export interface CalibrationError {
  readonly debiased: Statistic;
  readonly plugIn: Statistic;
}

/**
 * Expected calibration error: mean over bins of |pass rate − mean probability|. This plug-in value is
 * biased upwards: a perfect forecaster gets more than 0. The debiased one is after Kumar, Liang and
 * Ma, "Verified Uncertainty Calibration" (NeurIPS 2019, arXiv 1909.10155; `normal_debiased_ce` of
 * their library): pass rates r are taken to vary around the true ones as normal with variance
 * r(1 − r)/n. Where they sample, we use the mean of the folded normal distribution. At least 0. Some
 * bias is left: a perfect forecaster keeps about half of it, and candidates of a task are not as
 * independent as it takes them to be.
 */
export function calibrationError(observations: Observations, count: number): CalibrationError {
  const bins = rememberLast((weights) => reliabilityBins(observations, weights, count));
  return {
    debiased: (weights) => Math.max(0, meanOver(bins(weights), debiasedGap)),
    plugIn: (weights) => meanOver(bins(weights), absoluteGap),
  };
}

function absoluteGap({ passRate, meanProbability }: ReliabilityBin): number {
  return Math.abs(passRate - meanProbability);
}

function debiasedGap(bin: ReliabilityBin): number {
  const spread = Math.sqrt((bin.passRate * (1 - bin.passRate)) / bin.effectiveSize);
  return 2 * absoluteGap(bin) - foldedNormalMean(absoluteGap(bin), spread);
}

function meanOver(bins: readonly ReliabilityBin[], figure: (bin: ReliabilityBin) => number) {
  let [sum, mass] = [0, 0];
  for (const bin of bins) {
    sum += bin.mass * figure(bin);
    mass += bin.mass;
  }
  return mass === 0 ? Number.NaN : sum / mass;
}

/** E|X| for X ~ N(mean, spread²) (Leone, Nelson and Nottingham, Technometrics 3, 1961). */
function foldedNormalMean(mean: number, spread: number): number {
  if (spread === 0) return Math.abs(mean);
  const z = mean / spread;
  return spread * Math.sqrt(2 / Math.PI) * Math.exp((-z * z) / 2) + mean * (1 - 2 * normalCdf(-z));
}

/** Cox's calibration line: log-odds of passing = intercept + slope · logit(probability). */
export interface CalibrationLine {
  readonly slope: Statistic;
  readonly intercept: Statistic;
}

/**
 * Calibration slope and intercept (Cox, Biometrika 45, 1958): 1 and 0 are perfect; a slope below 1
 * is overconfidence, an intercept below 0 too much optimism. `NaN` where they are infinite.
 */
export function calibrationLine({ value, outcome, task }: Observations): CalibrationLine {
  const x = value.map((p) => logit(p));
  const own = new Float64Array(task.length);
  let start: readonly number[] = [0, 0];
  const line = rememberLast((weights) => {
    for (let i = 0; i < own.length; i += 1) own[i] = weights[task[i] as number] as number;
    const fitted = fitLogistic({ columns: [x], targets: outcome, weights: own, start });
    if (!fitted.converged) return { slope: Number.NaN, intercept: Number.NaN };
    const [slope = Number.NaN] = fitted.coefficients;
    // Resamples differ little: the next one begins where this one ended.
    start = [slope, fitted.intercept];
    return { slope, intercept: fitted.intercept };
  });
  return {
    slope: (weights) => line(weights).slope,
    intercept: (weights) => line(weights).intercept,
  };
}
