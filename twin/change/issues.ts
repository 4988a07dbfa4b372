import { hookIssueShape, labelShape } from "../shapes/issue.ts";
import { pullShape } from "../shapes/pull.ts";
import type { Author, Issue, IssueEvent, Label, Pull, Repository } from "../state/types.ts";
import type { World } from "../state/world.ts";
import { emit } from "../webhooks/emit.ts";
import { checkBody, checkTitle } from "./limits.ts";

/** Where a change happens and who makes it. */
export interface Change {
  readonly world: World;
  readonly repository: Repository;
  readonly by: Author;
}

export interface NewIssue {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly Label[];
  readonly pull?: Pull;
}

export function openIssue(change: Change, { title, body, labels, pull }: NewIssue): Issue {
  const resource = pull === undefined ? "Issue" : "PullRequest";
  checkTitle(resource, title);
  checkBody(resource, body);
  const { world, repository, by } = change;
  const now = world.clock.now();
  const issue: Issue = {
    id: pull?.id ?? world.nextId(),
    number: repository.nextNumber,
    title,
    body,
    author: by.user,
    via: by.via,
    createdAt: now,
    updatedAt: now,
    reactions: [],
    edits: [],
    state: "open",
    stateReason: null,
    closedAt: null,
    closedBy: null,
    locked: false,
    labels: [],
    assignees: [],
    comments: [],
    events: [],
    pull: pull ?? null,
  };
  repository.nextNumber += 1;
  repository.issues.set(issue.number, issue);
  for (const label of labels) attach(change, issue, label);
  emitIssue(change, issue, "opened");
  for (const label of labels) emitLabel(change, issue, "labeled", label);
  return issue;
}

export interface IssueChanges {
  readonly title?: string | undefined;
  readonly body?: string | undefined;
  readonly state?: "open" | "closed" | undefined;
  readonly stateReason?: Issue["stateReason"] | undefined;
}

export function changeIssue(change: Change, issue: Issue, changes: IssueChanges): void {
  const { title, body, state } = changes;
  if (title !== undefined) checkTitle("Issue", title);
  if (body !== undefined) checkBody("Issue", body);
  edit(change, issue, { title, body });
  if (state !== undefined && state !== issue.state) {
    setState(change, issue, state, changes.stateReason);
  }
}

function edit(change: Change, issue: Issue, { title, body }: Pick<IssueChanges, "title" | "body">) {
  const before: Record<string, { from: string }> = {};
  const now = change.world.clock.now();
  if (title !== undefined && title !== issue.title) {
    before["title"] = { from: issue.title };
    note(change, issue, { event: "renamed", rename: { from: issue.title, to: title } });
    issue.title = title;
  }
  if (body !== undefined && body !== issue.body) {
    before["body"] = { from: issue.body };
    issue.edits.push({ editor: change.by.user, editedAt: now, before: issue.body });
    issue.body = body;
  }
  if (Object.keys(before).length === 0) return;
  issue.updatedAt = now;
  emitIssue(change, issue, "edited", { changes: before });
}

/** Closes or opens again. Merging calls it too, after it has marked the pull request. */
export function setState(
  change: Change,
  issue: Issue,
  state: Issue["state"],
  reason: Issue["stateReason"] = null,
): void {
  const closed = state === "closed";
  const now = change.world.clock.now();
  issue.state = state;
  issue.closedAt = closed ? now : null;
  issue.closedBy = closed ? change.by.user : null;
  if (issue.pull === null) issue.stateReason = closed ? (reason ?? "completed") : "reopened";
  touch(change, issue);
  note(change, issue, { event: closed ? "closed" : "reopened" });
  emitIssue(change, issue, closed ? "closed" : "reopened");
}

export function touch(change: Change, issue: Issue): void {
  issue.updatedAt = change.world.clock.now();
}

/** Adds an entry to the issue's events. */
export function note(
  change: Change,
  issue: Issue,
  entry: Pick<IssueEvent, "event" | "label" | "rename" | "commitId">,
): void {
  issue.events.push({
    ...entry,
    id: change.world.nextId(),
    actor: change.by.user,
    via: change.by.via,
    createdAt: change.world.clock.now(),
  });
}

/** Puts a label on without telling webhooks; true if it was not there. */
export function attach(change: Change, issue: Issue, label: Label): boolean {
  if (issue.labels.includes(label)) return false;
  issue.labels.push(label);
  note(change, issue, { event: "labeled", label: { name: label.name, color: label.color } });
  touch(change, issue);
  return true;
}

export function addLabels(change: Change, issue: Issue, labels: readonly Label[]): void {
  for (const label of labels) {
    if (attach(change, issue, label)) emitLabel(change, issue, "labeled", label);
  }
}

export function removeLabel(change: Change, issue: Issue, label: Label): boolean {
  const index = issue.labels.indexOf(label);
  if (index < 0) return false;
  issue.labels.splice(index, 1);
  note(change, issue, { event: "unlabeled", label: { name: label.name, color: label.color } });
  touch(change, issue);
  emitLabel(change, issue, "unlabeled", label);
  return true;
}

function emitLabel(change: Change, issue: Issue, action: string, label: Label): void {
  const shape = labelShape(change.world, change.repository, label);
  emitIssue(change, issue, action, { label: shape });
}

/** `issues` for issues, `pull_request` for pull requests. */
export function emitIssue(
  change: Change,
  issue: Issue,
  action: string,
  fields: Readonly<Record<string, unknown>> = {},
): void {
  const { world, repository, by } = change;
  const about =
    issue.pull === null
      ? { issue: hookIssueShape(world, repository, issue) }
      : {
          number: issue.number,
          pull_request: pullShape(world, repository, { issue, pull: issue.pull }),
        };
  emit(world, {
    event: issue.pull === null ? "issues" : "pull_request",
    action,
    repository,
    sender: by.user,
    fields: { ...about, ...fields },
  });
}
