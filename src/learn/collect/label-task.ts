import type { Label, LabelJob } from "../label/types.ts";
import type { TestedTask } from "../tasks/types.ts";
import type { LabelsLine } from "./labels.ts";
import type { PoolLine } from "./pool.ts";

/** The part of a labeller that is needed here. */
export interface Labels {
  labelMany(jobs: readonly LabelJob[], options?: { signal?: AbortSignal }): Promise<Label[]>;
}

/** The same for tasks of a repository. */
export interface RepositoryLabels {
  label(task: TestedTask, code: string, signal?: AbortSignal): Promise<Label>;
}

export interface Labellers {
  readonly functions: Labels;
  readonly repository: RepositoryLabels;
}

/** Runs the task's tests on every different candidate. Says why where nobody could tell. */
export async function labelTask(
  request: { task: TestedTask; pool: PoolLine; signal: AbortSignal },
  labellers: Labellers,
): Promise<{ line: LabelsLine; unlabelled: string | null }> {
  const { task, pool, signal } = request;
  const unique = [...new Set(pool.candidates.map(({ code }) => code))];
  const found = await labelCodes(task, unique, { labellers, signal });
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

async function labelCodes(
  task: TestedTask,
  codes: readonly string[],
  { labellers, signal }: { labellers: Labellers; signal: AbortSignal },
): Promise<Label[]> {
  const { tests, language } = task;
  if (tests.style !== "repository") {
    const { header, code } = tests;
    const jobs = codes.map((program) => ({ language, header, program, tests: code }));
    return await labellers.functions.labelMany(jobs, { signal });
  }
  const labels: Label[] = [];
  for (const code of codes) labels.push(await labellers.repository.label(task, code, signal));
  return labels;
}
