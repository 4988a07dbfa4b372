import type { CodeHost } from "../contracts/code-host.ts";
import type { DiffApplier } from "../contracts/repository.ts";
import type { Doubt } from "../pipeline/publish.ts";
import type { SecretScan } from "../publish/secrets.ts";
import type { Claim, Worker } from "../record/claim.ts";
import type { Settings } from "../request/settings-file.ts";

/** What the parts of the app log with: a line of JSON each, with the request's id in it. */
export interface Log {
  info(what: object, message: string): void;
  warn(what: object, message: string): void;
  error(what: object, message: string): void;
  /** A log whose every line says this as well. */
  child(what: object): Log;
}

/** Where the models are run, and which of such runs are ours. */
export interface Runs {
  /** Starts the run of a claim; null where the host does not say which it is. */
  readonly startRun: (
    claim: Claim,
    settings: Settings,
  ) => Promise<{ readonly id: number; readonly url: string } | null>;
  readonly doubt: Doubt;
  /** Whether runs of the workflow are requests, so that their number is a queue. */
  readonly isQueue: boolean;
}

/** What one job in one repository works with. */
export interface Workplace extends Runs {
  readonly host: CodeHost;
  readonly applier: DiffApplier;
  readonly worker: Worker;
  readonly secrets: SecretScan;
  readonly log: Log;
  readonly count: (outcome: string) => void;
}

/** The same place, for one request: its id is in every line that is logged. */
export function forRequest(place: Workplace, request: string): Workplace {
  return { ...place, log: place.log.child({ request }) };
}
