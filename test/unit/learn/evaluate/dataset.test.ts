import { describe, expect, it } from "@jest/globals";
import type { PoolLine } from "../../../../src/learn/collect/pool.ts";
import type { StatesLine } from "../../../../src/learn/collect/states.ts";
import { familiesOf, joinDataset, joinSettled } from "../../../../src/learn/evaluate/dataset.ts";
import { createLearnTask } from "../../../support/learn-parts.ts";

function poolLine(task: string, outcomes: string): PoolLine {
  return {
    ...{ task, problem: task, language: "python", domain: "function", generator: "g" },
    ...{ generatorSha256: null, promptSha256: "0" },
    sampling: { temperature: 0.8, topP: 0.95, topK: 40, n: 2, seed: 1, maxTokens: 9 },
    candidates: [...outcomes, "0"].map((outcome, i) => ({
      ...{ id: i + 1, code: `c${i}`, tokens: 1, finish: "stop", meanLogprob: -1, certainty: null },
      ...{ passed: outcome === "1", ...(i === outcomes.length ? { greedy: true } : {}) },
    })),
  };
}

function statesLine(task: string, ids: readonly number[], promptSha256 = "1"): StatesLine {
  const scores = ids.map((id) => ({ id, margin: id, labelMass: 1, hidden: null }));
  return {
    ...{ task, generator: "g", model: "m", modelSha256: null, promptSha256 },
    view: "v",
    scores,
  };
}

function join(pool: readonly PoolLine[], states: readonly StatesLine[]) {
  const tasks = pool.map(({ task }) => createLearnTask({ id: task, problem: task }));
  const sources = { pool, states, families: familiesOf(tasks), view: "v", model: "m" };
  const read = joinDataset(sources);
  return { read, settled: joinSettled(sources, read) };
}

describe("joinDataset", () => {
  it("joins what was read with its labels; greedy answers may have been read too", () => {
    const { read } = join([poolLine("a", "10")], [statesLine("a", [1, 2, 3])]);
    expect(read[0]?.examples.map(({ id, passed }) => [id, passed])).toEqual([
      [1, true],
      [2, false],
    ]);
  });

  it("refuses states of other candidates, and two readings that differ", () => {
    const pool = [poolLine("a", "10")];
    expect(() => join(pool, [statesLine("a", [1])])).toThrow("of other candidates than the pool's");
    expect(() => join(pool, [statesLine("a", [1, 2, 4])])).toThrow("of other candidates");
    const two = [statesLine("a", [1, 2]), statesLine("a", [1, 2], "2")];
    expect(() => join(pool, two)).toThrow("two readings of a that differ");
    expect(join(pool, [statesLine("a", [1, 2]), statesLine("a", [1, 2])]).read).toHaveLength(1);
  });
});

describe("joinSettled", () => {
  it("names every task whose candidates are alike, read or not", () => {
    const pool = [poolLine("a", "10"), poolLine("b", "11"), poolLine("c", "00")];
    const { settled } = join(pool, [statesLine("a", [1, 2])]);
    expect(settled.map(({ task, passed }) => [task, passed])).toEqual([
      ["b", true],
      ["c", false],
    ]);
  });

  it("passes over tasks of which a label is missing", () => {
    const part = poolLine("p", "11");
    const [first, ...others] = part.candidates;
    const candidates = [{ ...first, passed: undefined } as (typeof others)[number], ...others];
    const pool = [poolLine("a", "10"), { ...part, candidates }, poolLine("c", "00")];
    const { settled } = join(pool, [statesLine("a", [1, 2])]);
    expect(settled.map(({ task }) => task)).toEqual(["c"]);
  });

  it("names none where only some of the others were read", () => {
    const pool = [poolLine("a", "10"), poolLine("b", "11"), poolLine("d", "01")];
    expect(join(pool, [statesLine("a", [1, 2])]).settled).toEqual([]);
  });
});
