/** The logistic function, without overflow for large arguments of either sign. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/** log(1 + eˣ) without overflow or loss: the logistic loss of the margin −x, in nats. */
export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

/** Log-odds of a probability that is first kept `epsilon` away from 0 and 1. */
export function logit(p: number, epsilon = 1e-7): number {
  const inside = Math.min(Math.max(p, epsilon), 1 - epsilon);
  return Math.log(inside / (1 - inside));
}

/** Binomial coefficient "n over k" as a real number; 0 where k is outside 0…n. */
export function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  let product = 1;
  for (let i = 1; i <= Math.min(k, n - k); i += 1) {
    product = (product * (n - Math.min(k, n - k) + i)) / i;
  }
  return Math.round(product);
}

/** P(X ≤ k) for X ~ Binomial(n, p): the sum of its terms, each by its logarithm. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0;
  if (k >= n || p <= 0) return 1;
  if (p >= 1) return 0;
  const odds = Math.log(p / (1 - p));
  let term = n * Math.log1p(-p);
  let sum = Math.exp(term);
  for (let i = 1; i <= k; i += 1) {
    term += Math.log((n - i + 1) / i) + odds;
    sum += Math.exp(term);
  }
  return Math.min(sum, 1);
}

/**
 * Standard normal distribution function, error below 1e-7: erf by the rational approximation
 * 7.1.26 of Abramowitz and Stegun, "Handbook of Mathematical Functions" (1964).
 */
export function normalCdf(x: number): number {
  const z = Math.abs(x) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * z);
  const series =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  const upper = (series * Math.exp(-z * z)) / 2;
  return x > 0 ? 1 - upper : upper;
}

/** The value below which a share `q` of sorted numbers lies, interpolated (type 7 of Hyndman and Fan 1996). */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) return Number.NaN;
  const position = (sorted.length - 1) * q;
  const low = Math.floor(position);
  const a = sorted[low] as number;
  const b = sorted[Math.min(low + 1, sorted.length - 1)] as number;
  return a + (b - a) * (position - low);
}
