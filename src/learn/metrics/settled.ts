import { judgedOf, type PoolLine } from "../collect/pool.ts";
import { countPassed, isMixed, type ScoredTask } from "./scored-task.ts";

/**
 * A task whose candidates all pass or all fail. Whoever picks, the outcome is the same, so that its
 * labels alone tell how often a pick passes: nobody has to read it.
 */
export interface SettledTask
  extends Pick<ScoredTask, "task" | "family" | "language" | "generator" | "domain"> {
  readonly passed: boolean;
  /** Whether there is anything to read: not where every answer was refused. */
  readonly readable: boolean;
}

/** A pool's line as a settled task; none where candidates differ, or a label is missing. */
export function settledOf(line: PoolLine, family: string): SettledTask | null {
  const { task, language, generator, domain } = line;
  const judged = judgedOf(line);
  const outcomes = new Set(judged.map(({ passed }) => passed));
  if (outcomes.size > 1 || outcomes.has(undefined)) return null;
  const readable = judged.length > 0;
  return { task, family, language, generator, domain, passed: outcomes.has(true), readable };
}

/**
 * What pass rates are taken over: every labelled task, in place of those that were drawn to stand for
 * them. Where none are named, the tasks as they are.
 */
export function withSettled(
  tasks: readonly ScoredTask[],
  settled: readonly SettledTask[],
): readonly ScoredTask[] {
  if (settled.length === 0) return tasks;
  return [...tasks.filter(isMixed), ...settled.map(asTask)];
}

function asTask({ passed, readable: _, ...own }: SettledTask): ScoredTask {
  return { ...own, weight: 1, candidates: [{ ...own, id: 1, passed, score: 0 }] };
}

/**
 * The tasks that were read, those with one outcome weighted to stand for as many as there are of theirs
 * (post-stratification: Holt and Smith, JRSS A 142, 1979): a draw of a few dozen may hold too few of
 * those that all candidates solve. A kind of which none was read stays without one.
 */
export function standingForAll(
  tasks: readonly ScoredTask[],
  settled: readonly SettledTask[],
): readonly ScoredTask[] {
  if (settled.length === 0) return tasks;
  const weightOf = (passed: boolean) => {
    const read = tasks.filter((task) => !isMixed(task) && countPassed(task) > 0 === passed);
    const all = settled.filter((own) => own.readable && own.passed === passed);
    return all.length / read.length;
  };
  const [all, none] = [weightOf(true), weightOf(false)];
  return tasks.map((task) =>
    isMixed(task) ? task : { ...task, weight: countPassed(task) > 0 ? all : none },
  );
}
