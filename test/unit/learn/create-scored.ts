import type { Scored } from "../../../src/learn/types.ts";

/** One scored candidate; tests state only what matters. */
export function createScored(overrides: Partial<Scored> = {}): Scored {
  const task = overrides.task ?? "t1";
  return {
    task,
    family: task,
    language: "python",
    generator: "small",
    domain: "function",
    id: 1,
    passed: false,
    score: 0,
    ...overrides,
  };
}

/** A task whose candidates have these outcomes ("1" passed, "0" failed) and scores. */
export function createTask(
  task: string,
  outcomes: string,
  scores: readonly number[],
  overrides: Partial<Scored> = {},
): Scored[] {
  return scores.map((score, i) =>
    createScored({
      task,
      family: task,
      id: i + 1,
      passed: outcomes[i] === "1",
      score,
      ...overrides,
    }),
  );
}

/** Candidates as the scikit-learn references have them: one task each, so that each has a weight. */
export function createRows(
  scores: readonly number[],
  outcomes: readonly number[],
  weights: readonly number[] = [],
): Scored[] {
  return scores.map((score, i) =>
    createScored({
      task: `t${i}`,
      family: `t${i}`,
      passed: outcomes[i] === 1,
      score,
      probability: Math.min(Math.max(score, 0), 1),
      weight: weights[i] ?? 1,
    }),
  );
}
