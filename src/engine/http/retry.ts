import { setTimeout as sleep } from "node:timers/promises";

import { StoppedError } from "../../contracts/errors.ts";
import { CallTimeout, explainFailure, failureKind } from "./failure.ts";

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 4000;
const LOADING = "the server is loading its model";
const GONE = "the server is gone; trying again";

/** Runs one call under a time limit in milliseconds; `stop` ends it with StoppedError. */
export async function limited<T>(
  run: (signal: AbortSignal) => Promise<T>,
  timeoutMs: number,
  stop: AbortSignal | undefined,
): Promise<T> {
  if (stop?.aborted) {
    throw new StoppedError();
  }
  const controller = new AbortController();
  const onStop = () => controller.abort();
  stop?.addEventListener("abort", onStop, { once: true });
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    controller.abort();
  }, timeoutMs);
  try {
    return await run(controller.signal);
  } catch (error) {
    if (late) {
      throw new CallTimeout();
    }
    throw stop?.aborted ? new StoppedError() : error;
  } finally {
    clearTimeout(timer);
    stop?.removeEventListener("abort", onStop);
  }
}

export interface RetryOptions {
  readonly url: string;
  readonly timeoutMs: number;
  /** Milliseconds to wait for a server that is loading its model. */
  readonly loadingMs: number;
  readonly onWait: (message: string) => void;
  /** How often a broken connection is tried again. */
  readonly retries: number;
  readonly stop: AbortSignal | undefined;
}

/** Runs a call again while that can help, with growing pauses; then throws what people can read. */
export async function withRetries<T>(run: () => Promise<T>, options: RetryOptions): Promise<T> {
  const deadline = Date.now() + options.loadingMs;
  let left = options.retries;
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await run();
    } catch (error) {
      const reason = reasonToRepeat(error, left, deadline - pause);
      if (reason === undefined) {
        throw explainFailure(error, options.url, options.timeoutMs / 1000);
      }
      left -= reason === LOADING ? 0 : 1;
      options.onWait(reason);
      await wait(pause, options.stop);
    }
  }
}

function reasonToRepeat(error: unknown, left: number, deadline: number): string | undefined {
  switch (failureKind(error)) {
    case "final":
      return undefined;
    case "loading":
      return Date.now() < deadline ? LOADING : undefined;
    default:
      return left > 0 ? GONE : undefined;
  }
}

async function wait(ms: number, stop: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(ms, undefined, stop ? { signal: stop } : {});
  } catch {
    throw new StoppedError();
  }
}
