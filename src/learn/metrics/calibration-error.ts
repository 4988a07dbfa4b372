import { fitLogistic } from "../logistic.ts";
import { logit, normalCdf } from "../numeric.ts";
import { type Observations, type Tie, tiesOf } from "./observations.ts";
import type { Statistic } from "./statistic.ts";

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
  const ties = tiesOf(observations, weights);
  const total = ties.reduce((sum, { right, wrong }) => sum + right + wrong, 0);
  const sums = Array.from({ length: count }, () => new Float64Array(4));
  let before = 0;
  for (const tie of ties) {
    const mass = tie.right + tie.wrong;
    const bin = Math.floor((count * (before + mass / 2)) / total);
    addTo(sums[Math.min(bin, count - 1)], tie, squaresOf(tie, observations, weights));
    before += mass;
  }
  return sums.flatMap(asBin);
}

function squaresOf({ start, end }: Tie, { task }: Observations, weights: Float64Array): number {
  let sum = 0;
  for (let i = start; i < end; i += 1) sum += (weights[task[i] as number] as number) ** 2;
  return sum;
}

function addTo(sums: Float64Array | undefined, tie: Tie, squares: number): void {
  const mass = tie.right + tie.wrong;
  for (const [i, term] of [mass, mass * tie.value, tie.right, squares].entries()) {
    if (sums !== undefined) sums[i] = (sums[i] as number) + term;
  }
}

function asBin([
  mass = 0,
  probability = 0,
  passed = 0,
  squares = 0,
]: Float64Array): ReliabilityBin[] {
  if (mass === 0) return [];
  return [
    {
      mass,
      meanProbability: probability / mass,
      passRate: passed / mass,
      effectiveSize: (mass * mass) / squares,
    },
  ];
}

/**
 * Expected calibration error over bins of equal mass: mean of |pass rate − mean probability|.
 * This plug-in value is biased upwards: a perfect forecaster gets more than 0.
 */
export function expectedCalibrationError(observations: Observations, bins: number): Statistic {
  return (weights) => meanOver(reliabilityBins(observations, weights, bins), absoluteGap);
}

/**
 * The same less its bias, after Kumar, Liang and Ma, "Verified Uncertainty Calibration" (NeurIPS
 * 2019, arXiv 1909.10155; their library's `normal_debiased_ce`): pass rates are taken to vary
 * around the true ones as normal with variance r(1 − r)/n. Where they sample, we use the mean of
 * the folded normal distribution. At least 0. It takes candidates as independent, so within-task
 * correlation leaves some bias; intervals resample families.
 */
export function debiasedCalibrationError(observations: Observations, bins: number): Statistic {
  return (weights) =>
    Math.max(
      0,
      meanOver(reliabilityBins(observations, weights, bins), (bin) => {
        const spread = Math.sqrt((bin.passRate * (1 - bin.passRate)) / bin.effectiveSize);
        return 2 * absoluteGap(bin) - foldedNormalMean(absoluteGap(bin), spread);
      }),
    );
}

function absoluteGap({ passRate, meanProbability }: ReliabilityBin): number {
  return Math.abs(passRate - meanProbability);
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
  let start: readonly number[] = [0, 0];
  // Both figures are asked for the same weights, one after the other.
  let last: { weights: Float64Array; slope: number; intercept: number } | undefined;
  function fitLine(weights: Float64Array): { slope: number; intercept: number } {
    if (last !== undefined && last.weights === weights) return last;
    const own = Float64Array.from(task, (index) => weights[index] as number);
    const line = fitLogistic({ columns: [x], targets: outcome, weights: own, start });
    const slope = line.converged ? (line.coefficients[0] ?? Number.NaN) : Number.NaN;
    const intercept = line.converged ? line.intercept : Number.NaN;
    if (line.converged) start = [slope, intercept];
    last = { weights, slope, intercept };
    return last;
  }
  return { slope: (w) => fitLine(w).slope, intercept: (w) => fitLine(w).intercept };
}
