import { describe, expect, it } from "@jest/globals";
import { conditionsOf } from "../../../../src/learn/calibrate/conditions.ts";
import type { PoolLine } from "../../../../src/learn/collect/pool.ts";

function line(overrides: Partial<PoolLine> = {}): PoolLine {
  const own = { id: 1, code: "x", tokens: 1, finish: "stop" as const, meanLogprob: null };
  return {
    ...{ task: "seeded/a/1", problem: "seeded/a", language: "python", domain: "repository" },
    ...{ generator: "small", generatorSha256: "b".repeat(64), promptSha256: "0".repeat(64) },
    sampling: { ...SAMPLING, style: "explained" },
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
    expect(conditionsOf(pool)).toEqual({
      generators: [{ model: "small", sha256: "b".repeat(64) }],
      languages: ["javascript", "python"],
      ...{ candidates: 10, temperature: 0.8 },
    });
  });

  const [labelled] = line().candidates;
  it.each<[string, PoolLine[], string]>([
    ["nothing", [], "of one generator"],
    ["functions", [line({ domain: "function" })], "only pools of the domain repository"],
    ["older pools", [line({ sampling: SAMPLING })], "collect it again"],
    ["other answers", [line({ sampling: { ...SAMPLING, style: "code" } })], "collect it again"],
    ["an unknown generator", [line({ generatorSha256: null })], "not known by hash"],
    ["two generators", [line(), line({ generatorSha256: "c".repeat(64) })], "of one generator"],
    [
      "two temperatures",
      [line(), line({ sampling: { ...SAMPLING, style: "explained", temperature: 1 } })],
      "one temperature",
    ],
    [
      "what people did",
      [line({ candidates: labelled ? [labelled, { ...labelled, id: 3, passed: undefined }] : [] })],
      "without a label",
    ],
  ])("refuse %s", (_, pool, why) => {
    expect(() => conditionsOf(pool)).toThrow(RangeError);
    expect(() => conditionsOf(pool)).toThrow(why);
  });
});
