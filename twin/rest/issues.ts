import { z } from "zod";
import { authorOf, mayModerate, reading, writing } from "../access/demand.ts";
import { isAtLeast, roleOf } from "../access/roles.ts";
import { type Change, changeIssue, openIssue } from "../change/issues.ts";
import { labelNamed } from "../change/labels.ts";
import { Failure, notFound } from "../http/failure.ts";
import { created, ok } from "../http/reply.ts";
import { eventShape, issueShape } from "../shapes/issue.ts";
import type { Issue, Label, Repository } from "../state/types.ts";
import { type Call, list, numberParam, read } from "./call.ts";
import type { Routes } from "./routes.ts";
import { timeline } from "./timeline.ts";

export const READ = reading("issues", "pull_requests");

export function issueRoutes(routes: Routes): void {
  routes.repo("GET", "/issues", READ, listIssues);
  routes.repo("POST", "/issues", writing("read", "issues"), createIssue);
  routes.repo("GET", "/issues/:number", READ, (call, repository) =>
    ok(issueShape(call.world, repository, issueIn(call, repository))),
  );
  routes.repo("PATCH", "/issues/:number", writing("read", "issues", "pull_requests"), patchIssue);
  routes.repo("GET", "/issues/:number/events", READ, (call, repository) =>
    list(call, issueIn(call, repository).events, (event) =>
      eventShape(call.world, repository, event),
    ),
  );
  routes.repo("GET", "/issues/:number/timeline", READ, (call, repository) =>
    list(call, timeline(call.world, repository, issueIn(call, repository)), (entry) => entry),
  );
  routes.repo("GET", "/issues/events", READ, (call, repository) => {
    const entries = [...repository.issues.values()].flatMap((issue) =>
      issue.events.map((event) => ({ issue, event })),
    );
    entries.sort((a, b) => b.event.id - a.event.id);
    return list(call, entries, ({ issue, event }) => ({
      ...eventShape(call.world, repository, event),
      issue: issueShape(call.world, repository, issue),
    }));
  });
}

export function issueIn(call: Call, repository: Repository): Issue {
  const issue = repository.issues.get(numberParam(call, "number"));
  if (issue === undefined) throw notFound();
  return issue;
}

export function changeBy(call: Call, repository: Repository): Change {
  return { world: call.world, repository, by: authorOf(call.actor) };
}

function listIssues(call: Call, repository: Repository) {
  const { query } = call;
  const state = query.get("state") ?? "open";
  const labels = (query.get("labels") ?? "").split(",").filter((name) => name !== "");
  const since = query.get("since");
  const creator = query.get("creator")?.toLowerCase();
  const wanted = [...repository.issues.values()]
    .filter((issue) => state === "all" || issue.state === state)
    .filter((issue) => labels.every((name) => hasLabel(issue, name)))
    .filter((issue) => since === null || issue.updatedAt >= wholeSecond(since))
    .filter((issue) => creator === undefined || issue.author.login.toLowerCase() === creator);
  return list(call, sorted(wanted, query), (issue) => issueShape(call.world, repository, issue));
}

function hasLabel(issue: Issue, name: string): boolean {
  return issue.labels.some((label) => label.name.toLowerCase() === name.trim().toLowerCase());
}

/** `since` includes its second. */
export function wholeSecond(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) throw new Failure(422, "Invalid request: since");
  return new Date(Math.floor(date.getTime() / 1000) * 1000);
}

function sorted(issues: Issue[], query: URLSearchParams): Issue[] {
  const by = query.get("sort") ?? "created";
  const sign = query.get("direction") === "asc" ? 1 : -1;
  const value = (issue: Issue) => {
    if (by === "comments") return issue.comments.length;
    return (by === "updated" ? issue.updatedAt : issue.createdAt).getTime();
  };
  return issues.sort((a, b) => sign * (value(a) - value(b) || a.number - b.number));
}

const NewIssueBody = z.object({
  title: z.union([z.string(), z.number()]).transform(String),
  body: z.string().nullish(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string() })])).optional(),
});

function createIssue(call: Call, repository: Repository) {
  const { title, body, labels = [] } = read(call, NewIssueBody);
  const names = labels.map((label) => (typeof label === "string" ? label : label.name));
  const issue = openIssue(changeBy(call, repository), {
    title,
    body: body ?? "",
    labels: mayLabel(call, repository) ? labelsNamed(call, repository, names) : [],
  });
  return created(issueShape(call.world, repository, issue));
}

/** GitHub drops the labels of those who may not set them, without a word. */
function mayLabel({ actor }: Call, repository: Repository): boolean {
  if (actor.kind === "user") return isAtLeast(roleOf(repository, actor.user), "triage");
  return actor.kind === "installation";
}

export function labelsNamed(call: Call, repository: Repository, names: readonly string[]): Label[] {
  return [...new Set(names)].map((name) => labelNamed(call.world, repository, name));
}

const IssuePatch = z.object({
  title: z.string().optional(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]).optional(),
  state_reason: z.enum(["completed", "not_planned", "reopened", "duplicate"]).nullish(),
});

function patchIssue(call: Call, repository: Repository) {
  const issue = issueIn(call, repository);
  const change = changeBy(call, repository);
  if (issue.author !== change.by.user && !mayModerate(call.actor, repository)) {
    throw new Failure(403, "Must have admin rights to Repository.");
  }
  const { title, body, state, state_reason } = read(call, IssuePatch);
  changeIssue(change, issue, {
    title,
    body: body === null ? "" : body,
    state,
    stateReason: state_reason,
  });
  return ok(issueShape(call.world, repository, issue));
}
