import { z } from "zod";
import { reading, writing } from "../access/demand.ts";
import { type CheckChanges, changeCheck, createCheck } from "../change/checks.ts";
import { Failure, notFound } from "../http/failure.ts";
import { created, ok } from "../http/reply.ts";
import { checkShape } from "../shapes/check.ts";
import { repositoryWeb } from "../shapes/repository.ts";
import type { App, CheckRun, Repository } from "../state/types.ts";
import { commitNamed } from "./branches.ts";
import { type Call, counted, list, numberParam, param, read } from "./call.ts";
import { changeBy } from "./issues.ts";
import type { Routes } from "./routes.ts";

const READ = reading("checks");
const WRITE = writing("read", "checks");

export function checkRoutes(routes: Routes): void {
  routes.repo("POST", "/check-runs", WRITE, create);
  routes.repo("GET", "/check-runs/:id", READ, (call, repository) =>
    ok(checkShape(call.world, repository, checkIn(call, repository))),
  );
  routes.repo("PATCH", "/check-runs/:id", WRITE, update);
  routes.repo("GET", "/check-runs/:id/annotations", READ, (call, repository) => {
    const run = checkIn(call, repository);
    const web = repositoryWeb(call.world, repository);
    return list(call, run.annotations, (annotation) => ({
      start_column: null,
      end_column: null,
      title: null,
      raw_details: null,
      ...annotation,
      blob_href: `${web}/blob/${run.headSha}/${annotation.path}`,
    }));
  });
  routes.repo("GET", "/commits/:ref/check-runs", READ, listAtCommit);
}

function checkIn(call: Call, repository: Repository): CheckRun {
  const id = numberParam(call, "id");
  const run = repository.checkRuns.find((each) => each.id === id);
  if (run === undefined) throw notFound();
  return run;
}

async function listAtCommit(call: Call, repository: Repository) {
  const { query } = call;
  const sha = await commitNamed(repository, param(call, "ref"), 422);
  const name = query.get("check_name");
  const app = query.get("app_id");
  const status = query.get("status");
  const found = repository.checkRuns
    .filter((run) => run.headSha === sha)
    .filter((run) => name === null || run.name === name)
    .filter((run) => app === null || String(run.app?.id) === app)
    .filter((run) => status === null || run.status === status)
    .reverse();
  const runs = query.get("filter") === "all" ? found : latest(found);
  return counted(call, "check_runs", runs, (run) => checkShape(call.world, repository, run));
}

/** Of runs with the same name and app the newest; the list comes newest first. */
function latest(runs: readonly CheckRun[]): CheckRun[] {
  const key = (run: CheckRun) => `${run.app?.id} ${run.name}`;
  return runs.filter((run, index) => runs.findIndex((each) => key(each) === key(run)) === index);
}

const SHORT = z.string().max(65_535);

const Output = z.object({
  title: z.string().optional(),
  summary: SHORT.optional(),
  text: SHORT.optional(),
  annotations: z
    .array(
      z.object({
        path: z.string(),
        start_line: z.number().int(),
        end_line: z.number().int(),
        annotation_level: z.enum(["notice", "warning", "failure"]),
        message: z.string(),
      }),
    )
    .max(50, "No more than 50 items are allowed")
    .optional(),
});

const CheckBody = z.object({
  name: z.string().optional(),
  external_id: z.string().optional(),
  details_url: z.string().optional(),
  status: z.enum(["queued", "in_progress", "completed"]).optional(),
  conclusion: z
    .enum(["success", "failure", "neutral", "cancelled", "skipped", "timed_out", "action_required"])
    .optional(),
  started_at: z.string().optional(),
  completed_at: z.string().optional(),
  output: Output.optional(),
  actions: z
    .array(
      z.object({
        label: z.string().max(20),
        description: z.string().max(40),
        identifier: z.string().max(20),
      }),
    )
    .max(3, "No more than 3 items are allowed")
    .optional(),
});

async function create(call: Call, repository: Repository) {
  const app = callingApp(call);
  const body = read(call, CheckBody.extend({ name: z.string(), head_sha: z.string() }));
  if (!/^[0-9a-f]{40}$/.test(body.head_sha)) {
    throw new Failure(422, `No commit found for SHA: ${body.head_sha}`);
  }
  const headSha = await commitNamed(repository, body.head_sha, 422);
  const changes = changesIn(body);
  const run = createCheck(changeBy(call, repository), app, { name: body.name, headSha, changes });
  return created(checkShape(call.world, repository, run));
}

function update(call: Call, repository: Repository) {
  const app = callingApp(call);
  const run = checkIn(call, repository);
  if (run.app !== app) {
    throw new Failure(
      403,
      `Invalid app_id \`${app.id}\` - check run can only be modified by the GitHub App that created it.`,
    );
  }
  changeCheck(changeBy(call, repository), run, changesIn(read(call, CheckBody)));
  return ok(checkShape(call.world, repository, run));
}

function callingApp(call: Call): App {
  if (call.actor.kind === "installation") return call.actor.app;
  throw new Failure(403, "You must authenticate via a GitHub App.");
}

function changesIn(body: z.infer<typeof CheckBody>): CheckChanges {
  if (body.status === "completed" && body.conclusion === undefined) {
    throw new Failure(422, 'Invalid request.\n\n"conclusion" wasn\'t supplied.');
  }
  const { output } = body;
  if (output !== undefined && output.summary === undefined) {
    throw new Failure(422, 'Invalid request.\n\n"summary" wasn\'t supplied.');
  }
  return {
    name: body.name,
    externalId: body.external_id,
    detailsUrl: body.details_url,
    status: body.status,
    conclusion: body.conclusion,
    startedAt: dateIn(body.started_at),
    completedAt: dateIn(body.completed_at),
    output:
      output === undefined
        ? undefined
        : {
            title: output.title ?? null,
            summary: output.summary ?? null,
            text: output.text ?? null,
          },
    annotations: output?.annotations,
    actions: body.actions,
  };
}

function dateIn(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new Failure(422, `Invalid request.\n\n${text} is no time`);
  return date;
}
