import { setTimeout as wait } from "node:timers/promises";
import { StoppedError } from "../contracts/errors.ts";

/** A signal to the whole group has reached everybody by then. */
const HEARD_MS = 50;

export interface Stop {
  readonly signal: AbortSignal;
  /**
   * What to say of an error: that it was stopped, where it was. Ctrl-C reaches git and the engine too, and their
   * end may be heard of before the signal itself.
   */
  why(error: unknown, message?: string): Promise<unknown>;
  release(): void;
}

/**
 * The first Ctrl-C (or SIGTERM) asks the run to stop, which takes two seconds at most; the second
 * ends the process at once. Engine processes end with us in both cases.
 */
export function stopSignal(): Stop {
  const controller = new AbortController();
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(3);
    process.stderr.write("\nstopping …\n");
    controller.abort();
  };
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, onSignal);
  return {
    signal: controller.signal,
    why: async (error, message) => {
      if (!controller.signal.aborted) await wait(HEARD_MS);
      return controller.signal.aborted ? new StoppedError(message) : error;
    },
    release: () => {
      for (const name of ["SIGINT", "SIGTERM"] as const) process.off(name, onSignal);
    },
  };
}
