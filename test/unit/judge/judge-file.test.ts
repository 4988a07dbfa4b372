import { describe, expect, it } from "@jest/globals";
import type { EngineInfo } from "../../../src/contracts/engine.ts";
import { UserError } from "../../../src/contracts/errors.ts";
import { createScriptedEngine } from "../../../src/engine/scripted/engine.ts";
import { decide, rankCandidates } from "../../../src/judge/decide.ts";
import { promptFingerprint } from "../../../src/judge/fingerprint.ts";
import { judgeCandidates } from "../../../src/judge/judge.ts";
import { assertFits, canServe, parseJudgeFile } from "../../../src/judge/judge-file.ts";
import { createCandidate, createContext, createTask } from "../../support/run-parts.ts";

/** Trained judges in `judges/` hang on it: whoever changes the prompt trains them again. */
const PINNED = "8d288f76cdda5ed94983b98f5d56ccc046a140d3bcd47e65413685ef65f716c8";

const SHA = "a".repeat(64);
const floats = (...values: number[]) =>
  Buffer.from(Float32Array.from(values).buffer).toString("base64");

/** Ranks by −margin + 0.1 · votes, so that it turns the margins' order round. */
function stored(overrides: Record<string, unknown> = {}): string {
  return JSON.stringify({
    ...{ version: 1, name: "upside-down", meaning: "log-odds of a test", view: "as-answer" },
    ...{ base: { model: "tiny", sha256: SHA }, promptSha256: promptFingerprint() },
    ...{ pools: [], generators: ["tiny"], metrics: {} },
    head: {
      ...{ kind: "linear", hiddenSize: 0, intercept: 0.5 },
      blocks: [
        { feature: "margin", centred: false },
        { feature: "votes", centred: false },
      ],
      ...{ weights: floats(-1, 0.1), fill: floats(0, 1) },
    },
    calibrations: {},
    ...overrides,
  });
}

const INFO = { model: "tiny", modelSha256: SHA } as EngineInfo;

describe("a judge's file", () => {
  it("is read, with its numbers", () => {
    const { head } = parseJudgeFile(stored(), "x.json");
    expect([...head.weights]).toEqual([-1, expect.closeTo(0.1, 6)]);
  });

  it.each([
    ["no JSON", "{", "x.json is not JSON"],
    ["a missing part", "{}", "x.json: version"],
    ["another version", stored({ version: 2 }), "x.json: version"],
    ["a wrong hash", stored({ promptSha256: "abc" }), "x.json: promptSha256"],
  ])("with %s is refused by name", (_what, text, message) => {
    expect(() => parseJudgeFile(text, "x.json")).toThrow(message);
    expect(() => parseJudgeFile(text, "x.json")).toThrow(UserError);
  });

  it("fits the model and the prompt that it was trained with, and no other", () => {
    expect(() => assertFits(parseJudgeFile(stored(), "x"), INFO)).not.toThrow();
    const other = { ...INFO, model: "big", modelSha256: "b".repeat(64) };
    expect(() => assertFits(parseJudgeFile(stored(), "x"), other)).toThrow("the engine has big");
    const server = { ...INFO, modelSha256: null };
    expect(() => assertFits(parseJudgeFile(stored(), "x"), server)).toThrow("unknown");
    const reworded = parseJudgeFile(stored({ promptSha256: "c".repeat(64) }), "x");
    expect(() => assertFits(reworded, INFO)).toThrow("another prompt");
  });

  it("serves engines that can give what its head reads", () => {
    const judge = parseJudgeFile(stored(), "x");
    const reads = { ...judge.head, blocks: [{ feature: "readLogprob" as const, centred: true }] };
    const abilities = { hidden: false, reading: false, sharedPrefill: "none" as const };
    const rest = { exactLabels: true, followUp: false, adapter: null };
    const lacking = { ...judge, head: { ...reads, hiddenSize: 0 } };
    const hungry = { ...judge, head: { ...judge.head, hiddenSize: 3 } };
    expect(canServe(lacking, { ...abilities, ...rest })).toBe(false);
    expect(canServe(lacking, { ...abilities, ...rest, reading: true })).toBe(true);
    expect(canServe(hungry, { ...abilities, ...rest })).toBe(false);
    expect(canServe(hungry, { ...abilities, ...rest, hidden: true })).toBe(true);
  });

  it("changes when the prompt's wording does: pinned, so that nobody changes it by accident", () => {
    expect(promptFingerprint()).toBe(PINNED);
  });
});

describe("a run with a trained judge", () => {
  const contexts = [createContext()];
  const candidates = [
    createCandidate({ id: 1, code: "first", votes: 1 }),
    createCandidate({ id: 2, code: "second", votes: 3 }),
  ];
  const engine = createScriptedEngine({ margins: [2, 1], info: { modelSha256: SHA } });

  it("ranks by the head's score and keeps the margin beside it", async () => {
    const judge = parseJudgeFile(stored(), "x");
    const judged = await judgeCandidates({
      task: createTask(),
      contexts,
      candidates,
      engine,
      judge,
    });
    const ranking = rankCandidates(judged);
    expect(ranking.map(({ candidate, margin }) => [candidate, margin])).toEqual([
      [2, 1],
      [1, 2],
    ]);
    expect(ranking[0]?.score).toBeCloseTo(0.5 - 1 + 0.3, 5);
    const verdict = decide(ranking, candidates, judge);
    expect(verdict).toMatchObject({
      judge: { name: "upside-down" },
      calibration: "uncalibrated",
      probability: null,
      decision: { kind: "open", candidate: 2 },
    });
  });

  it("gives no probability from a calibration on single functions", async () => {
    const judge = parseJudgeFile(stored({ calibrations: { function: calibration(0.9) } }), "x");
    const judged = await judgeCandidates({
      task: createTask(),
      contexts,
      candidates,
      engine,
      judge,
    });
    expect(decide(rankCandidates(judged), candidates, judge).probability).toBeNull();
  });

  it("abstains below the threshold of a calibration on repositories", async () => {
    const judge = parseJudgeFile(stored({ calibrations: { repository: calibration(0.9) } }), "x");
    const judged = await judgeCandidates({
      task: createTask(),
      contexts,
      candidates,
      engine,
      judge,
    });
    const verdict = decide(rankCandidates(judged), candidates, judge);
    expect(verdict.probability).toBeCloseTo(1 / (1 + Math.exp(-(0.5 - 1 + 0.3))), 5);
    expect(verdict.decision).toEqual({
      kind: "abstain",
      reason: "the best candidate is right with probability 0.45, below the 0.90 that is asked for",
    });
    const bold = parseJudgeFile(stored({ calibrations: { repository: calibration(0.4) } }), "x");
    expect(decide(rankCandidates(judged), candidates, bold).decision.kind).toBe("open");
  });
});

function calibration(threshold: number) {
  const picked = { coefficients: [1, 0, 0], intercept: 0 };
  const candidate = { coefficients: [1], intercept: 0 };
  return {
    candidate,
    picked,
    tasks: 100,
    threshold: { alpha: 0.1, delta: 0.1, probability: threshold },
  };
}
