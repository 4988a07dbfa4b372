import type { Probot } from "probot";
import type { DiffApplier } from "../contracts/repository.ts";
import { createCodeHost } from "../github/code-host.ts";
import type { Octokit } from "../github/octokit.ts";
import { dispatchedRuns } from "../lifecycle/progress.ts";
import type { Log, Workplace } from "../lifecycle/workplace.ts";
import type { SecretScan } from "../publish/secrets.ts";
import type { Worker } from "../record/claim.ts";
import type { Metrics } from "./metrics.ts";
import type { Strangers } from "./strangers.ts";

/** A repository as payloads and lists name it. */
export interface RawRepository {
  readonly id: number;
  readonly name: string;
  readonly full_name: string;
  readonly html_url: string;
}

export type OpenPlace = (
  octokit: Octokit,
  repository: RawRepository,
  log: Log,
) => Promise<Workplace>;

interface Parts {
  readonly worker: Worker;
  readonly applier: DiffApplier;
  readonly secrets: SecretScan;
  readonly metrics: Metrics;
  readonly strangers: Strangers;
}

/** Makes what a job needs from the client of its installation. */
export function createOpener(app: Probot, parts: Parts): OpenPlace {
  const { applier, secrets, worker, metrics, strangers } = parts;
  let self: Promise<string> | undefined;
  const ownLogin = async () => {
    const octokit = await app.auth();
    const { data } = await octokit.rest.apps.getAuthenticated();
    return `${data?.slug}[bot]`;
  };
  return async (octokit, repository, log) => {
    // A failure is not remembered: GitHub may have been away for a moment.
    self ??= ownLogin().catch((error) => {
      self = undefined;
      throw error;
    });
    const owner = repository.full_name.split("/")[0] ?? "";
    const { id, name, html_url: url } = repository;
    const host = strangers.watch(createCodeHost(octokit, { id, owner, name, url }, await self));
    const runs = dispatchedRuns(host);
    return { host, ...runs, applier, secrets, worker, log, count: metrics.outcome };
  };
}
