import { issueShape, labelShape } from "../shapes/issue.ts";
import { isoOrNull } from "../shapes/user.ts";
import { nodeId } from "../state/node-id.ts";
import type { Issue, Label, Pull, Repository } from "../state/types.ts";
import { connection, type PageArguments } from "./connection.ts";
import type { GraphqlContext, Node } from "./context.ts";
import { actorNode, commentNode, postFields } from "./posts.ts";
import { repositoryNode } from "./repository.ts";

export function issueNode(context: GraphqlContext, repository: Repository, issue: Issue): Node {
  return {
    __typename: "Issue",
    id: nodeId("I", issue.id),
    ...common(context, repository, issue),
    state: issue.state.toUpperCase(),
    stateReason: issue.stateReason?.toUpperCase() ?? null,
  };
}

function common(context: GraphqlContext, repository: Repository, issue: Issue) {
  const { html_url } = issueShape(context.world, repository, issue);
  return {
    ...postFields(context, repository, issue),
    number: issue.number,
    title: issue.title,
    url: html_url,
    resourcePath: new URL(html_url).pathname,
    closed: issue.state === "closed",
    closedAt: isoOrNull(issue.closedAt),
    locked: issue.locked,
    repository: () => repositoryNode(context, repository),
    labels: (page: PageArguments) =>
      connection(issue.labels, page, (label) => labelNode(context, repository, label)),
    comments: (page: PageArguments) =>
      connection(issue.comments, page, (comment) =>
        commentNode(context, { repository, issue }, comment),
      ),
  };
}

function labelNode({ world }: GraphqlContext, repository: Repository, label: Label): Node {
  return {
    __typename: "Label",
    id: nodeId("LA", label.id),
    name: label.name,
    color: label.color,
    description: label.description,
    url: labelShape(world, repository, label).url,
  };
}

export function pullNode(
  context: GraphqlContext,
  repository: Repository,
  { issue, pull }: { issue: Issue; pull: Pull },
): Node {
  return {
    __typename: "PullRequest",
    id: nodeId("PR", pull.id),
    ...common(context, repository, issue),
    state: pull.merged ? "MERGED" : issue.state.toUpperCase(),
    isDraft: pull.draft,
    merged: pull.merged,
    mergedAt: isoOrNull(pull.mergedAt),
    mergedBy: () => (pull.mergedBy === null ? null : actorNode(context, pull.mergedBy)),
    mergeable: pull.stats.mergeable ? "MERGEABLE" : "CONFLICTING",
    headRefName: pull.headRef,
    headRefOid: pull.headSha,
    baseRefName: pull.baseRef,
    baseRefOid: pull.baseSha,
    additions: pull.stats.additions,
    deletions: pull.stats.deletions,
    changedFiles: pull.stats.changedFiles,
    isCrossRepository: false,
  };
}
