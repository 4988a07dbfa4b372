import type { Reply } from "../http/reply.ts";
import { runShape } from "../shapes/run.ts";
import type { Repository, WorkflowRun } from "../state/types.ts";
import { type Call, counted } from "./call.ts";

/** Runs newest first, as the query wants them. */
export function listRuns(
  call: Call,
  repository: Repository,
  isWanted: (run: WorkflowRun) => boolean,
): Reply {
  const { query } = call;
  const equals = (name: string, value: string | null) => {
    const asked = query.get(name);
    return asked === null || asked.toLowerCase() === value?.toLowerCase();
  };
  const runs = repository.runs
    .filter(isWanted)
    .filter((run) => equals("event", run.event))
    .filter((run) => equals("branch", run.headBranch))
    .filter((run) => equals("actor", run.actor.login))
    .filter((run) => equals("head_sha", run.headSha))
    .filter((run) => equals("status", run.status) || equals("status", run.conclusion))
    .filter((run) => isCreated(run, query.get("created")))
    .reverse();
  return counted(call, "workflow_runs", runs, (run) => runShape(call.world, repository, run));
}

/** `>=2026-01-01`, `<…`, `a..b` or a day. */
function isCreated({ createdAt }: WorkflowRun, asked: string | null): boolean {
  if (asked === null) return true;
  const [from, to] = asked.split("..");
  if (to !== undefined) return isAfter(createdAt, from) && isBefore(createdAt, to);
  const found = /^(>=|<=|>|<)?(.+)$/.exec(asked);
  const date = found?.[2];
  switch (found?.[1]) {
    case ">=":
    case ">":
      return isAfter(createdAt, date);
    case "<=":
    case "<":
      return isBefore(createdAt, date);
    default:
      return createdAt.toISOString().startsWith((date ?? "").slice(0, 10));
  }
}

/** GitHub keeps whole seconds. */
function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

function isAfter(date: Date, bound: string | undefined): boolean {
  return bound === "*" || seconds(date) >= seconds(new Date(bound ?? ""));
}

function isBefore(date: Date, bound: string | undefined): boolean {
  return bound === "*" || seconds(date) <= seconds(new Date(bound ?? ""));
}
