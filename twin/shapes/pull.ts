import { nodeId } from "../state/node-id.ts";
import type { Issue, Pull, Repository, ReviewComment } from "../state/types.ts";
import type { World } from "../state/world.ts";
import { labelShape, rollup } from "./issue.ts";
import { association, plainRepository, repositoryApi, repositoryWeb } from "./repository.ts";
import type { Schemas } from "./schemas.ts";
import { iso, isoOrNull, simpleUser } from "./user.ts";

/** An issue that is a pull request. */
export interface PullIssue {
  readonly issue: Issue;
  readonly pull: Pull;
}

/** `GET /repos/{owner}/{repo}/pulls/{number}`, and what webhooks show. */
export function pullShape(
  world: World,
  repository: Repository,
  { issue, pull }: PullIssue,
): Schemas["pull-request"] {
  const { stats } = pull;
  return {
    ...pullSimple(world, repository, { issue, pull }),
    merged: pull.merged,
    mergeable: issue.state === "open" ? stats.mergeable : null,
    rebaseable: issue.state === "open" ? stats.mergeable : null,
    mergeable_state: mergeableState({ issue, pull }),
    merged_by: pull.mergedBy === null ? null : simpleUser(world, pull.mergedBy),
    comments: issue.comments.length,
    review_comments: pull.reviewComments.length,
    maintainer_can_modify: false,
    commits: stats.commits,
    additions: stats.additions,
    deletions: stats.deletions,
    changed_files: stats.changedFiles,
  };
}

function mergeableState({ issue, pull }: PullIssue): string {
  if (issue.state === "closed") return "unknown";
  if (pull.draft) return "draft";
  return pull.stats.mergeable ? "clean" : "dirty";
}

/** As lists show it. */
export function pullSimple(world: World, repository: Repository, { issue, pull }: PullIssue) {
  const api = repositoryApi(world, repository);
  const url = `${api}/pulls/${issue.number}`;
  const html = `${repositoryWeb(world, repository)}/pull/${issue.number}`;
  const shape = {
    url,
    id: pull.id,
    node_id: nodeId("PR", pull.id),
    html_url: html,
    diff_url: `${html}.diff`,
    patch_url: `${html}.patch`,
    issue_url: `${api}/issues/${issue.number}`,
    ...related(api, issue, pull),
    number: issue.number,
    state: issue.state,
    locked: issue.locked,
    title: issue.title,
    user: simpleUser(world, issue.author),
    body: issue.body === "" ? null : issue.body,
    created_at: iso(issue.createdAt),
    updated_at: iso(issue.updatedAt),
    closed_at: isoOrNull(issue.closedAt),
    merged_at: isoOrNull(pull.mergedAt),
    merge_commit_sha: pull.mergeCommitSha,
    assignee: null,
    assignees: issue.assignees.map((user) => simpleUser(world, user)),
    requested_reviewers: pull.reviewers.map((user) => simpleUser(world, user)),
    requested_teams: [],
    milestone: null,
    draft: pull.draft,
    head: side(world, repository, pull.headRef, pull.headSha),
    base: side(world, repository, pull.baseRef, pull.baseSha),
    _links: links(url, html, api, issue, pull),
    author_association: association(repository, issue.author),
    auto_merge: null,
    active_lock_reason: null,
  } satisfies Omit<Schemas["pull-request-simple"], "labels">;
  // The description says that a label's description is never null. It is, on GitHub too.
  return { ...shape, labels: issue.labels.map((label) => labelShape(world, repository, label)) };
}

function related(api: string, issue: Issue, pull: Pull) {
  return {
    commits_url: `${api}/pulls/${issue.number}/commits`,
    review_comments_url: `${api}/pulls/${issue.number}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${api}/issues/${issue.number}/comments`,
    statuses_url: `${api}/statuses/${pull.headSha}`,
  };
}

function links(url: string, html: string, api: string, issue: Issue, pull: Pull) {
  const other = related(api, issue, pull);
  return {
    self: { href: url },
    html: { href: html },
    issue: { href: `${api}/issues/${issue.number}` },
    comments: { href: other.comments_url },
    review_comments: { href: other.review_comments_url },
    review_comment: { href: other.review_comment_url },
    commits: { href: other.commits_url },
    statuses: { href: other.statuses_url },
  };
}

/** Head and base; both lie in the same repository, forks are not modelled. */
function side(world: World, repository: Repository, ref: string, sha: string) {
  return {
    label: `${repository.owner.login}:${ref}`,
    ref,
    sha,
    user: simpleUser(world, repository.owner),
    repo: plainRepository(world, repository),
  };
}

/** As check runs and workflow runs name it. */
export function pullMinimal(
  world: World,
  repository: Repository,
  { issue, pull }: PullIssue,
): Schemas["pull-request-minimal"] {
  const repo = {
    id: repository.id,
    url: repositoryApi(world, repository),
    name: repository.name,
  };
  return {
    id: pull.id,
    number: issue.number,
    url: `${repositoryApi(world, repository)}/pulls/${issue.number}`,
    head: { ref: pull.headRef, sha: pull.headSha, repo },
    base: { ref: pull.baseRef, sha: pull.baseSha, repo },
  };
}

/** Open pull requests whose head is this commit. */
export function pullsAt(repository: Repository, sha: string): PullIssue[] {
  return [...repository.issues.values()].flatMap((issue) =>
    issue.pull !== null && issue.state === "open" && issue.pull.headSha === sha
      ? [{ issue, pull: issue.pull }]
      : [],
  );
}

export function reviewCommentShape(
  world: World,
  repository: Repository,
  { issue, pull }: PullIssue,
  comment: ReviewComment,
): Schemas["pull-request-review-comment"] {
  const api = repositoryApi(world, repository);
  const url = `${api}/pulls/comments/${comment.id}`;
  const html = `${repositoryWeb(world, repository)}/pull/${issue.number}#discussion_r${comment.id}`;
  return {
    url,
    pull_request_review_id: comment.id,
    id: comment.id,
    node_id: nodeId("PRRC", comment.id),
    diff_hunk: comment.diffHunk,
    path: comment.path,
    position: 1,
    original_position: 1,
    commit_id: pull.headSha,
    original_commit_id: comment.commitId,
    ...(comment.replyTo === null ? {} : { in_reply_to_id: comment.replyTo }),
    user: simpleUser(world, comment.author),
    body: comment.body,
    created_at: iso(comment.createdAt),
    updated_at: iso(comment.updatedAt),
    html_url: html,
    pull_request_url: `${api}/pulls/${issue.number}`,
    author_association: association(repository, comment.author),
    _links: {
      self: { href: url },
      html: { href: html },
      pull_request: { href: `${api}/pulls/${issue.number}` },
    },
    start_line: null,
    original_start_line: null,
    start_side: null,
    line: comment.line,
    original_line: comment.line,
    side: comment.side,
    subject_type: "line",
    reactions: rollup(`${url}/reactions`, comment.reactions),
  };
}
