import type { Observation } from "../../src/judge/features.ts";
import type { ExampleTask } from "../../src/learn/evaluate/dataset.ts";
import { createRandom, type Random } from "../../src/learn/random.ts";
import type { TestedTask } from "../../src/learn/tasks/types.ts";
import { createContext, createTask } from "./run-parts.ts";

export function createLearnTask(overrides: Partial<TestedTask> = {}): TestedTask {
  return {
    id: "bench/1",
    problem: "bench/1",
    language: "python",
    domain: "function",
    task: createTask(),
    context: createContext(),
    solution: null,
    tests: { style: "mbpp", header: "", code: "assert True" },
    ...overrides,
  };
}

export function createObservation(overrides: Partial<Observation> = {}): Observation {
  return {
    ...{ margin: 0, labelMass: 0.9, hidden: [0, 0, 0], meanLogprob: -0.3, tokens: 20, votes: 1 },
    ...{ agreement: 0.5, reading: null },
    certainty: { entropy: 0.2, selfCertainty: 3, lowestLogprob: -2 },
    ...overrides,
  };
}

/**
 * Tasks whose candidates are right where one direction of the hidden state says so, with noise;
 * `signal` 0 makes outcomes that nothing tells.
 */
export function createExampleTasks(count: number, signal: number, seed = 1): ExampleTask[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, t): ExampleTask => {
    const hardness = noise(random);
    const examples = Array.from({ length: 6 }, (_, i) => {
      const quality = noise(random);
      const hidden = Array.from({ length: 12 }, () => noise(random));
      hidden[3] = signal * quality + 0.3 * noise(random);
      const observation = createObservation({ hidden, margin: noise(random), tokens: 10 + i });
      return { id: i + 1, code: `c${i}`, passed: quality > hardness, observation };
    });
    const names = { task: `t/${t}`, problem: `t/${t}`, family: `t/${t}`, generator: "g" };
    const kind = { language: t % 2 === 0 ? "python" : "java", domain: "function" as const };
    return { ...names, ...kind, weight: 1, examples };
  });
}

/** Roughly normal: the sum of four uniform numbers. */
function noise(random: Random): number {
  return (random() + random() + random() + random() - 2) * 1.7;
}
