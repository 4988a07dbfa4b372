import { describe, expect, it } from "@jest/globals";
import { createScriptedEngine } from "../../../../src/engine/scripted/engine.ts";
import { collectTasks, shuffledTasks, taskSeed } from "../../../../src/learn/collect/collect.ts";
import { judgeStates } from "../../../../src/learn/collect/judge-states.ts";
import { joinLabels } from "../../../../src/learn/collect/labels.ts";
import { packStates, readStates } from "../../../../src/learn/collect/packed-states.ts";
import { PoolLine } from "../../../../src/learn/collect/pool.ts";
import { taskWeight } from "../../../../src/learn/collect/select.ts";
import {
  decodeHidden,
  encodeHidden,
  type StatesLine,
} from "../../../../src/learn/collect/states.ts";
import { plainText } from "../../../../src/prompt/chatml.ts";
import { createLearnTask } from "../../../support/learn-parts.ts";

const SETTINGS = {
  ...{ n: 3, seed: 1, temperature: 0.8, topP: 0.95, topK: 40 },
  ...{ maxTokens: 50, maxLanes: 8, own: true, style: "code" as const },
};
const { signal } = new AbortController();

async function collect(answers: readonly string[]) {
  const engine = createScriptedEngine({ answers });
  const [collected] = await collectTasks([createLearnTask()], engine, SETTINGS, signal);
  if (collected === undefined) throw new Error("nothing collected");
  return { engine, pool: collected.pool, states: collected.states };
}

describe("collectTasks", () => {
  it("writes n candidates and a greedy one, and where they came from", async () => {
    const { pool, states, engine } = await collect(["a = 1", "b = 2"]);
    expect(pool.candidates.map(({ id, code, greedy }) => [id, code, greedy])).toEqual([
      [1, "a = 1\n", undefined],
      [2, "b = 2\n", undefined],
      [3, "a = 1\n", undefined],
      [4, "b = 2\n", true],
    ]);
    expect(PoolLine.safeParse(pool).success).toBe(true);
    expect(pool.sampling.seed).toBe(taskSeed(1, pool.task));
    expect(states).toBeNull();
    expect(engine.requests.generate[0]?.followUp).toBeUndefined();
  });

  it("asks for repositories as a live run does, half explained and half at once", async () => {
    const engine = createScriptedEngine({ answers: ["a = 1"] });
    const { style: _, ...settings } = SETTINGS;
    const task = createLearnTask({ domain: "repository" });
    const [collected] = await collectTasks([task], engine, settings, signal);
    const { prompts = [] } = engine.requests.generate[0] ?? {};
    expect(prompts.map(({ n, greedy }) => [n, greedy])).toEqual([
      [2, true],
      [1, false],
    ]);
    const seed = taskSeed(1, task.id);
    expect(prompts.map((own) => own.seed)).toEqual([seed, seed + 2]);
    const { sampling, candidates = [] } = collected?.pool ?? {};
    expect(sampling?.style).toBe("mixed");
    expect(candidates.map(({ id, style, greedy }) => [id, style, greedy])).toEqual([
      [1, "explained", undefined],
      [2, "explained", undefined],
      [3, "continued", undefined],
      [4, "explained", true],
    ]);
  });

  it("gives a function's task whole code where the prompt began it", async () => {
    const settings = { ...SETTINGS, style: "continued" as const };
    const engine = createScriptedEngine({ answers: ["    return a + b\n\n"] });
    const [line] = await collectTasks([createLearnTask()], engine, settings, signal);
    const whole = "def add(a, b):\n    return a + b\n";
    expect(line?.pool.candidates[0]?.code).toBe(whole);
    const task = createLearnTask({ domain: "repository" });
    const [raw] = await collectTasks([task], engine, settings, signal);
    expect(raw?.pool.candidates[0]?.code).toBe("    return a + b\n\n");
  });

  it("asks for the greedy answer alone where no samples are wanted", async () => {
    const engine = createScriptedEngine({ answers: ["a = 1"] });
    const [collected] = await collectTasks(
      [createLearnTask()],
      engine,
      { ...SETTINGS, n: 0 },
      signal,
    );
    expect(collected?.pool.candidates.map(({ id, greedy }) => [id, greedy])).toEqual([[1, true]]);
  });

  it("draws from a seed that depends on the task alone", () => {
    expect(taskSeed(1, "a")).not.toBe(taskSeed(1, "b"));
    expect(taskSeed(1, "a")).not.toBe(taskSeed(2, "a"));
    expect(taskSeed(1, "a")).toBe(taskSeed(1, "a"));
  });

  it("takes tasks in one order, however they come", () => {
    const tasks = ["x/1", "x/2", "x/3", "x/4"].map((id) => createLearnTask({ id }));
    const ids = (list: typeof tasks) => shuffledTasks(list).map(({ id }) => id);
    expect(ids([...tasks].reverse())).toEqual(ids(tasks));
  });
});

