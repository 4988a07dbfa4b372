import { describe, expect, it } from "@jest/globals";
import {
  chooseRiskThreshold,
  clopperPearsonUpper,
  independentSample,
  type RiskPick,
} from "../../../../src/learn/calibrate/risk.ts";
import { createRandom, type Random } from "../../../../src/learn/random.ts";

/** Picks that pass with their own probability, which is uniform in [0, 1). */
function simulate(count: number, random: Random): RiskPick[] {
  return Array.from({ length: count }, (_, i) => {
    const probability = random();
    return { family: `f${i}`, weight: 1, probability, passed: random() < probability };
  });
}

describe("clopperPearsonUpper", () => {
  // scipy.stats.beta.ppf(0.95, k + 1, n - k)
  it.each([
    [0, 29, 0.0981446276772957],
    [3, 50, 0.14783717636418123],
    [10, 400, 0.04203654501425724],
    [49, 50, 0.9989746601327679],
  ])("of %d in %d agrees with scipy", (wrong, total, bound) => {
    expect(clopperPearsonUpper(wrong, total, 0.05)).toBeCloseTo(bound, 9);
  });

  it("is 1 where all or nothing was seen", () => {
    expect(clopperPearsonUpper(5, 5, 0.05)).toBe(1);
    expect(clopperPearsonUpper(0, 0, 0.05)).toBe(1);
  });
});

describe("chooseRiskThreshold", () => {
  const options = (seed = 1) => ({ alpha: 0.1, delta: 0.05, random: createRandom(seed) });

  it("by hand: 29 right ones are enough for a tenth, 28 are not", () => {
    const right = Array.from({ length: 29 }, (_, i): RiskPick => {
      return { family: `f${i}`, weight: 1, probability: 0.95, passed: true };
    });
    expect(chooseRiskThreshold(right, options())).toEqual({
      kind: "threshold",
      threshold: 0,
      tasks: 29,
      accepted: 29,
      wrong: 0,
      upperBound: clopperPearsonUpper(0, 29, 0.05),
    });
    expect(chooseRiskThreshold(right.slice(1), options())).toEqual({
      kind: "refused",
      tasks: 28,
      leastAccepted: 29,
      tasksNeeded: 29,
    });
  });

  it("keeps its promise in all but a few draws", () => {
    const random = createRandom(7);
    let [broken, found] = [0, 0];
    for (let draw = 0; draw < 120; draw += 1) {
      const result = chooseRiskThreshold(simulate(400, random), {
        alpha: 0.2,
        delta: 0.05,
        random,
      });
      if (result.kind === "refused") continue;
      found += 1;
      // Of those accepted from t on, a share (1 − t)/2 is wrong.
      if ((1 - result.threshold) / 2 > 0.2) broken += 1;
      expect(result.upperBound).toBeLessThanOrEqual(0.2);
    }
    expect(found).toBeGreaterThan(80);
    expect(broken / 120).toBeLessThan(0.08);
  });

  it("says how many tasks would be needed, or that none would do", () => {
    const few = chooseRiskThreshold(simulate(60, createRandom(2)), options());
    expect(few).toMatchObject({ kind: "refused", leastAccepted: 29 });
    expect(few.kind === "refused" && few.tasksNeeded).toBeGreaterThan(60);
    const bad = simulate(100, createRandom(3)).map((pick) => ({ ...pick, passed: false }));
    expect(chooseRiskThreshold(bad, options())).toMatchObject({ tasksNeeded: null });
  });

  it("refuses nothing gracefully, and values that make no sense loudly", () => {
    expect(chooseRiskThreshold([], options())).toMatchObject({ kind: "refused", tasks: 0 });
    expect(() => chooseRiskThreshold([], { ...options(), alpha: 0 })).toThrow(RangeError);
    expect(() => chooseRiskThreshold([], { ...options(), delta: 1 })).toThrow(RangeError);
  });
});

describe("independentSample", () => {
  it("takes one a family", () => {
    const picks = simulate(60, createRandom(1)).map((pick, i) => ({
      ...pick,
      family: `f${i % 20}`,
    }));
    const sample = independentSample(picks, createRandom(2));
    expect(sample).toHaveLength(20);
    expect(new Set(sample.map(({ family }) => family)).size).toBe(20);
  });

  it("thins what stands for fewer tasks", () => {
    const picks = simulate(1200, createRandom(1)).map((pick, i) => ({
      ...pick,
      weight: i < 1000 ? 1 : 5,
    }));
    const sample = independentSample(picks, createRandom(2));
    expect(sample.filter(({ weight }) => weight === 5)).toHaveLength(200);
    const light = sample.filter(({ weight }) => weight === 1).length;
    expect(Math.abs(light - 200)).toBeLessThan(40);
  });
});
