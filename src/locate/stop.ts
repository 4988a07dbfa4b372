import { StoppedError } from "../contracts/errors.ts";

/** Throws a `StoppedError` once the user has stopped the run. */
export function assertRunning(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new StoppedError();
}
