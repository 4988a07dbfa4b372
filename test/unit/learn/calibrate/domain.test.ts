import { describe, expect, it } from "@jest/globals";
import {
  candidateProbability,
  pickedInputs,
  pickedProbability,
} from "../../../../src/judge/head.ts";
import { calibrateRepositories } from "../../../../src/learn/calibrate/domain.ts";
import { applyPicked, fitPicked, pickedFeatures } from "../../../../src/learn/calibrate/picked.ts";
import { groupByTask } from "../../../../src/learn/metrics/scored-task.ts";
import { summarise } from "../../../../src/learn/metrics/summarise.ts";
import { sigmoid } from "../../../../src/learn/numeric.ts";
import { createRandom } from "../../../../src/learn/random.ts";
import type { Scored } from "../../../../src/learn/types.ts";
import { createScored } from "../create-scored.ts";

/** Scores that are twice too sure and one too high: right with probability σ((score − 1) / 2). */
function createRows(tasks: number, { seed = 5, perPackage = 1 } = {}): Scored[] {
  const random = createRandom(seed);
  return Array.from({ length: tasks }, (_, t) =>
    Array.from({ length: 6 }, (__, i) => {
      const score = 8 * random() - 4;
      const passed = random() < sigmoid((score - 1) / 2);
      const [task, family] = [`t${t}`, `p${Math.floor(t / perPackage)}`];
      return createScored({ task, family, id: i + 1, score, passed, domain: "repository" });
    }),
  ).flat();
}

describe("calibrateRepositories", () => {
  it("finds the probability behind a score", () => {
    const { calibration, scored } = calibrateRepositories(createRows(400), 1);
    for (const score of [-3, 0, 3]) {
      const wanted = sigmoid((score - 1) / 2);
      expect(Math.abs(candidateProbability(calibration, score) - wanted)).toBeLessThan(0.06);
    }
    expect(calibration).toMatchObject({ tasks: 400, packages: 400, threshold: null });
    const { probability } = summarise(scored, { seed: 1, resamples: 20 });
    expect(probability?.calibrationSlope.value).toBeGreaterThan(0.8);
    expect(probability?.calibrationSlope.value).toBeLessThan(1.2);
    const picked = [1, 2, 3].map((best) => pickedProbability(calibration, [best, best - 1, -2]));
    expect(picked).toEqual([...picked].sort((a, b) => a - b));
  });

  it("gives each pick a probability of other packages, which is worth something", () => {
    const { picks } = calibrateRepositories(createRows(400, { perPackage: 2 }), 1);
    expect(picks).toHaveLength(400);
    const { probability, ranking } = summarise(picks, { seed: 1, resamples: 20 });
    expect(probability?.brierSkill.value).toBeGreaterThan(0);
    const mean = picks.reduce((sum, row) => sum + (row.probability ?? 0), 0) / picks.length;
    expect(Math.abs(mean - (ranking.pickedPass.value ?? 0))).toBeLessThan(0.05);
  });

  it("knows of a task what a live run knows, whose candidates are all different", () => {
    const rows = createRows(60).flatMap((row) => {
      const own = { ...row, code: `${row.task} ${row.id}` };
      // The best is written four times.
      const copies = row.id === 1 ? [11, 12, 13].map((id) => ({ ...own, id })) : [];
      return [{ ...own, score: row.id === 1 ? 4 : row.score }, ...copies].map((each) =>
        row.id === 1 ? { ...each, score: 4 } : each,
      );
    });
    const [first] = groupByTask(rows);
    if (first === undefined) throw new Error("no task");
    const live = first.candidates.filter(({ id }) => id < 10).map(({ score }) => score);
    expect(live).toHaveLength(6);
    expect(pickedFeatures(first)).toEqual(pickedInputs(live));
    const { calibration } = calibrateRepositories(rows, 1);
    const calibrator = fitPicked(groupByTask(rows));
    expect(pickedProbability(calibration, live)).toBeCloseTo(applyPicked(calibrator, first), 9);
  });

  it("leaves the ranking as it was", () => {
    const rows = createRows(60);
    const { scored } = calibrateRepositories(rows, 1);
    expect(scored.map(({ score }) => score).sort()).toEqual(rows.map(({ score }) => score).sort());
  });

  it("refuses where tasks or packages are too few, or nearly all picks alike", () => {
    expect(() => calibrateRepositories(createRows(39), 1)).toThrow(/39 tasks.*needs 40 tasks/);
    const near = createRows(60, { perPackage: 4 });
    expect(() => calibrateRepositories(near, 1)).toThrow(/60 tasks of 15 packages/);
    const wrong = createRows(60).map((row) => ({ ...row, passed: row.task === "t1" }));
    expect(() => calibrateRepositories(wrong, 1)).toThrow(/the pick is right in 1:/);
  });
});