describe("judgeStates", () => {
  it("reads equal code once and gives each sampled candidate its score, no greedy one", async () => {
    const { pool } = await collect(["good", "bad", "good"]);
    const margins = (text: string) => (text.includes("good") ? 2 : -1);
    const engine = createScriptedEngine({ margins });
    const line = await judgeStates(
      { task: createLearnTask(), pool, view: "as-answer" },
      engine,
      signal,
    );
    expect(engine.requests.score[0]?.candidates).toHaveLength(2);
    expect(line.scores.map(({ id, margin }) => [id, margin])).toEqual([
      [1, 2],
      [2, -1],
      [3, 2],
    ]);
  });

  it("asks once for all where the view does not show the candidate", async () => {
    const { pool } = await collect(["good", "bad"]);
    const engine = createScriptedEngine({ margins: [0.5] });
    const task = createLearnTask();
    const line = await judgeStates({ task, pool, view: "prompt-only" }, engine, signal);
    expect(engine.requests.score[0]?.candidates).toHaveLength(1);
    expect(line.scores.map(({ margin }) => margin)).toEqual([0.5, 0.5, 0.5]);
  });
});

describe("the view of a reviewer", () => {
  it("shows each change by itself and reads how likely the issue is, not the code", async () => {
    const { pool } = await collect(["good", "bad", "good"]);
    const margins = (candidate: string) => candidate.length;
    const engine = createScriptedEngine({ margins });
    const task = createLearnTask();
    const line = await judgeStates({ task, pool, view: "reviewer" }, engine, signal);
    const asked = engine.requests.score;
    expect(asked.map(({ candidates }) => candidates.length)).toEqual([1, 1]);
    expect(asked.map(({ prefix }) => /good|bad/.exec(plainText(prefix))?.[0])).toEqual([
      "good",
      "bad",
    ]);
    const read = asked[0]?.candidates[0]?.filter(({ trusted }) => !trusted).map(({ text }) => text);
    expect(read).toEqual([`${task.task.title}\n\n${task.task.body.trim()}`]);
    expect(line.scores).toHaveLength(3);
    expect(line.cost?.tokens).toBe(engine.usage().evaluatedTokens);
  });
});

describe("the view without the issue", () => {
  it("shows the code and each candidate, and not a word of what was reported", async () => {
    const { pool } = await collect(["good", "bad"]);
    const engine = createScriptedEngine({ margins: (text) => text.length });
    const told = createLearnTask();
    const discussion = [{ author: "someone", body: "a comment" }];
    const task = { ...told, task: { ...told.task, discussion } };
    await judgeStates({ task, pool, view: "no-issue" }, engine, signal);
    const [asked] = engine.requests.score;
    const text = plainText(asked?.prefix ?? []);
    expect(text).toContain(task.context.target.text);
    for (const hidden of [task.task.title, task.task.body.trim(), "a comment"]) {
      expect(hidden).not.toBe("");
      expect(text).not.toContain(hidden);
    }
    expect(asked?.candidates.map((own) => plainText(own).slice(0, 4))).toEqual(["good", "bad\n"]);
  });
});

