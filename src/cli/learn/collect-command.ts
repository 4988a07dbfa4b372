import type { PoolStyle } from "../../contracts/answer-style.ts";
import { UsageError } from "../../contracts/errors.ts";
import { USUAL } from "../../contracts/request.ts";
import {
  type CollectSettings,
  collectTasks,
  shuffledTasks,
  styleFor,
} from "../../learn/collect/collect.ts";
import { PoolLine } from "../../learn/collect/pool.ts";
import { StatesLine } from "../../learn/collect/states.ts";
import type { LearnTask } from "../../learn/tasks/types.ts";
import type { Environment } from "../environment.ts";
import { askEngine } from "./ask-engine.ts";
import { openJsonl } from "./jsonl.ts";
import { selectTasks } from "./select-tasks.ts";

export interface CollectOptions {
  readonly tasks: readonly string[];
  readonly only?: string;
  readonly limit?: number;
  /** `1/2`: the first half of the tasks, for the first of two processes or machines. */
  readonly shard?: string;
  readonly nice: number;
  readonly generator: string;
  readonly engine: string;
  readonly gpu: "auto" | "off";
  readonly threads?: number;
  readonly n: number;
  readonly seed: number;
  readonly temperature: number;
  readonly maxTokens: number;
  readonly style?: PoolStyle;
  readonly lanes: number;
  readonly own: boolean;
  readonly out: string;
}

/**
 * Tasks sampled in one go, which is what a stop loses: a few rounds of the lanes, so that they are
 * seldom empty.
 */
function batchSize({ lanes, n }: CollectOptions): number {
  return 4 * Math.max(1, Math.floor(lanes / (n + 1)));
}

/**
 * `patchjudge learn collect`: candidates of a generator for benchmark tasks, a line a task, in a
 * file that a later call goes on with. What the generator said of its own answers goes to
 * `<out>.own`, unless `--no-own`.
 */
export async function collectCommand(options: CollectOptions, env: Environment): Promise<void> {
  const tasks = shuffledTasks(selectTasks(options.tasks, options.only)).slice(0, options.limit);
  const chosen = shard(tasks, options.shard);
  const { topP, topK } = USUAL;
  const settings: CollectSettings = { ...options, topP, topK, maxLanes: options.lanes };
  const pool = openJsonl(options.out, PoolLine);
  assertSameSampling(options.out, pool.lines, settings);
  const states = openJsonl(`${options.out}.own`, StatesLine);
  const done = new Set(pool.lines.map(({ task }) => task));
  const missing = chosen.filter(({ id }) => !done.has(id));
  await askEngine({ ...options, model: options.generator }, env, {
    out: options.out,
    total: missing.length,
    work: async (engine, signal, tick) => {
      const size = batchSize(options);
      for (let i = 0; i < missing.length; i += size) {
        const batch = missing.slice(i, i + size);
        for (const own of await collectTasks(batch, engine, settings, signal)) {
          // First the states: a pool line says that its task is finished.
          if (own.states !== null) states.append(own.states);
          pool.append(own.pool);
          tick(own.pool.task);
        }
      }
    },
  });
}

function shard(tasks: readonly LearnTask[], part: string | undefined): readonly LearnTask[] {
  if (part === undefined) return tasks;
  const [, which, of] = /^(\d+)\/(\d+)$/.exec(part) ?? [];
  if (Number(which) < 1 || !(Number(which) <= Number(of))) {
    throw new UsageError(`--shard ${part}: it must be like 1/2, the first of two parts`);
  }
  return tasks.filter((_, index) => index % Number(of) === Number(which) - 1);
}

function assertSameSampling(
  path: string,
  lines: readonly PoolLine[],
  settings: CollectSettings,
): void {
  const other = lines.find(({ sampling, domain }) => {
    const keys = ["temperature", "topP", "topK", "n", "maxTokens"] as const;
    const { style = "code" } = sampling;
    return (
      style !== styleFor(domain, settings) || keys.some((key) => sampling[key] !== settings[key])
    );
  });
  if (other === undefined) return;
  throw new UsageError(
    `${path} was sampled with other settings (${JSON.stringify(other.sampling)}); pass another --out`,
  );
}
