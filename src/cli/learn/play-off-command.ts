import { UsageError } from "../../contracts/errors.ts";
import { PlayOffLine, playOff } from "../../learn/collect/play-off.ts";
import { ScoredLine } from "../../learn/scored.ts";
import { taskKey } from "../../learn/task-key.ts";
import type { EngineOptions } from "../engines.ts";
import type { Environment } from "../environment.ts";
import { askEngine } from "./ask-engine.ts";
import { openJsonl, readJsonl } from "./jsonl.ts";
import { selectTasks } from "./select-tasks.ts";

export interface PlayOffOptions extends EngineOptions {
  readonly scored: string;
  readonly tasks: readonly string[];
  readonly nice: number;
  readonly limit?: number;
  readonly best: number;
  readonly out: string;
}

/**
 * `patchjudge learn play-off`: which of each two of a scored task's best candidates a model calls
 * right, in both orders; a line a task, in a file that a later call goes on with.
 */
export async function playOffCommand(options: PlayOffOptions, env: Environment): Promise<void> {
  const tasks = new Map(selectTasks(options.tasks, undefined).map((task) => [task.id, task]));
  const out = openJsonl(options.out, PlayOffLine);
  const done = new Set(out.lines.map(taskKey));
  const lines = readJsonl(options.scored, ScoredLine)
    .filter(({ candidates }) => candidates.some(({ score }) => score !== undefined))
    .slice(0, options.limit)
    .filter((line) => !done.has(taskKey(line)));
  await askEngine(options, env, {
    out: options.out,
    total: lines.length,
    work: async (engine, signal, tick) => {
      for (const scored of lines) {
        const task = tasks.get(scored.task);
        if (task === undefined) {
          throw new UsageError(`the task ${scored.task} of --scored is in none of --tasks`);
        }
        out.append(await playOff({ task, scored, count: options.best }, engine, signal));
        tick(scored.task);
      }
    },
  });
}
