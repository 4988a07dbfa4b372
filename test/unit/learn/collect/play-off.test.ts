import { describe, expect, it } from "@jest/globals";
import { createScriptedEngine } from "../../../../src/engine/scripted/engine.ts";
import { contenders, playOff, playOffPoints } from "../../../../src/learn/collect/play-off.ts";
import type { ScoredLine } from "../../../../src/learn/scored.ts";
import { plainText } from "../../../../src/prompt/chatml.ts";
import { createLearnTask } from "../../../support/learn-parts.ts";

function scoredLine(candidates: readonly [code: string, score: number | null][]): ScoredLine {
  return {
    ...{ task: "t/1", problem: "t/1", language: "python", domain: "function", generator: "g" },
    ...{ generatorSha256: null, promptSha256: "0".repeat(64), judge: "j" },
    sampling: { temperature: 0.8, topP: 0.95, topK: 40, n: 4, seed: 1, maxTokens: 20 },
    candidates: candidates.map(([code, score], i) => ({
      ...{ id: i + 1, code, tokens: 1, finish: "stop" as const, meanLogprob: null },
      certainty: null,
      ...(score === null ? { greedy: true as const } : { score }),
    })),
  };
}

const LINE = scoredLine([
  ["worst", 0],
  ["best", 3],
  ["best", 3],
  ["middle", 2],
  ["fourth", 1],
  ["greedy", null],
]);

describe("contenders", () => {
  it("are the best different ones, the first of equal code, no greedy answer", () => {
    expect(contenders(LINE, 3)).toEqual([
      { id: 2, code: "best" },
      { id: 4, code: "middle" },
      { id: 5, code: "fourth" },
    ]);
  });
});

describe("playOff", () => {
  it("shows every pair in both orders and writes down what it cost", async () => {
    const engine = createScriptedEngine({
      margins: (prompt) => (prompt.indexOf("middle") < prompt.indexOf("best") ? 1 : -0.5),
    });
    const request = { task: createLearnTask(), scored: LINE, count: 2 };
    const line = await playOff(request, engine, new AbortController().signal);
    const [asked] = engine.requests.score;
    expect(asked?.labels).toEqual(["A", "B"]);
    expect(
      asked?.candidates.map((candidate) => plainText(candidate).match(/best|middle/g)),
    ).toEqual([
      ["best", "middle"],
      ["middle", "best"],
    ]);
    expect(line.matches).toEqual([
      { first: 2, second: 4, margin: -0.5 },
      { first: 4, second: 2, margin: 1 },
    ]);
    expect(line.cost.tokens).toBe(engine.usage().evaluatedTokens);
    expect([...playOffPoints(line)]).toEqual([
      [2, -0.75],
      [4, 0.75],
    ]);
  });

  it("cannot tell one alone from others", async () => {
    const engine = createScriptedEngine({});
    const request = { task: createLearnTask(), scored: LINE, count: 1 };
    const { matches } = await playOff(request, engine, new AbortController().signal);
    expect(matches).toEqual([]);
  });
});
