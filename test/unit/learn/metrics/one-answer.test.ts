import { describe, expect, it } from "@jest/globals";
import type { PoolLine } from "../../../../src/learn/collect/pool.ts";
import { againstOneAnswer } from "../../../../src/learn/metrics/one-answer.ts";
import { createTask } from "../create-scored.ts";

const OPTIONS = { seed: 1, resamples: 200 };

/** One greedy and two sampled answers of a task. */
function answers(
  task: string,
  [greedy, ...sampled]: readonly (boolean | undefined)[],
  generator = "big",
): PoolLine {
  const candidates = [greedy, ...sampled].map((passed, i) => ({
    ...{ id: i + 1, code: "c", tokens: 1, finish: "stop" as const, meanLogprob: null },
    certainty: null,
    ...(i === 0 ? { greedy: true as const } : {}),
    ...(passed === undefined ? {} : { passed }),
  }));
  return {
    ...{ task, problem: task, language: "python", domain: "function", generator, candidates },
    ...{ generatorSha256: null, promptSha256: "0".repeat(64) },
    sampling: { temperature: 0.8, topP: 0.95, topK: 40, n: 2, seed: 1, maxTokens: 20 },
  };
}

describe("againstOneAnswer", () => {
  // Picked: right, right, wrong; the last task stands for two.
  const scored = [
    ...createTask("a", "10", [2, 1]),
    ...createTask("b", "01", [1, 2]),
    ...createTask("c", "01", [2, 1], { weight: 2 }),
    ...createTask("not answered", "11", [1, 2]),
  ];

  it("counts the same tasks, as often as they stand for, and the difference", () => {
    const figures = againstOneAnswer(
      scored,
      [answers("a", [true, true, false]), answers("b", [false, false, false])].concat(
        answers("c", [false, true, true]),
        answers("not scored", [true, true, true]),
      ),
      OPTIONS,
    );
    expect(figures).toMatchObject({ generator: "big", tasks: 3 });
    expect(figures.picked.value).toBeCloseTo(2 / 4);
    expect(figures.greedy.value).toBeCloseTo(1 / 4);
    expect(figures.sampled.value).toBeCloseTo(2.5 / 4);
    expect(figures.aheadOfGreedy.value).toBeCloseTo(1 / 4);
    expect(figures.aheadOfSampled.value).toBeCloseTo(-0.5 / 4);
    expect(figures.aheadOfSampled.low).toBeLessThan(-0.1);
  });

  it.each<[string, PoolLine[], string]>([
    ["nothing", [], "answers of nobody"],
    ["two models", [answers("a", [true, true]), answers("b", [true, true], "other")], "several"],
    ["other tasks", [answers("x", [true, true])], "no scored task"],
    ["no labels", [answers("a", [undefined, undefined])], "no scored task"],
  ])("refuses answers of %s", (_, pool, why) => {
    expect(() => againstOneAnswer(scored, pool, OPTIONS)).toThrow(why);
  });
});
