import { basename } from "node:path";
import { UsageError } from "../../contracts/errors.ts";
import { importTasks } from "../../learn/tasks/import-tasks.ts";
import { assertNotReserved } from "../../learn/tasks/reserved.ts";
import type { LearnTask } from "../../learn/tasks/types.ts";
import { readText } from "./jsonl.ts";

/**
 * Tasks of the files, `only` those named: `mbpp/601-974`, or ids of their own, with commas between.
 * Refuses problems that are kept for the final measurement.
 */
export function selectTasks(files: readonly string[], only: string | undefined): LearnTask[] {
  const all = files.flatMap((file) => importTasks(readText(file), basename(file)));
  const wanted = only === undefined ? all : pick(all, only);
  assertNotReserved(wanted.map(({ problem }) => problem));
  return wanted;
}

function pick(tasks: readonly LearnTask[], only: string): LearnTask[] {
  const tests = only.split(",").map((part) => matcher(part.trim()));
  const picked = tasks.filter((task) => tests.some((matches) => matches(task)));
  if (picked.length === 0) throw new UsageError(`--only ${only} matches no task`);
  return picked;
}

function matcher(part: string): (task: LearnTask) => boolean {
  const range = /^(.+)\/(\d+)-(\d+)$/.exec(part);
  if (range === null) return ({ id, problem }) => id === part || problem === part;
  const [, name, from, to] = range;
  return ({ id, problem }) =>
    [id, problem].some((text) => {
      const [benchmark, number] = text.split("/");
      return benchmark === name && Number(number) >= Number(from) && Number(number) <= Number(to);
    });
}
