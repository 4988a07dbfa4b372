import { setTimeout as sleep } from "node:timers/promises";

import { lock } from "proper-lockfile";

import { StoppedError } from "../contracts/errors.ts";

const STALE_MS = 20_000;
const POLL_MS = 500;

export interface LockOptions {
  /** Called while another process holds the lock. */
  readonly onWait: () => void;
  readonly signal: AbortSignal | undefined;
}

/**
 * Runs `work` while this process alone holds the lock of `path` (a folder `<path>.lock`). Waits as
 * long as the other process lives; the lock of a dead one lapses after 20 s.
 */
export async function withLock<T>(
  path: string,
  options: LockOptions,
  work: () => Promise<T>,
): Promise<T> {
  const release = await acquire(path, options);
  try {
    return await work();
  } finally {
    // A lock that lapsed (a laptop that slept) is not ours to release any more.
    await release().catch(() => {});
  }
}

async function acquire(
  path: string,
  { onWait, signal }: LockOptions,
): Promise<() => Promise<void>> {
  for (;;) {
    if (signal?.aborted) {
      throw new StoppedError();
    }
    try {
      // The default handler for a lost lock throws out of a timer, which nobody could catch.
      return await lock(path, { realpath: false, stale: STALE_MS, onCompromised: () => {} });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ELOCKED")) {
        throw error;
      }
    }
    onWait();
    await sleep(POLL_MS, undefined, signal ? { signal } : {}).catch(() => {
      throw new StoppedError();
    });
  }
}
