/** Only this much of a line is compared, so that a hostile line costs no more than others. */
const MAX_LINE = 300;

/**
 * How alike two lines are, from 0 to 1: the Dice coefficient over pairs of neighbouring
 * characters (Dice 1945), white space at the ends aside.
 */
export function lineSimilarity(a: string, b: string): number {
  const left = a.trim().slice(0, MAX_LINE);
  const right = b.trim().slice(0, MAX_LINE);
  if (left === right) return 1;
  if (left.length < 2 || right.length < 2) return 0;
  const pairs = new Map<string, number>();
  for (let i = 0; i < left.length - 1; i++) {
    const pair = left.slice(i, i + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  let shared = 0;
  for (let i = 0; i < right.length - 1; i++) {
    const pair = right.slice(i, i + 2);
    const left = pairs.get(pair) ?? 0;
    if (left > 0) {
      shared++;
      pairs.set(pair, left - 1);
    }
  }
  return (2 * shared) / (left.length + right.length - 2);
}

/** Share of the lines of `wanted`, blank ones aside, that `given` has too, from 0 to 1. */
export function sharedLines(wanted: readonly string[], given: readonly string[]): number {
  const have = new Set(given.map((line) => line.trim()));
  const lines = wanted.map((line) => line.trim()).filter((line) => line !== "");
  if (lines.length === 0) return 0;
  return lines.filter((line) => have.has(line)).length / lines.length;
}
