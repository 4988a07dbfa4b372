import { nodeId } from "../state/node-id.ts";
import type { Comment, Issue, IssueEvent, Label, Reaction, Repository } from "../state/types.ts";
import type { World } from "../state/world.ts";
import { association, repositoryApi, repositoryWeb } from "./repository.ts";
import type { Schemas } from "./schemas.ts";
import { iso, isoOrNull, simpleUser, via } from "./user.ts";

export function issuePath(issue: Issue): string {
  return `/${issue.pull === null ? "issues" : "pull"}/${issue.number}`;
}

/** An issue, or a pull request as issues show it. */
export function issueShape(world: World, repository: Repository, issue: Issue) {
  const url = `${repositoryApi(world, repository)}/issues/${issue.number}`;
  return {
    url,
    repository_url: repositoryApi(world, repository),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${repositoryWeb(world, repository)}${issuePath(issue)}`,
    id: issue.id,
    node_id: nodeId(issue.pull === null ? "I" : "PR", issue.id),
    number: issue.number,
    title: issue.title,
    user: simpleUser(world, issue.author),
    labels: issue.labels.map((label) => labelShape(world, repository, label)),
    state: issue.state,
    locked: issue.locked,
    assignee: issue.assignees[0] === undefined ? null : simpleUser(world, issue.assignees[0]),
    assignees: issue.assignees.map((user) => simpleUser(world, user)),
    milestone: null,
    comments: issue.comments.length,
    created_at: iso(issue.createdAt),
    updated_at: iso(issue.updatedAt),
    closed_at: isoOrNull(issue.closedAt),
    closed_by: issue.closedBy === null ? null : simpleUser(world, issue.closedBy),
    author_association: association(repository, issue.author),
    active_lock_reason: null,
    body: issue.body,
    reactions: rollup(`${url}/reactions`, issue.reactions),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: via(world, issue.via),
    state_reason: issue.stateReason,
    ...(issue.pull === null ? {} : pullParts(world, repository, issue, issue.pull)),
  } satisfies Schemas["issue"];
}

/** Webhooks say of every issue whether it is a draft. */
export function hookIssueShape(world: World, repository: Repository, issue: Issue) {
  return { draft: false, ...issueShape(world, repository, issue) };
}

function pullParts(
  world: World,
  repository: Repository,
  issue: Issue,
  pull: NonNullable<Issue["pull"]>,
) {
  const html = `${repositoryWeb(world, repository)}/pull/${issue.number}`;
  return {
    draft: pull.draft,
    pull_request: {
      url: `${repositoryApi(world, repository)}/pulls/${issue.number}`,
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      merged_at: isoOrNull(pull.mergedAt),
    },
  };
}

export function labelShape(world: World, repository: Repository, label: Label) {
  return {
    id: label.id,
    node_id: nodeId("LA", label.id),
    url: `${repositoryApi(world, repository)}/labels/${encodeURIComponent(label.name)}`,
    name: label.name,
    color: label.color,
    default: false,
    description: label.description,
  } satisfies Schemas["label"];
}

export function commentShape(world: World, repository: Repository, issue: Issue, comment: Comment) {
  const base = repositoryApi(world, repository);
  const url = `${base}/issues/comments/${comment.id}`;
  const web = `${repositoryWeb(world, repository)}${issuePath(issue)}`;
  return {
    url,
    html_url: `${web}#issuecomment-${comment.id}`,
    issue_url: `${base}/issues/${issue.number}`,
    id: comment.id,
    node_id: nodeId("IC", comment.id),
    user: simpleUser(world, comment.author),
    created_at: iso(comment.createdAt),
    updated_at: iso(comment.updatedAt),
    author_association: association(repository, comment.author),
    body: comment.body,
    reactions: rollup(`${url}/reactions`, comment.reactions),
    performed_via_github_app: via(world, comment.via),
  } satisfies Schemas["issue-comment"];
}

export function rollup(url: string, reactions: readonly Reaction[]): Schemas["reaction-rollup"] {
  const count = (content: Reaction["content"]) =>
    reactions.filter((reaction) => reaction.content === content).length;
  return {
    url,
    total_count: reactions.length,
    "+1": count("+1"),
    "-1": count("-1"),
    laugh: count("laugh"),
    hooray: count("hooray"),
    confused: count("confused"),
    heart: count("heart"),
    rocket: count("rocket"),
    eyes: count("eyes"),
  };
}

export function reactionShape(world: World, reaction: Reaction): Schemas["reaction"] {
  return {
    id: reaction.id,
    node_id: nodeId("REA", reaction.id),
    user: simpleUser(world, reaction.user),
    content: reaction.content,
    created_at: iso(reaction.createdAt),
  };
}

export function eventShape(world: World, repository: Repository, event: IssueEvent) {
  return {
    id: event.id,
    node_id: nodeId("LE", event.id),
    url: `${repositoryApi(world, repository)}/issues/events/${event.id}`,
    actor: simpleUser(world, event.actor),
    event: event.event,
    commit_id: event.commitId ?? null,
    commit_url:
      event.commitId === undefined
        ? null
        : `${repositoryApi(world, repository)}/commits/${event.commitId}`,
    created_at: iso(event.createdAt),
    ...(event.label === undefined ? {} : { label: event.label }),
    ...(event.rename === undefined ? {} : { rename: event.rename }),
    performed_via_github_app: via(world, event.via),
  } satisfies Schemas["issue-event"];
}
