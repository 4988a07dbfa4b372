import { fc, test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import {
  binomialCdf,
  choose,
  logit,
  normalCdf,
  quantile,
  sigmoid,
  softplus,
} from "../../../src/learn/numeric.ts";
import { createRandom, randomInt, shuffle } from "../../../src/learn/random.ts";
import { randomNormal } from "./random-normal.ts";

describe("functions", () => {
  it.each([
    [-1000, 0, 0],
    [0, 0.5, Math.LN2],
    [1000, 1, 1000],
  ])("sigmoid and softplus of %d", (x, sigma, plus) => {
    expect(sigmoid(x)).toBeCloseTo(sigma, 12);
    expect(softplus(x)).toBeCloseTo(plus, 12);
  });

  it("logit keeps away from the ends", () => {
    expect(logit(0.75)).toBeCloseTo(Math.log(3), 12);
    expect(logit(0, 0.01)).toBeCloseTo(-Math.log(99), 12);
    expect(Number.isFinite(logit(1))).toBe(true);
  });

  it.each([
    [10, 0, 1],
    [10, 3, 120],
    [10, 10, 1],
    [3, 5, 0],
    [3, -1, 0],
    [50, 25, 126410606437752],
  ])("choose(%d, %d) is %d", (n, k, value) => {
    expect(choose(n, k)).toBe(value);
  });

  // scipy.stats: binom.cdf(3, 50, .1), binom.cdf(190, 2000, .1), binom.cdf(0, 29, .1)
  it.each([
    [3, 50, 0.1, 0.250293905953308],
    [190, 2000, 0.1, 0.24098740398488486],
    [0, 29, 0.1, 0.04710128697246244],
    [-1, 5, 0.5, 0],
    [5, 5, 0.5, 1],
    [2, 5, 0, 1],
    [2, 5, 1, 0],
  ])("binomialCdf(%d, %d, %d) is %d", (k, n, p, value) => {
    expect(binomialCdf(k, n, p)).toBeCloseTo(value, 10);
  });

  // scipy.stats: norm.cdf([-2.5, -.3, 0, 1.96])
  it.each([
    [-2.5, 0.006209665325776132],
    [-0.3, 0.3820885778110474],
    [0, 0.5],
    [1.96, 0.9750021048517795],
  ])("normalCdf(%d) is %d", (x, value) => {
    expect(Math.abs(normalCdf(x) - value)).toBeLessThan(1e-7);
  });

  it("quantile interpolates", () => {
    expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 4], 1)).toBe(4);
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe("createRandom", () => {
  it("gives the same numbers for the same seed, others for another", () => {
    const [a, b, c] = [createRandom(7), createRandom(7), createRandom(8)];
    const first = Array.from({ length: 5 }, a);
    expect(Array.from({ length: 5 }, b)).toEqual(first);
    expect(Array.from({ length: 5 }, c)).not.toEqual(first);
  });

  it("is uniform, and normal, as far as 100 000 numbers show", () => {
    const random = createRandom(1);
    const uniform = Array.from({ length: 100_000 }, random);
    const mean = uniform.reduce((sum, x) => sum + x, 0) / uniform.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.004);
    expect(Math.min(...uniform.slice(0, 1000))).toBeGreaterThanOrEqual(0);
    const normal = Array.from({ length: 100_000 }, () => randomNormal(random));
    const variance = normal.reduce((sum, x) => sum + x * x, 0) / normal.length;
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
  });

  test.prop([fc.array(fc.integer()), fc.integer()])("shuffles without loss", (items, seed) => {
    const sorted = (list: number[]) => [...list].sort((a, b) => a - b);
    expect(sorted(shuffle(items, createRandom(seed)))).toEqual(sorted(items));
  });

  it("draws every whole number below the bound", () => {
    const random = createRandom(3);
    const drawn = new Set(Array.from({ length: 200 }, () => randomInt(random, 5)));
    expect([...drawn].sort()).toEqual([0, 1, 2, 3, 4]);
  });
});
