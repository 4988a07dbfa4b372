import { fc, test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import { UserError } from "../../../src/contracts/errors.ts";
import { createScriptedEngine } from "../../../src/engine/scripted/engine.ts";
import { fitPrompts, sampleAnswers, spread } from "../../../src/sample/sample.ts";
import {
  createContext,
  createRegion,
  createSettings,
  createTask,
} from "../../support/run-parts.ts";

function createRequest(overrides: Partial<Parameters<typeof fitPrompts>[0]> = {}) {
  return {
    task: createTask(),
    contexts: [createContext()],
    engine: createScriptedEngine({ answers: ["x"] }),
    settings: createSettings({ candidates: 4 }),
    ...overrides,
  };
}

describe("spread", () => {
  it.each([
    [10, 1, [10]],
    [10, 3, [4, 3, 3]],
    [2, 3, [1, 1]],
  ])("%i over %i is %j", (total, parts, expected) => {
    expect(spread(total, parts)).toEqual(expected);
  });

  test.prop([fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 8 })])(
    "loses nothing and is even",
    (total, parts) => {
      const shares = spread(total, parts);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total);
      expect(Math.max(...shares) - Math.min(...shares)).toBeLessThanOrEqual(1);
      expect(shares).toEqual([...shares].sort((a, b) => b - a));
      expect(shares.length).toBe(Math.min(total, parts));
    },
  );
});

describe("fitPrompts", () => {
  const reading = ["first", "second", "third"].map((name) =>
    createRegion({ path: `${name}.py`, name, text: `${name}\n`.repeat(100).trimEnd() }),
  );

  function fitted(contextLength: number, body = "wrong") {
    const engine = createScriptedEngine({ info: { contextLength } });
    const contexts = [createContext({ reading })];
    return fitPrompts(createRequest({ engine, contexts, task: createTask({ body }) }));
  }

  it("keeps all code to read where there is room", async () => {
    const [prompt] = await fitted(8192);
    expect(prompt?.context.reading).toEqual(reading);
  });

  it("drops code to read from the end until the prompt fits", async () => {
    const [prompt] = await fitted(1100);
    const kept = prompt?.context.reading.length ?? 0;
    expect(prompt?.context.reading).toEqual(reading.slice(0, kept));
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(3);
    expect(prompt?.tokens).toBeLessThanOrEqual(1100 - 512);
  });

  it("drops all of it before it gives up", async () => {
    const [prompt] = await fitted(800);
    expect(prompt?.context.reading).toEqual([]);
  });

  it("says what to do where the issue alone is too long, and cuts nothing", async () => {
    const tooLong = fitted(2048, "log line\n".repeat(2000));
    await expect(tooLong).rejects.toThrow(UserError);
    await expect(fitted(2048, "log line\n".repeat(2000))).rejects.toThrow(/Shorten the issue/);
  });

  it("blames the length of the answer where that leaves no room", async () => {
    await expect(fitted(512)).rejects.toThrow("--max-tokens");
  });
});

describe("sampleAnswers", () => {
  async function sample(overrides: Partial<Parameters<typeof fitPrompts>[0]>) {
    const engine = createScriptedEngine({ answers: (prompt, i) => `${prompt.length} ${i}` });
    const request = createRequest({ engine, ...overrides });
    const prompts = await fitPrompts(request);
    return { answers: await sampleAnswers(request, prompts), sent: engine.requests.generate };
  }
  const second = createContext({ id: 2, target: createRegion({ path: "b.py" }) });

  it("asks for half explained and half continued, in the order of the contexts, in one call", async () => {
    const { answers, sent } = await sample({
      contexts: [createContext(), second],
      settings: createSettings({ candidates: 5 }),
    });
    expect(answers.map(({ context }) => context.id)).toEqual([1, 1, 1, 2, 2]);
    expect(answers.map(({ prompt }) => prompt.style)).toEqual([
      ...["explained", "explained", "continued"],
      ...["explained", "continued"],
    ]);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.maxLanes).toBe(5);
    expect(sent[0]?.sampling).toEqual({ temperature: 0.8, topP: 0.95, topK: 40, seed: 1 });
  });

  it("fits and tells of no prompt that nobody will be asked", async () => {
    const settings = createSettings({ candidates: 3 });
    const engine = createScriptedEngine({});
    const contexts = [createContext(), second];
    const prompts = await fitPrompts(createRequest({ engine, contexts, settings }));
    expect(prompts.map(({ context, prompt }) => [context.id, prompt.style])).toEqual([
      [1, "explained"],
      [1, "continued"],
      [2, "explained"],
    ]);
  });

  it("draws no more than asked for where there are more contexts", async () => {
    const { answers } = await sample({
      contexts: [createContext(), second],
      settings: createSettings({ candidates: 1 }),
    });
    expect(answers.map(({ context }) => context.id)).toEqual([1]);
  });

  it("never stops an answer at another context's fence", async () => {
    const text = "def doc():\n    '''\n    ```\n    '''";
    const fencedCode = createContext({ id: 2, target: createRegion({ text }) });
    const { answers, sent } = await sample({
      contexts: [createContext(), fencedCode, { ...second, id: 3, format: "search-replace" }],
      settings: createSettings({ candidates: 4 }),
    });
    expect(sent[0]?.prompts.map(({ n, stop }) => [n, stop])).toEqual([
      [1, ["\n```\n"]],
      [1, ["\n```"]],
      [1, ["\n````"]],
      [1, []],
    ]);
    expect(answers.map(({ context }) => context.id)).toEqual([1, 1, 2, 3]);
  });

  it("gives a short region a short limit, and a new file the whole one", async () => {
    const settings = createSettings({ candidates: 1, maxAnswerTokens: 1000 });
    const short = await sample({ settings });
    const target = createRegion({ text: "", endLine: 0 });
    const made = await sample({
      settings,
      contexts: [createContext({ format: "new-file", target })],
    });
    expect(short.sent[0]?.prompts[0]?.maxTokens).toBeLessThan(300);
    expect(made.sent[0]?.prompts[0]?.maxTokens).toBe(1000);
  });
});
