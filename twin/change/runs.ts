import { readCommit } from "../git/objects.ts";
import { jobShape, runShape, workflowShape } from "../shapes/run.ts";
import type { Job, Repository, User, Workflow, WorkflowRun } from "../state/types.ts";
import type { World } from "../state/world.ts";
import { emit } from "../webhooks/emit.ts";
import type { WorkflowFile } from "./workflow-file.ts";

export interface Where {
  readonly world: World;
  readonly repository: Repository;
}

export interface NewRun {
  readonly path: string;
  readonly file: WorkflowFile;
  readonly event: string;
  readonly headBranch: string;
  readonly headSha: string;
  readonly actor: User;
  readonly inputs: Readonly<Record<string, string>>;
  readonly payload: unknown;
}

/** The workflow of a file; it has an id from the first time it is seen. */
export function workflowAt({ world, repository }: Where, path: string, name?: string): Workflow {
  const known = repository.workflows.get(path);
  if (known !== undefined) return known;
  const made = { id: world.nextId(), path, name: name ?? path, createdAt: world.clock.now() };
  repository.workflows.set(path, made);
  return made;
}

export async function startRun(where: Where, wanted: NewRun): Promise<WorkflowRun> {
  const { world, repository } = where;
  const { file } = wanted;
  const headCommit = await readCommit(repository.gitDir, wanted.headSha);
  const workflow = workflowAt(where, wanted.path, file.name);
  const now = world.clock.now();
  const run: WorkflowRun = {
    id: world.nextId(),
    workflow,
    number: repository.runs.filter((each) => each.workflow === workflow).length + 1,
    event: wanted.event,
    headBranch: wanted.headBranch,
    headSha: wanted.headSha,
    headCommit,
    actor: wanted.actor,
    title: titleOf(wanted, workflow),
    inputs: wanted.inputs,
    payload: wanted.payload,
    createdAt: now,
    updatedAt: now,
    status: "queued",
    conclusion: null,
    cancelRequested: false,
    jobs: file.jobs.map((job) => ({
      ...job,
      id: world.nextId(),
      createdAt: now,
      log: [],
      status: "queued",
      conclusion: null,
      startedAt: null,
      completedAt: null,
      runner: null,
      token: null,
      heardAt: null,
    })),
    artifacts: [],
  };
  repository.runs.push(run);
  emitRun(where, run, "requested");
  for (const job of run.jobs) emitJob(where, run, job, "queued");
  return run;
}

/** `run-name` knows inputs; other expressions stay as they are written. */
function titleOf({ file, inputs }: NewRun, workflow: Workflow): string {
  if (file.runName === undefined) return workflow.name;
  return file.runName.replace(
    /\$\{\{\s*(?:github\.event\.)?inputs\.([\w-]+)\s*\}\}/g,
    (whole, name: string) => inputs[name] ?? whole,
  );
}

export function startJob(where: Where, run: WorkflowRun, job: Job, runner: string): void {
  const now = where.world.clock.now();
  job.status = "in_progress";
  job.startedAt = now;
  job.heardAt = now;
  job.runner = runner;
  run.updatedAt = now;
  const first = run.status === "queued";
  run.status = "in_progress";
  if (first) emitRun(where, run, "in_progress");
  emitJob(where, run, job, "in_progress");
}

export function endJob(where: Where, run: WorkflowRun, job: Job, conclusion: string): void {
  const now = where.world.clock.now();
  job.status = "completed";
  job.conclusion = conclusion;
  job.completedAt = now;
  if (job.token !== null) where.world.tokens.delete(job.token);
  emitJob(where, run, job, "completed");
  skipWaiting(where, run);
  endRunIfDone(where, run);
}

/** A job whose needs have not succeeded does not start: `if: always()` is not evaluated. */
function skipWaiting(where: Where, run: WorkflowRun): void {
  const waiting = run.jobs.find(
    (job) => job.status === "queued" && job.needs.some((key) => hasFailed(run, key)),
  );
  if (waiting !== undefined) endJob(where, run, waiting, "skipped");
}

function hasFailed(run: WorkflowRun, key: string): boolean {
  const job = run.jobs.find((each) => each.key === key);
  return job === undefined || (job.status === "completed" && job.conclusion !== "success");
}

export function isReady(run: WorkflowRun, job: Job): boolean {
  const done = (key: string) =>
    run.jobs.some((each) => each.key === key && each.conclusion === "success");
  return job.status === "queued" && job.needs.every(done);
}

function endRunIfDone(where: Where, run: WorkflowRun): void {
  if (run.status === "completed" || run.jobs.some((job) => job.status !== "completed")) return;
  run.status = "completed";
  run.conclusion = conclusionOf(run);
  run.updatedAt = where.world.clock.now();
  emitRun(where, run, "completed");
}

function conclusionOf({ jobs }: WorkflowRun): string {
  const has = (conclusion: string) => jobs.some((job) => job.conclusion === conclusion);
  if (has("failure") || has("timed_out")) return "failure";
  if (has("cancelled")) return "cancelled";
  return jobs.every((job) => job.conclusion === "skipped") ? "skipped" : "success";
}

/** Ends what has not begun; what runs hears of it at its next heartbeat. */
export function cancelRun(where: Where, run: WorkflowRun): void {
  run.cancelRequested = true;
  for (const job of run.jobs) {
    if (job.status === "queued") endJob(where, run, job, "cancelled");
  }
}

function emitRun({ world, repository }: Where, run: WorkflowRun, action: string): void {
  emit(world, {
    event: "workflow_run",
    action,
    repository,
    sender: run.actor,
    fields: {
      workflow_run: runShape(world, repository, run),
      workflow: workflowShape(world, repository, run.workflow),
    },
  });
}

function emitJob({ world, repository }: Where, run: WorkflowRun, job: Job, action: string): void {
  const fields = { workflow_job: jobShape(world, repository, run, job) };
  emit(world, { event: "workflow_job", action, repository, sender: run.actor, fields });
}
