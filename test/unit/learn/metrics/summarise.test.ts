import { describe, expect, it } from "@jest/globals";
import { summarise } from "../../../../src/learn/metrics/summarise.ts";
import { Summary } from "../../../../src/learn/metrics/summary.ts";
import { createRandom } from "../../../../src/learn/random.ts";
import type { Scored } from "../../../../src/learn/types.ts";
import { createScored, createTask } from "../create-scored.ts";
import { randomNormal } from "../random-normal.ts";

function simulate(count: number): Scored[] {
  const random = createRandom(1);
  return Array.from({ length: count }, (_, t) => {
    const ease = randomNormal(random);
    const language = ["python", "java"][t % 2] ?? "";
    return Array.from({ length: 10 }, (_unused, id) => {
      const score = ease + randomNormal(random);
      const probability = 1 / (1 + Math.exp(-score));
      const passed = random() < probability;
      return createScored({ task: `t${t}`, language, id, passed, score, probability });
    });
  }).flat();
}

describe("summarise", () => {
  const scored = simulate(60);
  const summary = summarise(scored, { seed: 1, resamples: 200 });

  it("is what its schema says, also through JSON", () => {
    expect(Summary.parse(JSON.parse(JSON.stringify(summary)))).toEqual(summary);
  });

  it("counts, and knows its settings", () => {
    expect(summary).toMatchObject({
      tasks: 60,
      weightedTasks: 60,
      families: 60,
      candidates: 600,
      verdict: { by: "probability", threshold: 0.5 },
      bootstrap: { resamples: 200, level: 0.95, seed: 1 },
    });
    expect(Object.keys(summary.groups.language)).toEqual(["python", "java"]);
    expect(summary.groups.language["java"]?.tasks).toBe(30);
    expect(Object.keys(summary.groups.domain)).toEqual(["function"]);
  });

  it("has figures that agree with each other", () => {
    const { ranking, probability, sizes } = summary;
    const [random, picked, oracle] = [
      ranking.randomPass,
      ranking.pickedPass,
      ranking.oraclePass,
    ].map(({ value }) => value ?? Number.NaN);
    expect(ranking.gapClosed.value).toBeCloseTo(
      ((picked ?? 0) - (random ?? 0)) / ((oracle ?? 0) - (random ?? 0)),
      10,
    );
    expect(sizes.map(({ n }) => n)).toEqual([1, 2, 5, 10]);
    expect(sizes[0]?.picked.value).toBeCloseTo(random ?? 0, 10);
    expect(sizes[0]?.gapClosed.value).toBeNull();
    expect(sizes[3]?.picked.value).toBeCloseTo(picked ?? 0, 10);
    expect(sizes[3]?.gapClosed.low).toBeCloseTo(ranking.gapClosed.low ?? 0, 10);
    expect(ranking.greedyPass).toEqual({ value: null, low: null, high: null });
    expect(probability?.calibrationSlope.low).toBeLessThan(1);
    expect(probability?.calibrationSlope.high).toBeGreaterThan(1);
    expect(ranking.withinTaskAuc.low).toBeLessThan(ranking.withinTaskAuc.value ?? 0);
  });

  it("is the same for the same seed", () => {
    expect(summarise(scored, { seed: 1, resamples: 200 })).toEqual(summary);
  });

  it("does without probabilities", () => {
    const bare = scored.map(({ probability: _, ...row }) => row);
    const result = summarise(bare, { seed: 1, resamples: 50 });
    expect(result).toMatchObject({ probability: null, curves: null });
    expect(result.verdict).toEqual({ by: "score", threshold: 0 });
  });

  it("takes a judge's own verdicts where all candidates have one", () => {
    const right = scored.map((row) => ({ ...row, verdict: row.passed }));
    const result = summarise(right, { seed: 1, resamples: 50 });
    expect(result.verdict).toEqual({ by: "own" });
    expect(result.ranking.verdictKappa.value).toBe(1);
    const [first, ...others] = right;
    const some = [{ ...first, verdict: undefined } as Scored, ...others];
    expect(summarise(some, { seed: 1, resamples: 50 }).verdict).toMatchObject({ threshold: 0.5 });
  });

  it("weighs tasks", () => {
    const rows = [
      ...createTask("a", "10", [1, 0]),
      ...createTask("b", "00", [1, 0], { weight: 5 }),
    ];
    const { ranking, weightedTasks } = summarise(rows, { seed: 1, resamples: 10 });
    expect(weightedTasks).toBe(6);
    expect(ranking.pickedPass.value).toBeCloseTo(1 / 6, 12);
  });

  it("refuses nothing", () => {
    expect(() => summarise([], { seed: 1 })).toThrow(RangeError);
  });
});
