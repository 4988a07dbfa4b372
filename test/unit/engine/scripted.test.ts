import { describe, expect, it } from "@jest/globals";

import { StoppedError } from "../../../src/contracts/errors.ts";
import { createScriptedEngine } from "../../../src/engine/scripted/engine.ts";

const text = (value: string) => [{ text: value, trusted: false }];
const generate = {
  prompts: [{ segments: text("prompt"), n: 3 }],
  maxTokens: 10,
  sampling: { temperature: 1, topP: 1, topK: 0, seed: 1 },
};
const score = {
  prefix: text("p"),
  candidates: [text("a"), text("b")],
  labels: ["Yes", "No"] as const,
};

describe("createScriptedEngine", () => {
  it("says the answers in turn and remembers the request", async () => {
    const engine = createScriptedEngine({ answers: ["x", "y"] });
    const [samples = []] = await engine.generate(generate);
    expect(samples.map((sample) => sample.text)).toEqual(["x", "y", "x"]);
    expect(engine.requests.generate).toEqual([generate]);
    expect(engine.usage().generatedTokens).toBe(3);
  });

  it("gives the margins of a list or a function", async () => {
    const byText = createScriptedEngine({ margins: (candidate) => (candidate === "b" ? 2 : -1) });
    expect((await byText.score(score)).map(({ margin }) => margin)).toEqual([-1, 2]);
    const byList = createScriptedEngine({ margins: [3, 4] });
    expect((await byList.score(score)).map(({ margin }) => margin)).toEqual([3, 4]);
    expect(byList.requests.score).toEqual([score]);
  });

  it("stops when told to", async () => {
    const engine = createScriptedEngine({});
    const signal = AbortSignal.abort();
    await expect(engine.generate({ ...generate, signal })).rejects.toBeInstanceOf(StoppedError);
    await expect(engine.score({ ...score, signal })).rejects.toBeInstanceOf(StoppedError);
  });
});
