import { fc, test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import { brierScore, brierSkill } from "../../../../src/learn/metrics/brier.ts";
import {
  calibrationError,
  calibrationLine,
  reliabilityBins,
} from "../../../../src/learn/metrics/calibration-error.ts";
import { observeCandidates, observePicks } from "../../../../src/learn/metrics/observations.ts";
import {
  areaUnderRiskCoverage,
  riskCoverageCurve,
  thinCurve,
} from "../../../../src/learn/metrics/risk-coverage.ts";
import { groupByTask } from "../../../../src/learn/metrics/scored-task.ts";
import { evaluateStatistic, sampleWeights } from "../../../../src/learn/metrics/statistic.ts";
import { createRandom } from "../../../../src/learn/random.ts";
import type { Scored } from "../../../../src/learn/types.ts";
import { createRows, createTask } from "../create-scored.ts";

const SCORES = [0.1, 0.4, 0.35, 0.8, 0.4, 0.9, 0.2, 0.7];
const OUTCOMES = [0, 0, 1, 1, 1, 1, 0, 0];
const WEIGHTS = [1, 1, 1, 5, 5, 1, 1, 5];

function observe(rows: readonly Scored[]) {
  const tasks = groupByTask(rows);
  const observations = observeCandidates(tasks, ({ probability }) => probability);
  return { tasks, observations, weights: sampleWeights(tasks) };
}

describe("Brier score", () => {
  // brier_score_loss(y, score[, sample_weight=w])
  it.each([
    [[], 0.1915625],
    [WEIGHTS, 0.254625],
  ])("agrees with scikit-learn, weights %j", (weights, value) => {
    const tasks = groupByTask(createRows(SCORES, OUTCOMES, weights));
    expect(evaluateStatistic(brierScore(tasks), tasks)).toBeCloseTo(value, 12);
  });

  it("has no skill where the base rate is forecast, and none defined without variation", () => {
    const same = groupByTask(createRows([0.25, 0.25, 0.25, 0.25], [1, 0, 0, 0]));
    expect(evaluateStatistic(brierSkill(same), same)).toBeCloseTo(0, 12);
    const all = groupByTask(createRows([0.5, 0.5], [1, 1]));
    expect(evaluateStatistic(brierSkill(all), all)).toBeNaN();
  });

  it("leaves out candidates without a probability", () => {
    const rows = createRows([0.5, 0.9], [1, 1]).map((row, i) =>
      i === 0 ? { ...row, probability: undefined } : row,
    );
    const tasks = groupByTask(rows);
    expect(evaluateStatistic(brierScore(tasks), tasks)).toBeCloseTo(0.01, 12);
  });
});

describe("calibration error", () => {
  const probabilities = [0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9];
  const outcomes = [0, 1, 0, 0, 1, 1, 0, 1];

  // mu = |o[b].mean() - p[b].mean()|; s = sqrt(o(1 - o)/n)
  // plug-in Σ n/8·mu; debiased Σ n/8·(2·mu - foldnorm.mean(mu/s, scale=s))
  it("agrees with scipy's folded normal", () => {
    const { tasks, observations } = observe(createRows(probabilities, outcomes));
    const { plugIn, debiased } = calibrationError(observations, 4);
    expect(evaluateStatistic(plugIn, tasks)).toBeCloseTo(0.35, 12);
    expect(evaluateStatistic(debiased, tasks)).toBeCloseTo(0.3199754335271345, 6);
  });

  it("is never negative", () => {
    const { tasks, observations } = observe(createRows(probabilities, outcomes));
    expect(evaluateStatistic(calibrationError(observations, 2).debiased, tasks)).toBe(0);
  });

  it("of perfect forecasters is less than the plug-in value says", () => {
    const random = createRandom(5);
    const mean = { plugIn: 0, debiased: 0 };
    for (let repeat = 0; repeat < 40; repeat += 1) {
      const p = Array.from({ length: 300 }, random);
      const outcomes = p.map((own) => Number(random() < own));
      const { tasks, observations } = observe(createRows(p, outcomes));
      const { plugIn, debiased } = calibrationError(observations, 10);
      mean.plugIn += evaluateStatistic(plugIn, tasks) / 40;
      mean.debiased += evaluateStatistic(debiased, tasks) / 40;
    }
    // By theory each bin is off by √(2/π)·√(r(1 − r)/30), on average 0.06 or so.
    expect(mean.plugIn).toBeGreaterThan(0.04);
    expect(mean.debiased).toBeLessThan(0.65 * mean.plugIn);
  });

  it("puts equal probabilities into one bin, and counts weights", () => {
    const { observations, weights } = observe(
      createRows([0.2, 0.2, 0.2, 0.8], [0, 1, 0, 1], [1, 1, 2, 4]),
    );
    expect(reliabilityBins(observations, weights, 4)).toEqual([
      { mass: 4, meanProbability: 0.2, passRate: 0.25, effectiveSize: 16 / 6 },
      { mass: 4, meanProbability: 0.8, passRate: 1, effectiveSize: 1 },
    ]);
  });

  // LogisticRegression(C=np.inf, tol=1e-12, max_iter=10000).fit(logit(score), y[, sample_weight=w])
  it.each([
    [[], 0.9655942023845354, 0.0999686850433516],
    [WEIGHTS, 0.43700948317898236, 0.2771374398108175],
  ])("line agrees with scikit-learn, weights %j", (weights, slope, intercept) => {
    const { tasks, observations } = observe(createRows(SCORES, OUTCOMES, weights));
    const line = calibrationLine(observations);
    expect(evaluateStatistic(line.slope, tasks)).toBeCloseTo(slope, 6);
    expect(evaluateStatistic(line.intercept, tasks)).toBeCloseTo(intercept, 6);
  });

  it("line is undefined for separable data", () => {
    const { tasks, observations } = observe(createRows([0.1, 0.2, 0.8], [0, 0, 1]));
    expect(evaluateStatistic(calibrationLine(observations).slope, tasks)).toBeNaN();
  });
});

describe("risk and coverage", () => {
  it("by hand", () => {
    const { tasks, observations, weights } = observe(
      createRows([0.9, 0.8, 0.8, 0.1], [1, 0, 1, 0]),
    );
    expect(riskCoverageCurve(observations, weights)).toEqual([
      { threshold: 0.9, coverage: 0.25, risk: 0 },
      { threshold: 0.8, coverage: 0.75, risk: 1 / 3 },
      { threshold: 0.1, coverage: 1, risk: 0.5 },
    ]);
    // Risks after one, two, three, four: 0, ½·½, 1/3, 1/2, the tie at its expected value.
    const area = evaluateStatistic(areaUnderRiskCoverage(observations), tasks);
    expect(area).toBeCloseTo((0 + 0.25 + 1 / 3 + 0.5) / 4, 12);
  });

  it("of picks has one observation a task, ties at the top shared", () => {
    const rows = [
      ...createTask("a", "10", [2, 1]).map((row) => ({ ...row, probability: 0.7 })),
      ...createTask("b", "10", [2, 2]).map((row, i) => ({
        ...row,
        probability: i === 0 ? 0.4 : 0.2,
      })),
      ...createTask("c", "1", [1]),
    ];
    const { value, outcome, task } = observePicks(groupByTask(rows));
    expect([...value].map((p) => p.toFixed(6))).toEqual(["0.300000", "0.700000"]);
    expect([...outcome]).toEqual([0.5, 1]);
    expect([...task]).toEqual([1, 0]);
  });

  it("is thinned to tenths", () => {
    const points = Array.from({ length: 100 }, (_, i) => ({
      threshold: 1 - i / 100,
      coverage: (i + 1) / 100,
      risk: 0,
    }));
    expect(thinCurve(points).map(({ coverage }) => coverage)).toEqual([
      0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1,
    ]);
  });

  const outcomeLists = fc.array(fc.constantFrom(0, 1), { minLength: 1 });
  test.prop([outcomeLists])("area without any order is the share of failures", (outcomes) => {
    const { tasks, observations } = observe(
      createRows(
        outcomes.map(() => 0.5),
        outcomes,
      ),
    );
    const area = evaluateStatistic(areaUnderRiskCoverage(observations), tasks);
    const failed = outcomes.filter((passed) => passed === 0).length;
    expect(area).toBeCloseTo(failed / outcomes.length, 10);
  });
});
