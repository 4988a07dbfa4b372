import { binomialCdf } from "../numeric.ts";
import { type Random, shuffle } from "../random.ts";

/** The outcome of a pick on a calibration task that nothing was fitted on. */
export interface RiskPick {
  readonly family: string;
  readonly weight: number;
  readonly probability: number;
  readonly passed: boolean;
}

export interface RiskOptions {
  /** Largest share of wrong ones among the opened that is allowed, in (0, 1). */
  readonly alpha: number;
  /** Probability that the promise may fail over draws of calibration tasks, in (0, 1). */
  readonly delta: number;
  /** Draws one task a family, and thins tasks of little weight. */
  readonly random: Random;
}

/** "Open from this probability on: of those, at most α are wrong, with confidence 1 − δ." */
export interface RiskThreshold {
  readonly kind: "threshold";
  readonly threshold: number;
  /** Independent tasks that were looked at, those accepted, and the wrong ones of these. */
  readonly tasks: number;
  readonly accepted: number;
  readonly wrong: number;
  /** Clopper–Pearson: the risk is at most this, with confidence 1 − δ. */
  readonly upperBound: number;
}

/** The data do not support the promise. */
export interface RiskRefusal {
  readonly kind: "refused";
  readonly tasks: number;
  /** Tasks that must be accepted without one wrong before any threshold can hold. */
  readonly leastAccepted: number;
  /** About how many tasks would do if rates stay as seen; `null` if more tasks would not help. */
  readonly tasksNeeded: number | null;
}

interface Count {
  readonly threshold: number;
  readonly accepted: number;
  readonly wrong: number;
}

/** Fixed before any data are seen: the test is valid only for such a sequence. */
const GRID = Array.from({ length: 100 }, (_, i) => (99 - i) / 100);

/**
 * The lowest threshold that keeps the risk, by fixed-sequence testing from the strictest down
 * (Learn then Test: Angelopoulos and others, arXiv 2110.01052; Bauer, Statistics in Medicine 10, 1991) with exact
 * binomial p-values (Geifman and El-Yaniv, NeurIPS 2017, use the same bound). Thresholds that accept
 * too few tasks are passed over, which looks at no outcome and is sound where risk does not rise with
 * probability. It promises nothing for tasks of another kind than these.
 */
export function chooseRiskThreshold(
  picks: readonly RiskPick[],
  { alpha, delta, random }: RiskOptions,
): RiskThreshold | RiskRefusal {
  if (!(alpha > 0 && alpha < 1 && delta > 0 && delta < 1)) {
    throw new RangeError(`alpha ${alpha} and delta ${delta} must lie between 0 and 1`);
  }
  const sample = independentSample(picks, random);
  const counts = GRID.map((threshold) => countAccepted(sample, threshold));
  const first = firstTested(sample.length, alpha, delta);
  let found: Count | undefined;
  for (const count of counts) {
    if (count.accepted < first) continue;
    if (binomialCdf(count.wrong, count.accepted, alpha) > delta) break;
    found = count;
  }
  const tasks = sample.length;
  if (found === undefined) {
    const tasksNeeded = estimateTasks(counts, tasks, alpha, delta);
    const leastAccepted = leastPassing(0, alpha, delta);
    return { kind: "refused", tasks, leastAccepted, tasksNeeded };
  }
  const upperBound = clopperPearsonUpper(found.wrong, found.accepted, delta);
  return { kind: "threshold", ...found, tasks, upperBound };
}

/**
 * One pick a family, all of equal weight: binomial counts need independent draws from one
 * population. A pick stays with the probability weight/largest weight, which undoes subsampling.
 */
export function independentSample(picks: readonly RiskPick[], random: Random): RiskPick[] {
  const largest = Math.max(...picks.map(({ weight }) => weight));
  const families = new Set<string>();
  return shuffle(picks, random)
    .filter(({ weight }) => weight === largest || random() < weight / largest)
    .filter(({ family }) => !families.has(family) && families.add(family));
}

function countAccepted(picks: readonly RiskPick[], threshold: number): Count {
  const accepted = picks.filter(({ probability }) => probability >= threshold);
  const wrong = accepted.filter(({ passed }) => !passed).length;
  return { threshold, accepted: accepted.length, wrong };
}

/**
 * How many tasks the first tested threshold accepts: so many that one wrong one is allowed, if there
 * are as many tasks. With none allowed, one unlucky task among the surest ends the sequence; with
 * more, small samples get nothing (simulated for 200 to 800 tasks: one found a threshold most often).
 */
function firstTested(tasks: number, alpha: number, delta: number): number {
  const sizes = [1, 0].map((wrong) => leastPassing(wrong, alpha, delta));
  return sizes.find((size) => size <= tasks) ?? Infinity;
}

/** The fewest accepted tasks with which so many wrong ones pass the test. */
function leastPassing(wrong: number, alpha: number, delta: number): number {
  let n = wrong + 1;
  while (binomialCdf(wrong, n, alpha) > delta) n += 1;
  return n;
}

/**
 * One-sided upper confidence bound of a binomial proportion: the p with P(X ≤ wrong) = δ (Clopper
 * and Pearson, Biometrika 26, 1934), by bisection to 1e-12.
 */
export function clopperPearsonUpper(wrong: number, total: number, delta: number): number {
  if (wrong >= total) return 1;
  let [low, high] = [wrong / total, 1];
  while (high - low > 1e-12) {
    const middle = (low + high) / 2;
    if (binomialCdf(wrong, total, middle) > delta) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * Tasks needed at the threshold where the fewest would do, at its coverage and its risk as seen.
 * Accepted ones by Chernoff's bound (Annals of Mathematical Statistics 23, 1952), ln(1/δ) over the
 * divergence of risk and α: exact for no wrong ones, else on the careful side.
 */
function estimateTasks(
  counts: readonly Count[],
  tasks: number,
  alpha: number,
  delta: number,
): number | null {
  const estimates = counts.flatMap(({ accepted, wrong }) => {
    if (accepted === 0 || wrong / accepted >= alpha) return [];
    const needed = Math.log(1 / delta) / divergence(wrong / accepted, alpha);
    return [Math.ceil((needed * tasks) / accepted - 1e-9)];
  });
  return estimates.length === 0 ? null : Math.max(Math.min(...estimates), tasks + 1);
}

/** Kullback–Leibler divergence of two coins, in nats. */
function divergence(p: number, q: number): number {
  const right = (1 - p) * Math.log((1 - p) / (1 - q));
  return p === 0 ? right : right + p * Math.log(p / q);
}
