import { context } from "@actions/github";
import { UserError } from "../contracts/errors.ts";

/** What a job knows of the run that it belongs to, from GitHub's own variables. */
export interface Surroundings {
  readonly repository: {
    readonly id: number;
    readonly owner: string;
    readonly name: string;
    readonly url: string;
  };
  /** This workflow run. */
  readonly run: { readonly id: number; readonly url: string; readonly attempt: number };
  readonly eventName: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Number of the issue that the event is about; 0 where it is about none. */
  readonly issue: number;
}

export function readSurroundings(): Surroundings {
  const { payload, runId, runAttempt, serverUrl, eventName } = context;
  const { owner, repo: name } = context.repo;
  const id = payload.repository?.["id"];
  if (typeof id !== "number") {
    throw new UserError(`the event ${eventName} names no repository; this runs in a workflow only`);
  }
  const url = `${serverUrl}/${owner}/${name}`;
  return {
    repository: { id, owner, name, url },
    run: { id: runId, url: `${url}/actions/runs/${runId}`, attempt: runAttempt },
    eventName,
    payload,
    issue: Number(payload.issue?.number ?? 0),
  };
}
