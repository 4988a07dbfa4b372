import { describe, expect, it } from "@jest/globals";
import type { Candidate } from "../../../src/contracts/candidate.ts";
import type { EngineInfo } from "../../../src/contracts/engine.ts";
import { UserError } from "../../../src/contracts/errors.ts";
import { createScriptedEngine } from "../../../src/engine/scripted/engine.ts";
import type { RunConditions } from "../../../src/judge/belief.ts";
import { decide, rankCandidates } from "../../../src/judge/decide.ts";
import { promptFingerprint } from "../../../src/judge/fingerprint.ts";
import { judgeCandidates } from "../../../src/judge/judge.ts";
import { assertFits, canServe, parseJudgeFile } from "../../../src/judge/judge-file.ts";
import {
  createCandidate,
  createConditions,
  createContext,
  createTask,
} from "../../support/run-parts.ts";

/** Trained judges in `judges/` hang on it: whoever changes the prompt trains them again. */
const PINNED = "8d288f76cdda5ed94983b98f5d56ccc046a140d3bcd47e65413685ef65f716c8";

const SHA = "a".repeat(64);
const RUN = createConditions();
const TARGET = createContext().target;
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
    const verdict = decide(ranking, candidates, { judge, run: RUN });
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
    expect(decide(rankCandidates(judged), candidates, { judge, run: RUN }).probability).toBeNull();
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
    const verdict = decide(rankCandidates(judged), candidates, { judge, run: RUN });
    expect(verdict.probability).toBeCloseTo(1 / (1 + Math.exp(-(0.5 - 1 + 0.3))), 5);
    expect(verdict.basis).toEqual({
      tasks: 100,
      packages: 30,
      languages: ["python", "typescript"],
    });
    expect(verdict.decision).toEqual({
      kind: "abstain",
      reason:
        "the best candidate is right with a probability of about 45 %, below the 90 % that is asked for",
    });
    const bold = parseJudgeFile(stored({ calibrations: { repository: calibration(0.4) } }), "x");
    const { decision } = decide(rankCandidates(judged), candidates, { judge: bold, run: RUN });
    expect(decision.kind).toBe("open");
  });

  it.each<[string, Partial<RunConditions>, string]>([
    ["another generator", { generatorSha256: "c".repeat(64) }, "is for candidates of small"],
    ["one that nobody knows", { generatorSha256: null }, "is for candidates of small"],
    ["two places", { contexts: [...contexts, ...contexts] }, "is for one place to change"],
    [
      "a new file",
      { contexts: [createContext({ format: "new-file" })] },
      "is for changes to one function",
    ],
    [
      "another language",
      { contexts: [createContext({ target: { ...TARGET, language: "go" } })] },
      "is for python, typescript",
    ],
    ["more candidates", { candidates: 20 }, "is for 10 candidates at temperature 0.8"],
    ["another temperature", { temperature: 1 }, "is for 10 candidates at temperature 0.8"],
    ["another question", { promptsSha256: "d".repeat(64) }, "was asked in other words"],
  ])("gives no probability for %s, and says why", async (_what, other, why) => {
    const judge = parseJudgeFile(stored({ calibrations: { repository: calibration(0.9) } }), "x");
    const parts = { task: createTask(), contexts, candidates, engine, judge };
    const ranking = rankCandidates(await judgeCandidates(parts));
    const verdict = decide(ranking, candidates, { judge, run: { ...RUN, ...other } });
    expect(verdict).toMatchObject({ calibration: "uncalibrated", probability: null });
    expect(verdict.noProbability).toContain(why);
    expect(verdict.decision.kind).toBe("open");
  });

  it("takes the generator's likelihood from answers that are code alone", async () => {
    const head = {
      ...{ kind: "linear", hiddenSize: 0, intercept: 0, weights: floats(1), fill: floats(-0.25) },
      blocks: [{ feature: "meanLogprob", centred: false }],
    };
    const judge = parseJudgeFile(stored({ head }), "x");
    const likely = createCandidate({ id: 1, code: "first", meanLogprob: -0.1 });
    const asked = async (style: Candidate["style"]) => {
      const own = [{ ...likely, ...(style === undefined ? {} : { style }) }];
      const parts = { task: createTask(), contexts, candidates: own, engine, judge };
      return (await judgeCandidates(parts)).map(({ merit }) => merit);
    };
    expect(await asked("code")).toEqual([expect.closeTo(-0.1, 6)]);
    expect(await asked("continued")).toEqual([expect.closeTo(-0.1, 6)]);
    expect(await asked("explained")).toEqual([-0.25]);
    expect(await asked(undefined)).toEqual([-0.25]);
  });

  it("takes inputs beyond those of the calibration for the nearest that were seen", async () => {
    const narrow = {
      ...calibration(0),
      inputs: [
        [-9, -1],
        [0, 9],
        [-9, 9],
      ],
    };
    const judge = parseJudgeFile(stored({ calibrations: { repository: narrow } }), "x");
    const parts = { task: createTask(), contexts, candidates, engine, judge };
    const ranking = rankCandidates(await judgeCandidates(parts));
    const { probability } = decide(ranking, candidates, { judge, run: RUN });
    expect(probability).toBeCloseTo(1 / (1 + Math.exp(1)), 5);
  });
});

function calibration(threshold: number) {
  const picked = { coefficients: [1, 0, 0], intercept: 0 };
  const candidate = { coefficients: [1], intercept: 0 };
  return {
    ...{ candidate, picked, tasks: 100, packages: 30 },
    threshold: { alpha: 0.1, delta: 0.1, probability: threshold },
    inputs: [
      [-9, 9],
      [0, 9],
      [-9, 9],
    ],
    holds: {
      generators: [{ model: "small", sha256: "b".repeat(64) }],
      ...{ languages: ["python", "typescript"], candidates: 10, temperature: 0.8 },
      promptsSha256: "c".repeat(64),
    },
  };
}
