/** Exit codes of the command line. */
export const EXIT = { done: 0, failed: 1, usage: 2, stopped: 3, noWeights: 4 } as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/**
 * Something the user can mend. The message says what is wrong and what to do; no stack is shown.
 * Anything that is not a `UserError` is a bug or an outage.
 */
export class UserError extends Error {
  override readonly name: string = "UserError";
  readonly exitCode: ExitCode = EXIT.failed;
}

/** The command line or an input file is wrong. */
export class UsageError extends UserError {
  override readonly name = "UsageError";
  override readonly exitCode = EXIT.usage;
}

/** The user stopped the run. */
export class StoppedError extends UserError {
  override readonly name = "StoppedError";
  override readonly exitCode = EXIT.stopped;

  constructor(message = "stopped; nothing was changed") {
    super(message);
  }
}

/** Model weights could not be had on this machine. */
export class WeightsError extends UserError {
  override readonly name = "WeightsError";
  override readonly exitCode = EXIT.noWeights;
}

/** The engine failed: not started, gone, slow, or its answer made no sense. */
export class EngineError extends UserError {
  override readonly name = "EngineError";
}

/** Whether the host answered a call with one of these statuses. */
export function hasStatus(error: unknown, ...statuses: readonly number[]): boolean {
  return (
    typeof error === "object" &&
    error !== null &&
    "status" in error &&
    statuses.includes(Number(error.status))
  );
}
