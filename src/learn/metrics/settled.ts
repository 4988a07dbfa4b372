import { judgedOf, type PoolLine } from "../collect/pool.ts";
import { byTaskKey, taskKey } from "../task-key.ts";
import { countPassed, type ScoredTask } from "./scored-task.ts";

/**
 * A task whose candidates all pass or all fail. Whoever picks, the outcome is the same, so that its
 * labels alone tell how often a pick passes: nobody has to read it.
 */
export interface SettledTask
  extends Pick<ScoredTask, "task" | "family" | "language" | "generator" | "domain" | "weight"> {
  readonly passed: boolean;
  /** Whether there is anything to read: not where every answer was refused. */
  readonly readable: boolean;
}

/** A pool's line as a settled task that stands for itself; none where candidates differ, or a label is missing. */
export function settledOf(line: PoolLine, family: string): SettledTask | null {
  const { task, language, generator, domain } = line;
  const outcomes = outcomesOf(line);
  if (outcomes.size > 1 || outcomes.has(undefined)) return null;
  const readable = outcomes.size > 0;
  const names = { task, family, language, generator, domain };
  return { ...names, weight: 1, passed: outcomes.has(true), readable };
}

/** Some of a line's candidates are known to pass, and some to fail. */
export function isMixedLine(line: PoolLine): boolean {
  const outcomes = outcomesOf(line);
  return outcomes.has(true) && outcomes.has(false);
}

function outcomesOf(line: PoolLine): Set<boolean | undefined> {
  return new Set(judgedOf(line).map(({ passed }) => passed));
}

/**
 * What pass rates are taken over: the tasks that were read, settled ones as often as `settled` says, and the
 * settled ones that nobody read.
 */
export function withSettled(
  tasks: readonly ScoredTask[],
  settled: readonly SettledTask[],
): readonly ScoredTask[] {
  const known = byTaskKey(settled);
  const read = byTaskKey(tasks);
  const unread = settled.filter((task) => !read.has(taskKey(task))).map(asTask);
  return [...tasks.map((task) => asRead(task, known.get(taskKey(task)))), ...unread];
}

function asRead(task: ScoredTask, settled: SettledTask | undefined): ScoredTask {
  return settled === undefined ? task : { ...task, weight: settled.weight };
}

function asTask({ passed, readable: _, ...own }: SettledTask): ScoredTask {
  return { ...own, candidates: [{ ...own, id: 1, passed, score: 0 }] };
}

/**
 * The tasks that were read, settled ones weighted to stand for as many as there are of theirs
 * (post-stratification: Holt and Smith, JRSS A 142, 1979): a draw of a few dozen may hold too few of
 * those that all candidates solve. A kind of which none was read stays without one.
 */
export function standingForAll(
  tasks: readonly ScoredTask[],
  settled: readonly SettledTask[],
): readonly ScoredTask[] {
  const known = byTaskKey(settled);
  const weightOf = (passed: boolean) => {
    const all = settled.filter((own) => own.readable && own.passed === passed);
    const read = tasks.filter((task) => known.get(taskKey(task))?.passed === passed);
    return all.reduce((sum, { weight }) => sum + weight, 0) / read.length;
  };
  const [all, none] = [weightOf(true), weightOf(false)];
  return tasks.map((task) =>
    known.has(taskKey(task)) ? { ...task, weight: countPassed(task) > 0 ? all : none } : task,
  );
}
