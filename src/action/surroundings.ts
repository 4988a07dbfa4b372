import { tmpdir } from "node:os";
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
  readonly apiUrl: string;
  /** Whether this is a machine of GitHub's, not the team's own. */
  readonly isHosted: boolean;
  readonly eventName: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Where the repository was checked out, and where files of this job may lie. */
  readonly workspace: string;
  readonly temp: string;
  /** What the models' process gets of the runner's environment. */
  readonly passedOn: Readonly<Record<string, string>>;
  /** What a llama-server asks for; a variable of the runner, so that GitHub need not know it. */
  readonly engineKey: string | undefined;
  /** Number of the issue that the event is about; 0 where it is about none. */
  readonly issue: number;
}

/** No token, no address of GitHub, no secret: what a program needs to start and to find a GPU. */
const PASSED_ON = ["PATH", "HOME", "LANG", "TMPDIR", "CUDA_VISIBLE_DEVICES", "LD_LIBRARY_PATH"];

export function readSurroundings(): Surroundings {
  const { payload, runId, runAttempt, serverUrl, apiUrl, eventName } = context;
  const { owner, repo: name } = context.repo;
  // Not every event names it: `schedule` has next to no payload.
  const id = payload.repository?.["id"] ?? Number(process.env["GITHUB_REPOSITORY_ID"]);
  if (!Number.isInteger(id) || id < 1) {
    throw new UserError(`the event ${eventName} names no repository; this runs in a workflow only`);
  }
  const url = `${serverUrl}/${owner}/${name}`;
  return {
    repository: { id, owner, name, url },
    run: { id: runId, url: `${url}/actions/runs/${runId}`, attempt: runAttempt },
    apiUrl,
    isHosted: process.env["RUNNER_ENVIRONMENT"] === "github-hosted",
    eventName,
    payload,
    workspace: process.env["GITHUB_WORKSPACE"] ?? ".",
    temp: process.env["RUNNER_TEMP"] ?? tmpdir(),
    passedOn: passedOn(process.env),
    engineKey: process.env["PATCHJUDGE_API_KEY"] || undefined,
    issue: Number(payload.issue?.number ?? payload["inputs"]?.["issue"] ?? 0),
  };
}

function passedOn(env: NodeJS.ProcessEnv): Record<string, string> {
  const kept = PASSED_ON.flatMap((name) => {
    const value = env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(kept);
}
