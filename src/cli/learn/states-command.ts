import { UsageError } from "../../contracts/errors.ts";
import { judgeStates } from "../../learn/collect/judge-states.ts";
import { taskWeight } from "../../learn/collect/select.ts";
import { StatesLine } from "../../learn/collect/states.ts";
import { VIEWS } from "../../learn/collect/views.ts";
import { taskKey } from "../../learn/task-key.ts";
import type { Environment } from "../environment.ts";
import { askEngine } from "./ask-engine.ts";
import { loadLabelledPool } from "./files.ts";
import { openJsonl } from "./jsonl.ts";
import { selectTasks } from "./select-tasks.ts";

export interface StatesOptions {
  readonly pool: readonly string[];
  readonly tasks: readonly string[];
  readonly model: string;
  readonly engine: string;
  readonly gpu: "auto" | "off";
  readonly threads?: number;
  readonly nice: number;
  readonly view: string;
  readonly limit?: number;
  readonly out: string;
}

/**
 * `patchjudge learn states`: what a judge model sees of a labelled pool's candidates, a line a
 * task, in a file that a later call goes on with.
 */
export async function statesCommand(options: StatesOptions, env: Environment): Promise<void> {
  if (!(options.view in VIEWS)) {
    throw new UsageError(`--view ${options.view}: known are ${Object.keys(VIEWS).join(", ")}`);
  }
  const tasks = new Map(selectTasks(options.tasks, undefined).map((task) => [task.id, task]));
  const out = openJsonl(options.out, StatesLine);
  const keyOf = (view: string, line: Parameters<typeof taskKey>[0]) => `${view} ${taskKey(line)}`;
  const done = new Set(out.lines.map((line) => keyOf(line.view, line)));
  const lines = loadLabelledPool(options.pool)
    .filter((line) => taskWeight(line) !== null)
    .slice(0, options.limit)
    .filter((line) => !done.has(keyOf(options.view, line)));
  const { view } = options;
  await askEngine(options, env, {
    out: options.out,
    total: lines.length,
    work: async (engine, signal, tick) => {
      for (const pool of lines) {
        const task = tasks.get(pool.task);
        if (task === undefined) {
          throw new UsageError(`the task ${pool.task} of the pool is in none of --tasks`);
        }
        out.append(await judgeStates({ task, pool, view }, engine, signal));
        tick(pool.task);
      }
    },
  });
}
