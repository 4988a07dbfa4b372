import { authorOf, reading, writing } from "../access/demand.ts";
import { setDraft } from "../change/pulls.ts";
import { nodeId, parseNodeId } from "../state/node-id.ts";
import type { Comment, Issue, Pull, Repository } from "../state/types.ts";
import { type CreateCommitOnBranchInput, createCommitOnBranch } from "./commit-on-branch.ts";
import { demandNode, type GraphqlContext, graphqlError, type Node } from "./context.ts";
import { issueNode, pullNode } from "./issues.ts";
import { commentNode } from "./posts.ts";
import { repositoryNode } from "./repository.ts";

interface Input<T> {
  readonly input: T & { readonly clientMutationId?: string | null };
}

export function mutationRoot(context: GraphqlContext): Node {
  return {
    __typename: "Mutation",
    createCommitOnBranch: ({ input }: Input<CreateCommitOnBranchInput>) =>
      createCommitOnBranch(context, input),
    markPullRequestReadyForReview: ({ input }: Input<{ pullRequestId: string }>) =>
      draft(context, input, false),
    convertPullRequestToDraft: ({ input }: Input<{ pullRequestId: string }>) =>
      draft(context, input, true),
    minimizeComment: ({ input }: Input<{ subjectId: string; classifier: string }>) =>
      minimize(context, input, input.classifier.toLowerCase().replace("_", "-")),
    unminimizeComment: ({ input }: Input<{ subjectId: string }>) => minimize(context, input, null),
  };
}

function draft(
  context: GraphqlContext,
  input: Input<{ pullRequestId: string }>["input"],
  wanted: boolean,
) {
  const found = find(context, input.pullRequestId);
  if (found?.pull === undefined) throw unresolved(input.pullRequestId);
  const { repository, issue, pull } = found;
  demandNode(context, repository, writing("write", "pull_requests"));
  const by = authorOf(context.actor);
  setDraft({ world: context.world, repository, by }, { issue, pull }, wanted);
  return {
    clientMutationId: input.clientMutationId ?? null,
    pullRequest: pullNode(context, repository, { issue, pull }),
  };
}

function minimize(
  context: GraphqlContext,
  input: Input<{ subjectId: string }>["input"],
  reason: string | null,
) {
  const found = find(context, input.subjectId);
  if (found?.comment === undefined) throw unresolved(input.subjectId);
  const { repository, issue, comment } = found;
  demandNode(context, repository, writing("write", "issues", "pull_requests"));
  comment.minimized = reason;
  const node = commentNode(context, { repository, issue }, comment);
  const name = reason === null ? "unminimizedComment" : "minimizedComment";
  return { clientMutationId: input.clientMutationId ?? null, [name]: node };
}

interface Found {
  readonly repository: Repository;
  readonly issue: Issue;
  readonly pull?: Pull;
  readonly comment?: Comment;
}

/** The issue, pull request or comment of an id. */
function find({ world }: GraphqlContext, id: string): Found | undefined {
  for (const repository of world.repositories.values()) {
    for (const issue of repository.issues.values()) {
      const found = findIn(repository, issue, id);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function findIn(repository: Repository, issue: Issue, id: string): Found | undefined {
  const { pull } = issue;
  if (pull !== null && id === nodeId("PR", pull.id)) return { repository, issue, pull };
  if (pull === null && id === nodeId("I", issue.id)) return { repository, issue };
  const comment = issue.comments.find((each) => id === nodeId("IC", each.id));
  return comment === undefined ? undefined : { repository, issue, comment };
}

/** `node(id:)`: what the id of anything above leads to. */
export function nodeById(context: GraphqlContext, id: string): Node {
  const { world } = context;
  const parsed = parseNodeId(id);
  const repository = [...world.repositories.values()].find(
    (each) => parsed?.type === "R" && parsed.id === String(each.id),
  );
  if (repository !== undefined) return visible(context, repository, repositoryNode);
  const found = find(context, id);
  if (found === undefined) throw unresolved(id);
  const { issue, pull, comment } = found;
  return visible(context, found.repository, (_, home) => {
    if (comment !== undefined) return commentNode(context, { repository: home, issue }, comment);
    return pull === undefined
      ? issueNode(context, home, issue)
      : pullNode(context, home, { issue, pull });
  });
}

function visible(
  context: GraphqlContext,
  repository: Repository,
  shape: (context: GraphqlContext, repository: Repository) => Node,
): Node {
  demandNode(context, repository, reading("metadata"));
  return shape(context, repository);
}

function unresolved(id: string) {
  return graphqlError("NOT_FOUND", `Could not resolve to a node with the global id of '${id}'`);
}
