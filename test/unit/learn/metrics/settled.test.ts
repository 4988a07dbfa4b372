import { describe, expect, it } from "@jest/globals";
import type { PoolLine } from "../../../../src/learn/collect/pool.ts";
import { type SettledTask, settledOf } from "../../../../src/learn/metrics/settled.ts";
import { summarise } from "../../../../src/learn/metrics/summarise.ts";
import { readScored, type ScoredLine } from "../../../../src/learn/scored.ts";
import { createTask } from "../create-scored.ts";

function settled(task: string, passed: boolean, more: Partial<SettledTask> = {}): SettledTask {
  const names = { task, family: task, language: "python", generator: "small" };
  return { ...names, domain: "function", weight: 1, passed, readable: true, ...more };
}

function poolLine(outcomes: string, more: Partial<PoolLine["candidates"][number]> = {}): PoolLine {
  return {
    ...{ task: "t", problem: "p", language: "python", domain: "repository", generator: "small" },
    ...{ generatorSha256: null, promptSha256: "0" },
    sampling: { temperature: 0.8, topP: 0.95, topK: 40, n: 2, seed: 1, maxTokens: 9 },
    candidates: [...outcomes].map((outcome, i) => ({
      ...{ id: i + 1, code: `c${i}`, tokens: 1, finish: "stop", meanLogprob: -1, certainty: null },
      ...(outcome === "?" ? {} : { passed: outcome === "1" }),
      ...more,
    })),
  };
}

describe("settledOf", () => {
  it("tells the outcome of candidates that are alike, and nothing of others", () => {
    expect(settledOf(poolLine("11"), "f")).toMatchObject({ passed: true, readable: true });
    expect(settledOf(poolLine("00"), "f")).toMatchObject({ passed: false, family: "f" });
    expect(settledOf(poolLine("10"), "f")).toBeNull();
    expect(settledOf(poolLine("1?"), "f")).toBeNull();
  });

  it("counts a task whose answers were all refused as failed, with nothing to read", () => {
    const refused = poolLine("00", { refused: "unchanged" });
    expect(settledOf(refused, "f")).toMatchObject({ passed: false, readable: false });
  });
});

describe("summarise with settled tasks", () => {
  // Read: a mixed task, one of four that all solve, one of two that nobody solves.
  const probability = 0.8;
  const rows = [
    ...createTask("mixed", "10", [2, 1], { probability }),
    ...createTask("easy1", "11", [2, 1], { probability, weight: 3 }),
    ...createTask("hard1", "00", [2, 1], { probability, weight: 3 }),
  ];
  const all = [
    ...["easy1", "easy2", "easy3", "easy4"].map((task) => settled(task, true)),
    ...["hard1", "hard2"].map((task) => settled(task, false)),
  ];

  it("takes pass rates over every labelled task", () => {
    const { ranking, weightedTasks, tasks } = summarise(rows, {
      ...{ seed: 1, resamples: 50, settled: all },
      greedy: [{ task: "easy2", generator: "small", passed: false }],
    });
    expect([tasks, weightedTasks]).toEqual([3, 7]);
    expect(ranking.randomPass.value).toBeCloseTo(4.5 / 7, 12);
    expect(ranking.pickedPass.value).toBeCloseTo(5 / 7, 12);
    expect(ranking.oraclePass.value).toBeCloseTo(5 / 7, 12);
    expect(ranking.greedyPass.value).toBe(0);
    expect(ranking.gapClosed.value).toBe(1);
    const drawn = summarise(rows, { seed: 1, resamples: 50 }).ranking;
    expect(drawn.randomPass.value).toBeCloseTo(3.5 / 7, 12);
    expect(drawn.gapClosed.value).toBe(1);
  });

  it("lets those that were read stand for as many as there are of their kind", () => {
    const { probability: figures } = summarise(rows, { seed: 1, resamples: 50, settled: all });
    // Of 14 candidates 9 pass, and each was given 0.8.
    expect(figures?.brierScore.value).toBeCloseTo((9 * 0.04 + 5 * 0.64) / 14, 12);
    const refused = [...all, settled("hard3", false, { readable: false })];
    const same = summarise(rows, { seed: 1, resamples: 50, settled: refused });
    expect(same.probability?.brierScore.value).toBe(figures?.brierScore.value);
    expect(same.ranking.pickedPass.value).toBeCloseTo(5 / 8, 12);
  });

  it("counts within each group by itself", () => {
    const { groups } = summarise(
      [...rows, ...createTask("other", "10", [1, 2], { probability, language: "java" })],
      { seed: 1, resamples: 50, settled: [...all, settled("j", true, { language: "java" })] },
    );
    expect(groups.language["java"]?.ranking.pickedPass.value).toBe(0.5);
    expect(groups.language["python"]?.ranking.pickedPass.value).toBeCloseTo(5 / 7, 12);
  });
});

describe("readScored", () => {
  const line = (task: string, outcomes: string, scores: readonly number[]): ScoredLine => {
    const own = poolLine(outcomes);
    const candidates = own.candidates.map((candidate, i) => {
      const score = scores[i];
      return score === undefined ? candidate : { ...candidate, score };
    });
    return { ...own, task, judge: "j", weight: 5, candidates };
  };

  it("finds settled tasks where the file holds those that nobody read", () => {
    const lines = [line("a", "10", [2, 1]), line("b", "11", [2, 1]), line("c", "00", [])];
    const { scored, settled: found } = readScored(lines);
    expect(scored.map(({ task }) => task)).toEqual(["a", "a", "b", "b"]);
    expect(found.map(({ task, passed }) => [task, passed])).toEqual([
      ["b", true],
      ["c", false],
    ]);
  });

  it("leaves the weights to speak where it holds none, also beside a file that does", () => {
    const drawn = readScored([line("a", "10", [2, 1]), line("b", "11", [2, 1])]);
    expect(drawn.settled).toMatchObject([{ task: "b", weight: 5 }]);
    const whole = readScored([line("c", "10", [2, 1]), line("d", "00", [])]);
    const { weightedTasks, ranking } = summarise([...drawn.scored, ...whole.scored], {
      ...{ seed: 1, resamples: 10, settled: [...drawn.settled, ...whole.settled] },
    });
    // The mixed "a" says 5 for itself; the mixed "c" too: only settled tasks are weighed anew.
    expect(weightedTasks).toBe(5 + 5 + 5 + 1);
    expect(ranking.pickedPass.value).toBeCloseTo(15 / 16, 12);
  });

  it("keeps tasks of which a label is missing as they are", () => {
    const rows = [...createTask("a", "10", [2, 1]), ...createTask("part", "1", [1])];
    const { weightedTasks } = summarise(rows, { seed: 1, resamples: 10, settled: [] });
    expect(weightedTasks).toBe(2);
    const both = summarise(rows, { seed: 1, resamples: 10, settled: [settled("b", false)] });
    expect(both.weightedTasks).toBe(3);
    expect(both.ranking.pickedPass.value).toBeCloseTo(2 / 3, 12);
  });
});
