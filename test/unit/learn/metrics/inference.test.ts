import { describe, expect, it } from "@jest/globals";
import { withinTaskAuc } from "../../../../src/learn/metrics/auc.ts";
import {
  bootstrapFigures,
  percentiles,
  resampleStatistics,
} from "../../../../src/learn/metrics/bootstrap.ts";
import { compareJudges, compareShared } from "../../../../src/learn/metrics/compare.ts";
import { groupByTask } from "../../../../src/learn/metrics/scored-task.ts";
import { gapClosed, randomPass } from "../../../../src/learn/metrics/selection.ts";
import { mcnemarExact } from "../../../../src/learn/metrics/significance.ts";
import { createRandom, type Random } from "../../../../src/learn/random.ts";
import type { Scored } from "../../../../src/learn/types.ts";
import { createScored, createTask } from "../create-scored.ts";

/** Tasks of five candidates with scores that know the outcome as well as `strength` says. */
function simulate(count: number, strength: number, random: Random, perFamily = 1): Scored[] {
  return Array.from({ length: count }, (_, t) =>
    Array.from({ length: 5 }, (_unused, id) => {
      const passed = random() < 0.4;
      const score = strength * Number(passed) + random();
      const family = `f${Math.floor(t / perFamily)}`;
      return createScored({ task: `t${t}`, family, id, passed, score });
    }),
  ).flat();
}

describe("bootstrap", () => {
  it("gives the standard error of a mean", () => {
    const random = createRandom(1);
    const rows = Array.from({ length: 400 }, (_, i) =>
      createScored({ task: `t${i}`, passed: random() < 0.3 }),
    );
    const tasks = groupByTask(rows);
    const { rate } = bootstrapFigures(tasks, { rate: randomPass(tasks) }, { random });
    const p = rate.value ?? 0;
    const half = 1.96 * Math.sqrt((p * (1 - p)) / 400);
    expect(rate.low).toBeGreaterThan(p - 1.15 * half);
    expect(rate.low).toBeLessThan(p - 0.85 * half);
    expect(rate.high).toBeGreaterThan(p + 0.85 * half);
    expect(rate.high).toBeLessThan(p + 1.15 * half);
  });

  it("resamples families whole: copies of a task in its family add no certainty", () => {
    const rows = simulate(60, 0.3, createRandom(2));
    const copies = rows.flatMap((row) =>
      [0, 1, 2].map((copy) => ({ ...row, task: `${row.task}/${copy}` })),
    );
    const [once, thrice] = [groupByTask(rows), groupByTask(copies)];
    const random = () => createRandom(3);
    const a = bootstrapFigures(once, { auc: withinTaskAuc(once) }, { random: random() });
    const b = bootstrapFigures(thrice, { auc: withinTaskAuc(thrice) }, { random: random() });
    expect(b.auc.low).toBeCloseTo(a.auc.low ?? 0, 10);
    expect(b.auc.high).toBeCloseTo(a.auc.high ?? 0, 10);
  });

  it("moves the interval of a distance by its bias, and cuts it at 0", () => {
    const random = createRandom(7);
    const rows = Array.from({ length: 100 }, (_, i) =>
      createScored({ task: `t${i}`, passed: random() < 0.5 }),
    );
    const tasks = groupByTask(rows);
    const rate = randomPass(tasks);
    // The distance from a half is small, that of resamples larger on average.
    const distance = (weights: Float64Array) => Math.abs(rate(weights) - rate(sample) - 0.001);
    const sample = Float64Array.from(tasks, () => 1);
    const make = (distances: "distance"[]) =>
      bootstrapFigures(tasks, { distance }, { random: createRandom(8), distances }).distance;
    const [plain, moved] = [make([]), make(["distance"])];
    expect(plain.value).toBeCloseTo(0.001, 12);
    expect(plain.low).toBeGreaterThan(0);
    expect(moved.low).toBe(0);
    expect(moved.high).toBeLessThan((plain.high ?? 0) - 0.02);
    expect(moved.high).toBeGreaterThan(0.001);
  });

  it("is the same for the same seed", () => {
    const tasks = groupByTask(simulate(20, 0.5, createRandom(4)));
    const draw = () =>
      resampleStatistics(tasks, [gapClosed(tasks)], { random: createRandom(5), resamples: 50 });
    expect(draw()).toEqual(draw());
  });

  it("gives no interval for one family, nor for what most resamples leave undefined", () => {
    const one = groupByTask(createTask("a", "10", [1, 0]));
    const options = { random: createRandom(6), resamples: 100 };
    expect(bootstrapFigures(one, { auc: withinTaskAuc(one) }, options).auc).toEqual({
      value: 1,
      low: null,
      high: null,
    });
    const rare = groupByTask([
      ...createTask("a", "10", [1, 0]),
      ...["b", "c", "d"].flatMap((task) => createTask(task, "11", [1, 0])),
    ]);
    const { auc } = bootstrapFigures(rare, { auc: withinTaskAuc(rare) }, options);
    expect(auc).toEqual({ value: 1, low: null, high: null });
    expect(percentiles(Float64Array.of(Number.NaN, 1))).toBeUndefined();
  });
});

describe("significance", () => {
  // mcnemar([[0, b], [c, 0]], exact=True).pvalue (statsmodels)
  it.each([
    [3, 9, 0.14599609375],
    [0, 6, 0.03125],
    [5, 5, 1],
    [40, 22, 0.030015864349067285],
    [0, 0, 1],
  ])("McNemar's test of %d and %d", (first, second, p) => {
    expect(mcnemarExact(first, second)).toBeCloseTo(p, 10);
  });
});

describe("compareJudges", () => {
  const random = createRandom(8);
  const good = simulate(150, 1, random, 2);
  const poor = good.map((row) => ({ ...row, score: random() }));

  it("finds a judge better than chance", () => {
    const result = compareJudges(good, poor, { random: createRandom(9) });
    expect(result).toMatchObject({ tasks: 150, families: 75 });
    expect(result.withinTaskAuc.low).toBeGreaterThan(0.2);
    expect(result.gapClosed.pValue).toBeLessThan(0.01);
    expect(result.mcnemar.onlyFirst).toBeGreaterThan(result.mcnemar.onlySecond);
    expect(result.mcnemar.pValue).toBeLessThan(0.01);
  });

  it("finds no difference of a judge to itself", () => {
    const result = compareJudges(good, [...good].reverse(), { random: createRandom(9) });
    expect(result.withinTaskAuc).toMatchObject({ value: 0, low: 0, high: 0, pValue: 1 });
    expect(result.mcnemar).toEqual({ onlyFirst: 0, onlySecond: 0, pValue: 1 });
  });

  it("compares on the tasks that both scored", () => {
    const some = poor.slice(50);
    const options = { random: createRandom(9) };
    expect(compareShared(good, some, options)).toEqual(
      compareJudges(good.slice(50), some, { random: createRandom(9) }),
    );
    const others = poor.map((row) => ({ ...row, generator: "other" }));
    expect(() => compareShared(good, others, options)).toThrow("no task in common");
  });

  it.each([
    ["fewer tasks", good.slice(5)],
    ["other outcomes", good.map((row, i) => (i === 0 ? { ...row, passed: !row.passed } : row))],
    ["other tasks", good.map((row) => ({ ...row, generator: "other" }))],
  ])("refuses %s", (_, other) => {
    expect(() => compareJudges(good, other, { random })).toThrow(RangeError);
  });
});
