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
  /** Where each set of equal values ends: the index after its last. */
  readonly tieEnd: Int32Array;
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
  const ends = all.flatMap(({ value }, i) => (all[i + 1]?.value === value ? [] : [i + 1]));
  return {
    value: Float64Array.from(all, ({ value }) => value),
    outcome: Float64Array.from(all, ({ outcome }) => outcome),
    task: Int32Array.from(all, ({ task }) => task),
    tieEnd: Int32Array.from(ends),
  };
}

/** Weighted outcomes of each set of equal values, in ascending order of value. */
export interface TieSums {
  readonly right: Float64Array;
  readonly wrong: Float64Array;
}

/** Sums outcomes over ties. A set may have no weight at all in a resample. */
export function sumTies(observations: Observations, weights: Float64Array): TieSums {
  const { outcome, task, tieEnd } = observations;
  const right = new Float64Array(tieEnd.length);
  const wrong = new Float64Array(tieEnd.length);
  let i = 0;
  for (let tie = 0; tie < tieEnd.length; tie += 1) {
    let [passed, failed] = [0, 0];
    for (; i < (tieEnd[tie] as number); i += 1) {
      const weight = weights[task[i] as number] as number;
      passed += weight * (outcome[i] as number);
      failed += weight * (1 - (outcome[i] as number));
    }
    right[tie] = passed;
    wrong[tie] = failed;
  }
  return { right, wrong };
}

/** The index of the first observation of a set of equal values. */
export function startOfTie({ tieEnd }: Observations, tie: number): number {
  return tie === 0 ? 0 : (tieEnd[tie - 1] as number);
}