describe("taskWeight", () => {
  async function weightOf(passed: readonly boolean[], task = "t") {
    const { pool } = await collect(["a", "b", "c"]);
    const candidates = pool.candidates.map((own, i) => ({ ...own, passed: passed[i] ?? true }));
    return taskWeight({ ...pool, task, candidates });
  }

  it("judges every task with right and wrong candidates, the greedy one not counted", async () => {
    expect(await weightOf([true, false, true])).toBe(1);
    expect(await weightOf([true, true, true, false], "one outcome 7")).not.toBe(1);
  });

  it("judges about a fifth of the others, each for five", async () => {
    const weights = await Promise.all(
      Array.from({ length: 200 }, (_, i) => weightOf([false, false, false, false], `task ${i}`)),
    );
    const judged = weights.filter((weight) => weight !== null);
    expect(new Set(judged)).toEqual(new Set([5]));
    expect(judged.length).toBeGreaterThan(20);
    expect(judged.length).toBeLessThan(60);
  });
});

describe("taskWeight in repositories", () => {
  it("judges every task, once", async () => {
    const { pool } = await collect(["a", "b", "c"]);
    const candidates = pool.candidates.map((own) => ({ ...own, passed: false }));
    const weights = Array.from({ length: 20 }, (_, i) =>
      taskWeight({ ...pool, task: `task ${i}`, domain: "repository", candidates }),
    );
    expect(new Set(weights)).toEqual(new Set([1]));
  });
});

describe("labels", () => {
  it("join the candidates of their own task and generator", async () => {
    const { pool } = await collect(["a", "b", "c"]);
    const labels = [
      {
        task: pool.task,
        generator: pool.generator,
        labels: [{ id: 2, passed: true, reason: "passed" }],
      },
      { task: pool.task, generator: "other", labels: [{ id: 1, passed: true, reason: "passed" }] },
    ];
    const [joined] = joinLabels([pool], labels);
    expect(joined?.candidates.map(({ passed }) => passed)).toEqual([
      undefined,
      true,
      undefined,
      undefined,
    ]);
  });
});

describe("hidden states in files", () => {
  const values = Array.from({ length: 7 }, (_, i) => Math.sin(i) * 10 ** (i - 3));

  it("keep eight bits of mantissa", () => {
    const decoded = decodeHidden(encodeHidden(values));
    for (const [i, value] of values.entries()) {
      expect(Math.abs((decoded[i] ?? 0) - value)).toBeLessThanOrEqual(Math.abs(value) / 256);
    }
  });

  it("come out of the packed form within a fifth of a standard deviation", () => {
    const lines = Array.from({ length: 40 }, (_, t): StatesLine => {
      const hidden = values.map((_, j) => j + Math.cos(t * (j + 1)));
      const scores = [{ id: 1, margin: t, labelMass: 1, hidden: encodeHidden(hidden) }];
      const names = { generator: "g", model: "m", modelSha256: null };
      return { task: `t${t}`, ...names, view: "own", promptSha256: "0", scores };
    });
    const { header, lines: packed } = packStates(lines);
    const back = readStates([header, ...packed]);
    expect(readStates(lines)).toEqual(lines);
    for (const [t, line] of back.entries()) {
      const decoded = decodeHidden(line.scores[0]?.hidden ?? "");
      const original = decodeHidden(lines[t]?.scores[0]?.hidden ?? "");
      // Half a step of 0.4 deviations; a cosine deviates by 0.71. bfloat16 rounds once more.
      for (const [j, value] of original.entries()) {
        expect(Math.abs(value - (decoded[j] ?? 0))).toBeLessThan(0.5 * 0.4 * 0.75 + 0.03);
      }
    }
  });
});
