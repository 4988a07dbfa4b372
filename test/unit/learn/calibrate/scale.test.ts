import { fc, test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import { crossFitPicked, crossFitScale } from "../../../../src/learn/calibrate/cross-fit.ts";
import { applyPicked, fitPicked, pickedFeatures } from "../../../../src/learn/calibrate/picked.ts";
import { applyScale, fitPlatt } from "../../../../src/learn/calibrate/scale.ts";
import { groupByTask } from "../../../../src/learn/metrics/scored-task.ts";
import { createRandom } from "../../../../src/learn/random.ts";
import type { Scored } from "../../../../src/learn/types.ts";
import { createScored, createTask } from "../create-scored.ts";
import { randomNormal } from "../random-normal.ts";

const SCORES = [2.1, -0.4, 0.3, 1.5, -1.2, 0.9, -0.2, 0.1, 3.0, -2.0];
const OUTCOMES = [1, 0, 0, 1, 0, 0, 1, 0, 1, 0];
const WEIGHTS = [1, 1, 5, 5, 1, 1, 1, 5, 1, 1];

describe("fitPlatt", () => {
  // -sklearn.calibration._sigmoid_calibration(f, y[, sample_weight=w])
  it.each([
    [undefined, 0.8279224237666558, -0.8047194279073774],
    [WEIGHTS, 1.938389894847478, -1.8748268719029018],
  ])("agrees with scikit-learn, weights %j", (weights, slope, intercept) => {
    const fitted = fitPlatt({ scores: SCORES, passed: OUTCOMES, weights });
    expect(fitted.slope).toBeCloseTo(slope, 4);
    expect(fitted.intercept).toBeCloseTo(intercept, 4);
  });

  it("stays finite where a threshold separates right from wrong", () => {
    const { slope } = fitPlatt({ scores: [-1, -2, 1, 2], passed: [0, 0, 1, 1] });
    expect(slope).toBeGreaterThan(0.5);
    expect(slope).toBeLessThan(10);
  });
});

describe("a calibrator", () => {
  it("never reverses a ranking", () => {
    const reversed = SCORES.map((score) => -score);
    const fitted = fitPlatt({ scores: reversed, passed: OUTCOMES });
    expect(fitted.slope).toBeGreaterThan(0);
    expect(applyScale(fitted, 3)).toBeCloseTo(applyScale(fitted, -3), 4);
  });

  const lists = fc.array(fc.tuple(fc.float({ min: -8, max: 8, noNaN: true }), fc.boolean()), {
    minLength: 2,
  });
  test.prop([lists])("always gives probabilities", (list) => {
    const data = { scores: list.map(([x]) => x), passed: list.map(([, y]) => Number(y)) };
    const p = applyScale(fitPlatt(data), 1);
    expect(p).toBeGreaterThanOrEqual(0);
    expect(p).toBeLessThanOrEqual(1);
  });
});

/** Tasks of five; scores are log-odds times `stretch`, plus what the task's difficulty adds. */
function simulate(count: number, stretch: number, seed: number): Scored[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, t) => {
    const ease = 1.5 * randomNormal(random);
    return Array.from({ length: 5 }, (_unused, id) => {
      const logOdds = ease + randomNormal(random);
      const passed = random() < 1 / (1 + Math.exp(-logOdds));
      return createScored({ task: `t${t}`, id, passed, score: logOdds * stretch });
    });
  }).flat();
}

describe("crossFitScale", () => {
  it("undoes a stretch, without a task's own outcome", () => {
    const options = { folds: 5, random: createRandom(2) };
    const { scored, calibrator } = crossFitScale(simulate(400, 4, 1), options);
    expect(calibrator.slope).toBeCloseTo(0.25, 1);
    expect(scored).toHaveLength(2000);
    const far = scored.filter(({ score, probability = 0 }) => {
      return Math.abs(probability - 1 / (1 + Math.exp(-score / 4))) > 0.05;
    });
    expect(far).toEqual([]);
  });
});

describe("picked", () => {
  it("reads score, margin and mean", () => {
    const [first] = groupByTask(createTask("a", "010", [1, 4, 2.5]));
    expect(first && pickedFeatures(first)).toEqual([4, 1.5, 2.5]);
    const [alone] = groupByTask(createTask("a", "1", [3]));
    expect(alone && pickedFeatures(alone)).toEqual([3, 0, 3]);
  });

  it("is nearer to how often picks pass than the candidates' own probability", () => {
    const tasks = groupByTask(simulate(600, 1, 3));
    const calibrator = fitPicked(tasks);
    const mean = tasks.reduce((sum, task) => sum + applyPicked(calibrator, task), 0) / tasks.length;
    const { picks } = crossFitPicked(simulate(600, 1, 3), { folds: 5, random: createRandom(4) });
    const rate = picks.filter(({ passed }) => passed).length / picks.length;
    expect(picks).toHaveLength(600);
    expect(mean).toBeCloseTo(rate, 2);
    const brier = picks.reduce((sum, p) => sum + (p.probability - Number(p.passed)) ** 2, 0) / 600;
    expect(brier).toBeLessThan(rate * (1 - rate));
  });
});
