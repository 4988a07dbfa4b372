import type { RepositoryLabeller } from "../label/repository.ts";
import type { Label, LabelJob } from "../label/types.ts";
import type { FunctionTests, TestedTask } from "../tasks/types.ts";
import type { LabelsLine } from "./labels.ts";
import { type PoolLine, styledOf } from "./pool.ts";

/** The part of a labeller that is needed here. */
export interface Labels {
  labelMany(jobs: readonly LabelJob[], options?: { signal?: AbortSignal }): Promise<Label[]>;
}

/** The same for tasks of a repository. */
export type RepositoryLabels = Pick<RepositoryLabeller, "candidates" | "label">;

export interface Labellers {
  readonly functions: Labels;
  readonly repository: RepositoryLabels;
}

interface LabelRequest {
  readonly task: TestedTask;
  readonly pool: PoolLine;
  readonly signal: AbortSignal;
}

type Labelled = { readonly line: LabelsLine; readonly unlabelled: string | null };

/** Runs the task's tests on every different candidate. Says why where nobody could tell. */
export async function labelTask(request: LabelRequest, labellers: Labellers): Promise<Labelled> {
  const { tests } = request.task;
  return tests.style === "repository"
    ? await labelRepository(request, labellers.repository)
    : await labelFunctions(request, tests, labellers.functions);
}

async function labelFunctions(
  { task, pool, signal }: LabelRequest,
  { header, code: testCode }: FunctionTests,
  functions: Labels,
): Promise<Labelled> {
  const unique = [...new Set(pool.candidates.map(({ code }) => code))];
  const { language } = task;
  const jobs = unique.map((program) => ({ language, header, program, tests: testCode }));
  const found = await functions.labelMany(jobs, { signal });
  const rows = pool.candidates.map(({ id, code }) => ({ id, label: found[unique.indexOf(code)] }));
  return toLine(pool, rows);
}

/** What a live run would not judge is wrong, and is told apart from what it judges. */
async function labelRepository(
  { task, pool, signal }: LabelRequest,
  repository: RepositoryLabels,
): Promise<Labelled> {
  const live = await repository.candidates(task, styledOf(pool));
  const known = new Map<string, Label>();
  const rows: Row[] = [];
  for (const { id, code, newText, refused } of live) {
    if (newText === null) {
      const reason = refused ?? "no patch";
      rows.push({ id, code, refused: reason, label: { passed: false, reason } });
      continue;
    }
    const label = known.get(newText) ?? (await repository.label(task, newText, signal));
    known.set(newText, label);
    rows.push({ id, code, label });
  }
  return toLine(pool, rows);
}

interface Row {
  readonly id: number;
  readonly code?: string;
  readonly refused?: string;
  readonly label: Label | { readonly passed: boolean; readonly reason: string } | undefined;
}

function toLine({ task, generator }: PoolLine, rows: readonly Row[]): Labelled {
  const labels = rows.flatMap(({ label, ...row }) =>
    label === undefined || "unlabelled" in label
      ? []
      : [{ ...row, passed: label.passed, reason: label.reason }],
  );
  const reasons = rows.flatMap(({ label }) =>
    label !== undefined && "unlabelled" in label ? [label.unlabelled] : [],
  );
  return { line: { task, generator, labels }, unlabelled: reasons[0] ?? null };
}
