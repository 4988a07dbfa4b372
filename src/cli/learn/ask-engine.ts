import { setPriority } from "node:os";
import type { Engine } from "../../contracts/engine.ts";
import { type EngineOptions, openEngines } from "../engines.ts";
import type { Environment } from "../environment.ts";
import { createProgress } from "../progress-bar.ts";
import { stopSignal } from "../stop-signal.ts";
import { createClock } from "./clock.ts";

export interface EngineWork {
  /** File that the same command goes on with. */
  readonly out: string;
  /** Tasks that are left. */
  readonly total: number;
  /** Says the name of each task that is finished to `tick`. */
  readonly work: (
    engine: Engine,
    signal: AbortSignal,
    tick: (task: string) => void,
  ) => Promise<void>;
}

/**
 * Hours of a model's work, at low priority where asked: opens the engine, shows how long it takes, and closes it
 * whatever happens. Ctrl-C ends with exit code 3 and the file to go on with.
 */
export async function askEngine(
  options: EngineOptions & { readonly nice?: number },
  env: Environment,
  { out, total, work }: EngineWork,
): Promise<void> {
  if (options.nice !== undefined) setPriority(options.nice);
  const stop = stopSignal();
  const bar = createProgress(env.stderrIsTerminal);
  const hooks = { progress: bar.progress, signal: stop.signal };
  try {
    const engines = await openEngines(options, env, hooks);
    bar.end();
    try {
      await work(engines.generator, stop.signal, createClock(total).tick);
    } finally {
      await engines.close();
    }
  } catch (error) {
    throw await stop.why(error, `stopped; the same command goes on with ${out}`);
  } finally {
    bar.end();
    stop.release();
  }
}
