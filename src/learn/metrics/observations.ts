import type { Scored } from "../types.ts";
import { passRate, rankedTies, type ScoredTask } from "./scored-task.ts";

/**
 * A value and an outcome for each candidate or each pick, in ascending order of value, as
 * parallel arrays. `task` is the index of the task, whose weight each observation has.
 */
export interface Observations {
  readonly value: Float64Array;
  /** 1 passed, 0 failed; between them only for a pick among tied candidates. */
  readonly outcome: Float64Array;
  readonly task: Int32Array;
}

interface Observation {
  readonly value: number;
  readonly outcome: number;
  readonly task: number;
}

/** All candidates by a value of theirs; those without it are left out. */
export function observeCandidates(
  tasks: readonly ScoredTask[],
  value: (row: Scored, task: ScoredTask) => number | undefined,
): Observations {
  const all: Observation[] = [];
  for (const [index, task] of tasks.entries()) {
    for (const row of task.candidates) {
      const own = value(row, task);
      if (own !== undefined) all.push({ value: own, outcome: Number(row.passed), task: index });
    }
  }
  return sorted(all);
}

/**
 * One pick a task by its probability. Among candidates tied at the top: their mean probability
 * and the share of them that passes. Tasks whose pick has no probability are left out.
 */
export function observePicks(tasks: readonly ScoredTask[]): Observations {
  const all: Observation[] = [];
  for (const [index, task] of tasks.entries()) {
    const top = rankedTies(task)[0] ?? [];
    const known = top.flatMap(({ probability }) => (probability === undefined ? [] : probability));
    if (known.length === 0 || known.length < top.length) continue;
    const value = known.reduce((sum, p) => sum + p, 0) / known.length;
    all.push({ value, outcome: passRate(top), task: index });
  }
  return sorted(all);
}

function sorted(all: Observation[]): Observations {
  all.sort((a, b) => a.value - b.value);
  return {
    value: Float64Array.from(all, ({ value }) => value),
    outcome: Float64Array.from(all, ({ outcome }) => outcome),
    task: Int32Array.from(all, ({ task }) => task),
  };
}

/** Observations of equal value, with the weighted sums of their outcomes. */
export interface Tie {
  readonly value: number;
  readonly right: number;
  readonly wrong: number;
  /** First index, and the one after the last. */
  readonly start: number;
  readonly end: number;
}

/** The sets of equal values in ascending order, those without weight left out. */
export function tiesOf(observations: Observations, weights: Float64Array): Tie[] {
  const { value, outcome, task } = observations;
  const ties: Tie[] = [];
  let [start, right, wrong] = [0, 0, 0];
  for (let i = 0; i < value.length; i += 1) {
    const weight = weights[task[i] as number] as number;
    right += weight * (outcome[i] as number);
    wrong += weight * (1 - (outcome[i] as number));
    if (value[i + 1] === value[i]) continue;
    if (right + wrong > 0)
      ties.push({ value: value[i] as number, right, wrong, start, end: i + 1 });
    [start, right, wrong] = [i + 1, 0, 0];
  }
  return ties;
}
