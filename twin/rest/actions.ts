import { z } from "zod";
import { reading, writing } from "../access/demand.ts";
import { dispatchRepository, dispatchWorkflow } from "../change/dispatch.ts";
import { cancelRun, workflowAt } from "../change/runs.ts";
import { readWorkflow } from "../change/workflow-file.ts";
import { branchSha } from "../git/refs.ts";
import { Failure, notFound } from "../http/failure.ts";
import { NO_CONTENT, ok, type Reply } from "../http/reply.ts";
import { artifactShape, jobShape, runShape, workflowShape } from "../shapes/run.ts";
import type { Schemas } from "../shapes/schemas.ts";
import type { Artifact, Repository, WorkflowRun } from "../state/types.ts";
import { type Call, counted, numberParam, param, read } from "./call.ts";
import { changeBy } from "./issues.ts";
import type { Routes } from "./routes.ts";
import { listRuns } from "./run-list.ts";

const READ = reading("actions");
const WRITE = writing("write", "actions");
const ADMIN = { ...reading("administration"), role: "admin" as const };

export function actionRoutes(routes: Routes): void {
  routes.repo("GET", "/actions/workflows/:workflow", READ, async (call, repository) => {
    const path = await workflowPath(call, repository);
    const workflow = workflowAt({ world: call.world, repository }, path);
    return ok(workflowShape(call.world, repository, workflow));
  });
  routes.repo("POST", "/actions/workflows/:workflow/dispatches", WRITE, dispatch);
  routes.repo("GET", "/actions/workflows/:workflow/runs", READ, async (call, repository) => {
    const path = await workflowPath(call, repository);
    return listRuns(call, repository, (run) => run.workflow.path === path);
  });
  routes.repo("GET", "/actions/runs", READ, (call, repository) =>
    listRuns(call, repository, () => true),
  );
  routes.repo("GET", "/actions/runs/:id", READ, (call, repository) =>
    ok(runShape(call.world, repository, runIn(call, repository))),
  );
  routes.repo("POST", "/actions/runs/:id/cancel", WRITE, cancel);
  routes.repo("GET", "/actions/runs/:id/jobs", READ, (call, repository) => {
    const run = runIn(call, repository);
    return counted(call, "jobs", run.jobs, (job) => jobShape(call.world, repository, run, job));
  });
  artifactRoutes(routes);
  routes.repo("GET", "/actions/runners", ADMIN, (call) => {
    const runners = [...call.world.runners];
    return counted(call, "runners", runners, ([name, labels]) => runnerShape(name, labels));
  });
  routes.repo("POST", "/dispatches", writing("write", "contents"), repositoryDispatch);
}

/** Whoever asks for jobs is online; that one goes away is not modelled. */
function runnerShape(name: string, labels: readonly string[]): Schemas["runner"] {
  return {
    ...{ id: 1, name, os: "linux", status: "online", busy: false },
    labels: labels.map((label) => ({ name: label })),
  };
}

function artifactRoutes(routes: Routes): void {
  routes.repo("GET", "/actions/runs/:id/artifacts", READ, (call, repository) => {
    const run = runIn(call, repository);
    const name = call.query.get("name");
    const wanted = run.artifacts.filter((each) => name === null || each.name === name);
    return counted(call, "artifacts", wanted, (each) =>
      artifactShape(call.world, repository, run, each),
    );
  });
  routes.repo("GET", "/actions/artifacts/:id", READ, (call, repository) => {
    const { run, artifact } = artifactIn(call, repository);
    return ok(artifactShape(call.world, repository, run, artifact));
  });
  routes.repo("GET", "/actions/artifacts/:id/zip", READ, (call, repository) => {
    if (call.actor.kind === "anonymous") throw new Failure(401, "Requires authentication");
    const { artifact } = artifactIn(call, repository);
    // The address is signed, short-lived and asks for no token, as the storage behind GitHub's does.
    const location = `${call.world.url}/_twin/download/${artifact.id}/${artifact.digest.slice(-40)}`;
    return { status: 302, headers: { location } };
  });
}

export function runIn(call: Call, repository: Repository): WorkflowRun {
  const id = numberParam(call, "id");
  const run = repository.runs.find((each) => each.id === id);
  if (run === undefined) throw notFound();
  return run;
}

function artifactIn(call: Call, repository: Repository): { run: WorkflowRun; artifact: Artifact } {
  const id = numberParam(call, "id");
  for (const run of repository.runs) {
    const artifact = run.artifacts.find((each) => each.id === id);
    if (artifact !== undefined) return { run, artifact };
  }
  throw notFound();
}

/** A workflow is named by the file's name or by its id; the file must be on the default branch. */
async function workflowPath(call: Call, repository: Repository): Promise<string> {
  const name = param(call, "workflow");
  const known = [...repository.workflows.values()].find((each) => String(each.id) === name);
  const path = known?.path ?? `.github/workflows/${name.replace(/^\.github\/workflows\//, "")}`;
  const main = await branchSha(repository.gitDir, repository.defaultBranch);
  const file = main === undefined ? undefined : await readWorkflow(repository, main, path);
  if (file === undefined) throw notFound();
  workflowAt({ world: call.world, repository }, path, file.name);
  return path;
}

const DispatchBody = z.object({
  ref: z.string(),
  inputs: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String))
    .default({}),
  return_run_details: z.boolean().default(false),
});

async function dispatch(call: Call, repository: Repository): Promise<Reply> {
  const path = await workflowPath(call, repository);
  const { ref, inputs, return_run_details } = read(call, DispatchBody);
  if (Object.keys(inputs).length > 25) {
    throw new Failure(422, "Invalid request.\n\nNo more than 25 properties are allowed in inputs");
  }
  const run = await dispatchWorkflow(changeBy(call, repository), { path, ref, inputs });
  if (!return_run_details) return NO_CONTENT;
  const { url, html_url } = runShape(call.world, repository, run);
  return ok({ workflow_run_id: run.id, run_url: url, html_url });
}

function cancel(call: Call, repository: Repository): Reply {
  const run = runIn(call, repository);
  if (run.status === "completed") {
    throw new Failure(409, "Cannot cancel a workflow run that is completed.");
  }
  cancelRun({ world: call.world, repository }, run);
  return { status: 202, body: {} };
}

const RepositoryDispatch = z.object({
  event_type: z.string().min(1).max(100),
  client_payload: z
    .record(z.string(), z.unknown())
    .refine(
      (payload) => Object.keys(payload).length <= 10,
      "No more than 10 properties are allowed",
    )
    .refine((payload) => JSON.stringify(payload).length < 65_535, "client_payload is too large.")
    .default({}),
});

function repositoryDispatch(call: Call, repository: Repository): Reply {
  const { event_type, client_payload } = read(call, RepositoryDispatch);
  dispatchRepository(changeBy(call, repository), { type: event_type, payload: client_payload });
  return NO_CONTENT;
}
