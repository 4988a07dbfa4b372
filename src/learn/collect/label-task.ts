import type { Label, LabelJob } from "../label/types.ts";
import type { LearnTask } from "../tasks/types.ts";
import type { LabelsLine } from "./labels.ts";
import type { PoolLine } from "./pool.ts";

/** The part of a labeller that is needed here. */
export interface Labels {
  labelMany(jobs: readonly LabelJob[], options?: { signal?: AbortSignal }): Promise<Label[]>;
}

/** Runs the task's tests on every different candidate. Says why where nobody could tell. */
export async function labelTask(
  request: { task: LearnTask; pool: PoolLine; signal: AbortSignal },
  labeller: Labels,
): Promise<{ line: LabelsLine; unlabelled: string | null }> {
  const { task, pool, signal } = request;
  const unique = [...new Set(pool.candidates.map(({ code }) => code))];
  const { header, code: tests } = task.tests;
  const jobs = unique.map((program) => ({ language: task.language, header, program, tests }));
  const found = await labeller.labelMany(jobs, { signal });
  const labels = pool.candidates.flatMap(({ id, code }) => {
    const label = found[unique.indexOf(code)];
    if (label === undefined || "unlabelled" in label) return [];
    return [{ id, passed: label.passed, reason: label.reason }];
  });
  const reasons = found.flatMap((label) => ("unlabelled" in label ? [label.unlabelled] : []));
  return {
    line: { task: pool.task, generator: pool.generator, labels },
    unlabelled: reasons[0] ?? null,
  };
}
