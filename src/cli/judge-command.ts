import { UsageError } from "../contracts/errors.ts";
import type { PoolLine } from "../learn/collect/pool.ts";
import { familiesOf } from "../learn/evaluate/dataset.ts";
import { judgePoolLine } from "../learn/judge-pool.ts";
import { ScoredLine } from "../learn/scored.ts";
import { taskKey } from "../learn/task-key.ts";
import { isTested, type LearnTask } from "../learn/tasks/types.ts";
import type { Environment } from "./environment.ts";
import { chooseJudge } from "./judge-files.ts";
import { askEngine } from "./learn/ask-engine.ts";
import { loadPool } from "./learn/files.ts";
import { openJsonl } from "./learn/jsonl.ts";
import { selectTasks } from "./learn/select-tasks.ts";

export interface JudgeOptions {
  readonly pool: readonly string[];
  readonly tasks: readonly string[];
  readonly judge: string;
  readonly model: string;
  readonly engine: string;
  readonly gpu: "auto" | "off";
  readonly threads?: number;
  readonly out: string;
}

/** `patchjudge judge`: scores the candidates of a pool, labelled or not, by the code of a live run. */
export async function judgeCommand(options: JudgeOptions, env: Environment): Promise<void> {
  const tasks = selectTasks(options.tasks, undefined);
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const families = familiesOf(tasks);
  const out = openJsonl(options.out, ScoredLine);
  const done = new Set(out.lines.map(taskKey));
  const lines = options.pool.flatMap(loadPool).filter((line) => !done.has(taskKey(line)));
  const raw = lines.find((line) => isRaw(line, byId.get(line.task)));
  if (raw !== undefined) {
    throw new UsageError(
      `${raw.task} is a repository's: run patchjudge learn label first, which makes of its answers what a live run judges`,
    );
  }
  await askEngine(options, env, {
    out: options.out,
    total: lines.length,
    work: async (engine, signal, tick) => {
      const domain = lines[0]?.domain ?? "function";
      const judge = await chooseJudge(options.judge, { engine, folder: env.judgesDir, domain });
      for (const pool of lines) {
        const task = byId.get(pool.task);
        if (task === undefined) throw new UsageError(`the task ${pool.task} is in none of --tasks`);
        const family = families.get(pool.task);
        out.append(await judgePoolLine({ task, pool, family, judge, engine, signal }));
        tick(pool.task);
      }
    },
  });
}

/** Whether a repository's answers stand there as they were written, explanation and all; harvested ones never do. */
function isRaw({ domain, candidates }: PoolLine, task: LearnTask | undefined): boolean {
  const labelled = candidates.some(({ passed }) => passed !== undefined);
  return domain === "repository" && task !== undefined && isTested(task) && !labelled;
}
