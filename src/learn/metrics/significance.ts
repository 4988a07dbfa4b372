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
