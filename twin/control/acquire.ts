import { isReady, startJob } from "../change/runs.ts";
import { repositoryWeb } from "../shapes/repository.ts";
import { issueToken } from "../state/apps.ts";
import { jobsApp } from "../state/jobs-app.ts";
import type { InstallationActor } from "../state/types.ts";
import type { World } from "../state/world.ts";
import { allJobs, type FoundJob } from "./jobs.ts";
import type { AcquiredJob, AcquireRequest } from "./messages.ts";

/** A job's token lives as long as the job, at most a day. */
const TOKEN_LIFE_MS = 24 * 3_600_000;

/** Gives a runner the oldest job that waits for labels it has. */
export function acquire(world: World, { labels, name }: AcquireRequest): AcquiredJob | undefined {
  world.runners.set(name, labels);
  const has = new Set(labels.map((label) => label.toLowerCase()));
  let oldest: FoundJob | undefined;
  for (const found of allJobs(world)) {
    const fits = found.job.labels.every((label) => has.has(label.toLowerCase()));
    if (!fits || !isReady(found.run, found.job)) continue;
    if (oldest === undefined || found.job.id < oldest.job.id) oldest = found;
  }
  return oldest === undefined ? undefined : begin(world, oldest, name);
}

function begin(world: World, { repository, run, job }: FoundJob, runner: string): AcquiredJob {
  const app = jobsApp(world);
  const actor: InstallationActor = {
    kind: "installation",
    user: app.bot,
    app,
    installation: null,
    permissions: job.permissions,
    repositories: new Set([repository]),
  };
  job.token = issueToken(world, actor, TOKEN_LIFE_MS).token;
  startJob({ world, repository }, run, job, runner);
  const web = repositoryWeb(world, repository);
  return {
    jobId: job.id,
    jobKey: job.key,
    jobName: job.name,
    runId: run.id,
    runNumber: run.number,
    runUrl: `${web}/actions/runs/${run.id}`,
    repository: repository.fullName,
    repositoryId: repository.id,
    cloneUrl: `${web}.git`,
    serverUrl: world.url,
    apiUrl: `${world.url}/api/v3`,
    graphqlUrl: `${world.url}/api/graphql`,
    defaultBranch: repository.defaultBranch,
    headBranch: run.headBranch,
    headSha: run.headSha,
    workflowPath: run.workflow.path,
    workflowName: run.workflow.name,
    event: run.event,
    actor: run.actor.login,
    inputs: run.inputs,
    payload: run.payload,
    token: job.token,
    permissions: job.permissions,
  };
}
