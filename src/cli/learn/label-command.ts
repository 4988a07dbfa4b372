import { setPriority } from "node:os";
import { UsageError } from "../../contracts/errors.ts";
import { type Labellers, labelTask } from "../../learn/collect/label-task.ts";
import { LabelsLine } from "../../learn/collect/labels.ts";
import { PoolLine } from "../../learn/collect/pool.ts";
import { createLabeller } from "../../learn/label/label.ts";
import { createRepositoryLabeller } from "../../learn/label/repository.ts";
import { isTested, type LearnTask } from "../../learn/tasks/types.ts";
import { openSandbox } from "../../sandbox/open.ts";
import { createSyntax } from "../../syntax/create-syntax.ts";
import type { Environment } from "../environment.ts";
import { stopSignal } from "../stop-signal.ts";
import { createClock } from "./clock.ts";
import { openJsonl, readJsonl } from "./jsonl.ts";
import { openSeedStore } from "./seed-install.ts";
import { selectTasks } from "./select-tasks.ts";

export interface LabelOptions {
  readonly pool: readonly string[];
  readonly tasks: readonly string[];
  readonly nice: number;
}

/**
 * `patchjudge learn label`: runs the tests of every candidate in the sandbox and writes what they
 * say to `<pool>.labels`, a line a task, in a file that a later call goes on with.
 */
export async function labelCommand(options: LabelOptions, env: Environment): Promise<void> {
  const tasks = new Map(selectTasks(options.tasks, undefined).map((task) => [task.id, task]));
  setPriority(options.nice);
  const stop = stopSignal();
  const sandbox = await openSandbox();
  const functions = createLabeller({ sandbox });
  const [store, syntax] = [await openSeedStore(env), await createSyntax()];
  const repository = createRepositoryLabeller({ sandbox, store, syntax });
  const labellers = { functions, repository };
  try {
    for (const file of options.pool)
      await labelPool(file, { tasks, labellers, signal: stop.signal });
  } catch (error) {
    throw await stop.why(error, "stopped; the same command goes on");
  } finally {
    await functions.close();
    stop.release();
  }
}

interface Parts {
  readonly tasks: ReadonlyMap<string, LearnTask>;
  readonly labellers: Labellers;
  readonly signal: AbortSignal;
}

async function labelPool(file: string, { tasks, labellers, signal }: Parts): Promise<void> {
  const out = openJsonl(`${file}.labels`, LabelsLine);
  const done = new Set(out.lines.map(({ task }) => task));
  const missing = readJsonl(file, PoolLine).filter(({ task }) => !done.has(task));
  const clock = createClock(missing.length);
  for (const pool of missing) {
    const task = tasks.get(pool.task);
    if (task === undefined) throw new UsageError(`the task ${pool.task} is in none of --tasks`);
    if (!isTested(task))
      throw new UsageError(`${pool.task} has no tests to run: its labels are what people did`);
    const { line, unlabelled } = await labelTask({ task, pool, signal }, labellers);
    out.append(line);
    clock.tick(unlabelled === null ? pool.task : `${pool.task} (unlabelled: ${unlabelled})`);
  }
}
