import { describe, expect, it } from "@jest/globals";
import { LIVE_STYLES } from "../../../../src/contracts/answer-style.ts";
import { conditionsOf } from "../../../../src/learn/calibrate/conditions.ts";
import type { PoolLine } from "../../../../src/learn/collect/pool.ts";
import { hashPrompt, hashPrompts } from "../../../../src/learn/prompt-hash.ts";
import { promptsFingerprint } from "../../../../src/sample/fingerprint.ts";
import { generatorPrompt, livePrompts } from "../../../../src/sample/prompt.ts";
import { createLearnTask } from "../../../support/learn-parts.ts";

const TASKS = ["a", "b"].map((name) => createLearnTask({ id: `seeded/${name}/1` }));
const { task: TASK, context: CONTEXT } = createLearnTask();
const LIVE = hashPrompts(livePrompts(TASK, CONTEXT));
const AT_ONCE = hashPrompt(generatorPrompt(TASK, CONTEXT, "code").segments);

function line(overrides: Partial<PoolLine> = {}): PoolLine {
  const own = { id: 1, code: "x", tokens: 1, finish: "stop" as const, meanLogprob: null };
  return {
    ...{ task: "seeded/a/1", problem: "seeded/a", language: "python", domain: "repository" },
    ...{ generator: "small", generatorSha256: "b".repeat(64), promptSha256: LIVE },
    sampling: { ...SAMPLING, style: "mixed" },
    candidates: [
      { ...own, certainty: null, passed: false },
      { ...own, id: 2, certainty: null, greedy: true },
    ],
    ...overrides,
  };
}

const SAMPLING = { temperature: 0.8, topP: 0.95, topK: 40, n: 10, seed: 1, maxTokens: 320 };

describe("conditionsOf", () => {
  it("are what runs must have in common with the pool", () => {
    const pool = [line(), line({ task: "seeded/b/1", language: "javascript" })];
    expect(conditionsOf(pool, TASKS)).toEqual({
      generators: [{ model: "small", sha256: "b".repeat(64) }],
      languages: ["javascript", "python"],
      ...{ candidates: 10, temperature: 0.8, promptsSha256: promptsFingerprint(LIVE_STYLES) },
    });
  });

  const [labelled] = line().candidates;
  it.each<[string, PoolLine[], string]>([
    ["nothing", [], "of one generator"],
    ["functions", [line({ domain: "function" })], "only pools of the domain repository"],
    ["what was asked otherwise", [line({ promptSha256: AT_ONCE })], "collect it again"],
    ["tasks that are not given", [line({ task: "seeded/c/1" })], "in none of --tasks"],
    ["an unknown generator", [line({ generatorSha256: null })], "not known by hash"],
    ["two generators", [line(), line({ generatorSha256: "c".repeat(64) })], "of one generator"],
    [
      "two temperatures",
      [line(), line({ sampling: { ...SAMPLING, style: "mixed", temperature: 1 } })],
      "one temperature",
    ],
    [
      "what people did",
      [line({ candidates: labelled ? [labelled, { ...labelled, id: 3, passed: undefined }] : [] })],
      "without a label",
    ],
  ])("refuse %s", (_, pool, why) => {
    expect(() => conditionsOf(pool, TASKS)).toThrow(RangeError);
    expect(() => conditionsOf(pool, TASKS)).toThrow(why);
  });
});
