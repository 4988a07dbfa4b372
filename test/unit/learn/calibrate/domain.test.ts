import { describe, expect, it } from "@jest/globals";
import { candidateProbability, pickedProbability } from "../../../../src/judge/head.ts";
import { calibrateDomain } from "../../../../src/learn/calibrate/domain.ts";
import { summarise } from "../../../../src/learn/metrics/summarise.ts";
import { sigmoid } from "../../../../src/learn/numeric.ts";
import { createRandom } from "../../../../src/learn/random.ts";
import type { Scored } from "../../../../src/learn/types.ts";
import { createScored } from "../create-scored.ts";

const PLAN = { seed: 1, risk: { alpha: 0.2, delta: 0.1 } };

/** Scores that are twice too sure and one too high: right with probability σ((score − 1) / 2). */
function createRows(tasks: number, seed = 5): Scored[] {
  const random = createRandom(seed);
  return Array.from({ length: tasks }, (_, t) =>
    Array.from({ length: 6 }, (__, i) => {
      const score = 8 * random() - 4;
      const passed = random() < sigmoid((score - 1) / 2);
      const task = `t${t}`;
      return createScored({ task, family: task, id: i + 1, score, passed, domain: "repository" });
    }),
  ).flat();
}

describe("calibrateDomain", () => {
  it("finds the probability behind a score", () => {
    const { calibration, scored } = calibrateDomain(createRows(400), PLAN);
    for (const score of [-3, 0, 3]) {
      const wanted = sigmoid((score - 1) / 2);
      expect(Math.abs(candidateProbability(calibration, score) - wanted)).toBeLessThan(0.06);
    }
    expect(calibration.tasks).toBe(400);
    const { probability } = summarise(scored, { seed: 1, resamples: 20 });
    expect(probability?.calibrationSlope.value).toBeGreaterThan(0.8);
    expect(probability?.calibrationSlope.value).toBeLessThan(1.2);
    const picked = [-1, 1, 3].map((best) => pickedProbability(calibration, [best, best - 1, -2]));
    expect(picked).toEqual([...picked].sort((a, b) => a - b));
  });

  it("leaves the ranking as it was", () => {
    const rows = createRows(60);
    const { scored } = calibrateDomain(rows, PLAN);
    expect(scored.map(({ score }) => score).sort()).toEqual(rows.map(({ score }) => score).sort());
  });

  it("refuses where the tasks are too few, or nearly all picks alike", () => {
    expect(() => calibrateDomain(createRows(39), PLAN)).toThrow(/39 tasks.*needs 40 tasks/);
    const wrong = createRows(60).map((row) => ({ ...row, passed: row.task === "t1" }));
    expect(() => calibrateDomain(wrong, PLAN)).toThrow(/60 tasks, of which the pick is right in 1/);
  });
});
