import { taskKey } from "../task-key.ts";
import type { Scored, ScoredDomain } from "../types.ts";

/** What ranking metrics must know of a candidate. */
export type RankedCandidate = Pick<Scored, "passed" | "score">;

/** What ranking metrics must know of a task. */
export interface RankedTask {
  /** How many tasks this one stands for. */
  readonly weight: number;
  readonly candidates: readonly RankedCandidate[];
}

/** What one generator wrote for one task: the candidates among which a judge picks. */
export interface ScoredTask extends RankedTask {
  readonly task: string;
  readonly family: string;
  readonly language: string;
  readonly generator: string;
  readonly domain: ScoredDomain;
  readonly candidates: readonly Scored[];
}

/**
 * Puts candidates together by task and generator, in order of first appearance. Throws a
 * `RangeError` where the data contradict themselves: a number that is not finite, a probability
 * outside [0, 1], an id twice, or candidates of one task in different families, languages or weights.
 */
export function groupByTask(scored: readonly Scored[]): ScoredTask[] {
  const groups = new Map<string, Scored[]>();
  for (const row of scored) {
    assertRow(row);
    const key = taskKey(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].map(asTask);
}

function assertRow(row: Scored): void {
  const { probability, weight = 1 } = row;
  const wrong =
    !Number.isFinite(row.score) ||
    (probability !== undefined && !(probability >= 0 && probability <= 1)) ||
    !(weight > 0 && Number.isFinite(weight));
  if (wrong) {
    throw new RangeError(
      `candidate ${row.id} of ${row.task}: score ${row.score}, probability ${probability}, weight ${weight}`,
    );
  }
}

function asTask(candidates: readonly Scored[]): ScoredTask {
  const [first] = candidates;
  if (first === undefined) throw new RangeError("a task needs a candidate");
  const { task, family, language, generator, domain, weight = 1 } = first;
  const alike = candidates.every(
    (row) =>
      row.family === family &&
      row.language === language &&
      row.domain === domain &&
      (row.weight ?? 1) === weight,
  );
  if (!alike) throw new RangeError(`candidates of ${task} differ in family, language or weight`);
  if (new Set(candidates.map(({ id }) => id)).size !== candidates.length) {
    throw new RangeError(`two candidates of ${task} by ${generator} have the same id`);
  }
  return { task, family, language, generator, domain, weight, candidates };
}

/** The number of candidates that pass. */
export function countPassed(task: RankedTask): number {
  return task.candidates.reduce((sum, { passed }) => sum + Number(passed), 0);
}

/** Some candidates pass and some do not: only here can a judge win or lose anything. */
export function isMixed(task: RankedTask): boolean {
  const passed = countPassed(task);
  return passed > 0 && passed < task.candidates.length;
}

/** Candidates in sets of equal score, the best set first. */
export function rankedTies<Row extends RankedCandidate>(task: {
  readonly candidates: readonly Row[];
}): Row[][] {
  const sorted = [...task.candidates].sort((a, b) => b.score - a.score);
  const ties: Row[][] = [];
  for (const row of sorted) {
    const last = ties.at(-1);
    if (last?.[0]?.score === row.score) last.push(row);
    else ties.push([row]);
  }
  return ties;
}

/** The share of candidates that pass, 0 for none. */
export function passRate(candidates: readonly Pick<Scored, "passed">[]): number {
  if (candidates.length === 0) return 0;
  return candidates.reduce((sum, { passed }) => sum + Number(passed), 0) / candidates.length;
}
