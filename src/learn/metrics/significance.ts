import { binomialCdf } from "../numeric.ts";

/**
 * Exact two-sided McNemar test of two judges on the same tasks: under the hypothesis of no
 * difference, of the tasks where only one is right each judge has half (McNemar, Psychometrika 12,
 * 1947; exact form: Binomial(n, ½)). Takes both counts; 1 where there is no such task.
 */
export function mcnemarExact(onlyFirst: number, onlySecond: number): number {
  const smaller = Math.min(onlyFirst, onlySecond);
  return Math.min(1, 2 * binomialCdf(smaller, onlyFirst + onlySecond, 0.5));
}

/**
 * P-values adjusted for several comparisons, in the given order: the smallest false discovery rate
 * at which each would be called a difference (Benjamini and Hochberg, JRSS B 57, 1995).
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const count = pValues.length;
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => b.p - a.p);
  const adjusted = new Array<number>(count).fill(1);
  let smallest = 1;
  for (const [position, { p, index }] of order.entries()) {
    smallest = Math.min(smallest, (p * count) / (count - position));
    adjusted[index] = smallest;
  }
  return adjusted;
}
