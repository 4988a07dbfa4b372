import type { Random } from "../../../src/learn/random.ts";

/** A standard normal number (Box and Muller 1958, the cosine half). */
export function randomNormal(random: Random): number {
  // 1 − u is in (0, 1], so that the logarithm is finite.
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
