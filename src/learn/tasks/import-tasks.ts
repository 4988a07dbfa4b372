import type { z } from "zod";
import { UsageError } from "../../contracts/errors.ts";
import { HarvestedLine } from "./harvested.ts";
import {
  fromHumanEval,
  fromHumanEvalPack,
  HumanEvalPackRecord,
  HumanEvalRecord,
} from "./humaneval.ts";
import { fromMbpp, fromMbppPlus, MbppPlusRecord, MbppRecord } from "./mbpp.ts";
import { fromMbxp, MbxpRecord } from "./mbxp.ts";
import { RepositoryTask } from "./repository.ts";
import type { LearnTask } from "./types.ts";

interface Format {
  readonly name: string;
  readonly read: (record: unknown) => LearnTask | null;
}

/** In the order of trying: the first whose fields are all there. */
const FORMATS: readonly Format[] = [
  format("MBPP", MbppRecord, fromMbpp),
  format("MBPP+", MbppPlusRecord, fromMbppPlus),
  format("MBXP", MbxpRecord, fromMbxp),
  format("HumanEvalPack", HumanEvalPackRecord, fromHumanEvalPack),
  format("HumanEval", HumanEvalRecord, fromHumanEval),
  format("learn seed", RepositoryTask, (task) => task),
  format("learn harvest", HarvestedLine, (task) => task),
];

function format<T>(name: string, schema: z.ZodType<T>, convert: (record: T) => LearnTask): Format {
  return {
    name,
    read(record) {
      const parsed = schema.safeParse(record);
      return parsed.success ? convert(parsed.data) : null;
    },
  };
}

/**
 * Reads tasks from JSON Lines of MBPP (also sanitised, and MBPP+), MBXP, HumanEvalPack or HumanEval (also HumanEval+
 * with a `test` program), of `learn seed` and of `learn harvest`. `name` is for errors. Throws a `UsageError` that names the line.
 */
export function importTasks(text: string, name: string): LearnTask[] {
  const tasks: LearnTask[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() !== "") tasks.push(importTask(line, `${name}, line ${index + 1}`));
  }
  if (tasks.length === 0) throw new UsageError(`${name} holds no tasks`);
  return tasks;
}

function importTask(line: string, place: string): LearnTask {
  let record: unknown;
  try {
    record = JSON.parse(line);
  } catch {
    throw new UsageError(`${place}: this is not JSON; tasks come as JSON Lines`);
  }
  for (const { name, read } of FORMATS) {
    try {
      const task = read(record);
      if (task !== null) return task;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new UsageError(`${place}: a task of ${name} that cannot be used: ${why}`);
    }
  }
  const known = FORMATS.map(({ name }) => name).join(", ");
  throw new UsageError(`${place}: no known format of tasks (known: ${known})`);
}
