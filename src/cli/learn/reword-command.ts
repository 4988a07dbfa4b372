import { UsageError } from "../../contracts/errors.ts";
import { taskSeed } from "../../learn/collect/collect.ts";
import { rewordTask } from "../../learn/seed/reword.ts";
import { RepositoryTask } from "../../learn/tasks/repository.ts";
import type { EngineOptions } from "../engines.ts";
import type { Environment } from "../environment.ts";
import { askEngine } from "./ask-engine.ts";
import { openJsonl, readJsonl } from "./jsonl.ts";

export interface RewordOptions extends EngineOptions {
  readonly tasks: string;
  readonly out: string;
  readonly limit?: number;
  readonly seed: number;
  readonly nice: number;
}

/**
 * `patchjudge learn reword`: tasks of `learn seed` whose issues a model has told again in its own words, in a file
 * that a later call goes on with. Those whose facts it lost are left out and named on standard error; another
 * `--seed` tries them once more.
 */
export async function rewordCommand(options: RewordOptions, env: Environment): Promise<void> {
  if (options.tasks === options.out)
    throw new UsageError("--out must be another file than --tasks");
  const out = openJsonl(options.out, RepositoryTask);
  const done = new Set(out.lines.map(({ id }) => id));
  const missing = readJsonl(options.tasks, RepositoryTask)
    .slice(0, options.limit)
    .filter(({ id }) => !done.has(`${id}/reworded`));
  await askEngine(options, env, {
    out: options.out,
    total: missing.length,
    work: async (engine, signal, tick) => {
      for (const task of missing) {
        const seed = taskSeed(options.seed, task.id);
        const told = await rewordTask(task, engine, { seed, signal });
        if (told !== null) out.append(told);
        tick(told === null ? `${task.id} (left out: its facts were lost)` : task.id);
      }
    },
  });
}
