import { describe, expect, it } from "@jest/globals";
import type { Candidate } from "../../../../src/contracts/candidate.ts";
import { PoolLine } from "../../../../src/learn/collect/pool.ts";
import { type HarvestRun, harvestRun } from "../../../../src/learn/harvest/harvest.ts";
import { harvestReport } from "../../../../src/learn/harvest/report.ts";
import { importTasks } from "../../../../src/learn/tasks/import-tasks.ts";
import { diffsOf, requestOf, resultOf } from "../../../support/records.ts";
import {
  createCandidate,
  createContext,
  createFailed,
  createRegion,
  createTask,
} from "../../../support/run-parts.ts";

const discussion = [
  { author: "alice", body: "still so" },
  { author: "bob", body: "yes" },
  { author: "alice", body: "thanks" },
];
const request = requestOf(1, 12, { task: createTask({ discussion }) });
const result = resultOf(request, {
  contexts: [createContext(), createContext({ id: 2, target: createRegion({ language: "go" }) })],
  candidates: [
    createCandidate({ votes: 2 }),
    createCandidate({ id: 2, sameAs: 1, code: "def add(a, b):\n    return a + b  ", votes: 2 }),
    createFailed({ id: 3 }),
    createCandidate({ id: 4, refusals: [{ code: "syntax", detail: "line 1" }] }),
    createCandidate({ id: 5, context: 2, diff: "another\n", tree: "5".repeat(40) }),
  ],
});

function harvest(overrides: Partial<HarvestRun> = {}) {
  const outcome = { kind: "merged" as const, editedLines: 0 };
  return harvestRun({
    ...{ id: request.id, issue: "7-12", result, diffs: diffsOf(result) },
    pulls: [{ candidate: 1, picked: false, outcome }],
    ...overrides,
  });
}

describe("harvestRun", () => {
  it("makes a line a context, with what the judge read and the labels", () => {
    const { pool } = harvest();
    expect(pool.map((line) => PoolLine.parse(line))).toEqual(pool);
    expect(pool.map(({ problem, language }) => [problem, language])).toEqual([
      ["harvested/7-12", "python"],
      ["harvested/7-12", "go"],
    ]);
    expect(pool[0]).toMatchObject({ domain: "repository", sampling: { n: 4, seed: 1 } });
    const [first, second] = pool;
    expect(first?.candidates.map(({ id, passed }) => [id, passed])).toEqual([
      [1, true],
      [2, true],
    ]);
    // A vote stands with the code that it is a vote for.
    expect(first?.candidates[1]?.code).toBe(first?.candidates[0]?.code);
    expect(second?.candidates.map(({ id, passed }) => [id, passed])).toEqual([[5, undefined]]);
  });

  it("says how each run's generator was asked, so that a calibration is of one way", () => {
    const asked = (styles: readonly Candidate["style"][]) => {
      const candidates = result.candidates.map((own, i) => {
        const style = styles[i % styles.length];
        return { ...own, ...(style === undefined ? {} : { style }) };
      });
      return harvest({ result: { ...result, candidates } }).pool[0];
    };
    const older = asked([undefined]);
    const mixed = asked(["explained", "continued"]);
    expect([older, asked(["code"]), mixed].map((line) => line?.sampling.style)).toEqual([
      "explained",
      "code",
      "mixed",
    ]);
    expect(mixed?.candidates.map(({ style }) => style)).toEqual(["explained", "continued"]);
    expect(older?.promptSha256).toBe(asked(["explained"])?.promptSha256);
    expect(older?.promptSha256).not.toBe(mixed?.promptSha256);
  });

  it("makes tasks that the other commands read, without people's names", () => {
    const { pool, tasks } = harvest();
    const text = tasks.map((task) => JSON.stringify(task)).join("\n");
    expect(importTasks(text, "tasks")).toEqual(tasks);
    expect(tasks.map(({ id }) => id)).toEqual(pool.map(({ task }) => task));
    expect(tasks[0]?.task.discussion.map(({ author }) => author)).toEqual([
      "person 1",
      "person 2",
      "person 1",
    ]);
    expect(text).not.toMatch(/alice|bob/);
  });

  it("leaves out a context that nothing came of", () => {
    const failed = { ...result, candidates: [createFailed()] };
    expect(harvest({ result: failed })).toMatchObject({ pool: [], tasks: [] });
  });
});

describe("harvestReport", () => {
  it("counts, and says that it is little", () => {
    const report = harvestReport([harvest(), harvest({ pulls: [] })], {
      damaged: 2,
      withoutResult: 1,
    });
    expect(report.join("\n")).toMatch(/ 1 {2}merged as it was\n/);
    expect(report).toContain("     2  damaged records");
    expect(report).toContain("4 tasks; candidates: 2 right, 0 wrong, 4 unknown");
    expect(report).toContain("1 tasks of 1 issues have a label, 0 have both labels");
    expect(report.at(-1)).toMatch(/^n is small: below 200/);
  });
});
