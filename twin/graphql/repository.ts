import { reading } from "../access/demand.ts";
import { readCommit } from "../git/objects.ts";
import { findRef, resolveCommit } from "../git/refs.ts";
import { gitCommitShape } from "../shapes/commit.ts";
import { repositoryWeb } from "../shapes/repository.ts";
import { nodeId } from "../state/node-id.ts";
import type { Repository } from "../state/types.ts";
import { demandNode, type GraphqlContext, graphqlError, type Node } from "./context.ts";
import { issueNode, pullNode } from "./issues.ts";
import { actorNode } from "./posts.ts";

export function repositoryNode(context: GraphqlContext, repository: Repository): Node {
  const url = repositoryWeb(context.world, repository);
  return {
    __typename: "Repository",
    id: nodeId("R", repository.id),
    databaseId: repository.id,
    name: repository.name,
    nameWithOwner: repository.fullName,
    description: repository.description,
    isPrivate: repository.private,
    isArchived: false,
    isFork: false,
    url,
    resourcePath: `/${repository.fullName}`,
    owner: () => actorNode(context, repository.owner),
    defaultBranchRef: () => refNode(context, repository, `refs/heads/${repository.defaultBranch}`),
    ref: ({ qualifiedName: name }: { qualifiedName: string }) =>
      refNode(context, repository, name.startsWith("refs/") ? name : `refs/heads/${name}`),
    object: async ({ oid, expression }: { oid?: string; expression?: string }) => {
      const sha = await resolveCommit(repository.gitDir, oid ?? expression ?? "");
      return sha === undefined ? null : commitNode(context, repository, sha);
    },
    ...numbered(context, repository),
  };
}

function numbered(context: GraphqlContext, repository: Repository) {
  const find = (number: number, kinds: readonly string[], called: string) => {
    const issue = repository.issues.get(number);
    const kind = issue?.pull === null ? "Issue" : "PullRequest";
    if (issue === undefined || !kinds.includes(kind)) {
      const message = `Could not resolve to ${called} with the number of ${number}.`;
      throw graphqlError("NOT_FOUND", message);
    }
    demandNode(context, repository, reading("issues", "pull_requests"));
    return issue.pull === null
      ? issueNode(context, repository, issue)
      : pullNode(context, repository, { issue, pull: issue.pull });
  };
  type Numbered = { number: number };
  const both = ["Issue", "PullRequest"];
  return {
    issue: ({ number }: Numbered) => find(number, ["Issue"], "an Issue"),
    pullRequest: ({ number }: Numbered) => find(number, ["PullRequest"], "a PullRequest"),
    issueOrPullRequest: ({ number }: Numbered) => find(number, both, "an issue or pull request"),
  };
}

export async function refNode(
  context: GraphqlContext,
  repository: Repository,
  name: string,
): Promise<Node | null> {
  demandNode(context, repository, reading("contents"));
  const ref = await findRef(repository.gitDir, name);
  if (ref === undefined) return null;
  return {
    __typename: "Ref",
    id: nodeId("REF", `${repository.id}:${ref.ref}`),
    name: ref.ref.replace(/^refs\/(heads|tags)\//, ""),
    prefix: /^refs\/(heads|tags)\//.exec(ref.ref)?.[0] ?? "refs/",
    repository: () => repositoryNode(context, repository),
    target: () => commitNode(context, repository, ref.sha),
  };
}

export async function commitNode(
  context: GraphqlContext,
  repository: Repository,
  sha: string,
): Promise<Node> {
  const commit = await readCommit(repository.gitDir, sha);
  const shape = gitCommitShape(context.world, repository, commit);
  const verified = shape.verification.verified;
  const person = ({ name, email, date }: typeof commit.author) => ({ name, email, date });
  return {
    __typename: "Commit",
    id: shape.node_id,
    oid: sha,
    abbreviatedOid: sha.slice(0, 7),
    message: commit.message,
    messageHeadline: commit.message.split("\n")[0] ?? "",
    messageBody: commit.message.split("\n").slice(2).join("\n"),
    url: shape.html_url,
    commitUrl: shape.html_url,
    committedDate: commit.committer.date,
    authoredDate: commit.author.date,
    author: person(commit.author),
    committer: person(commit.committer),
    tree: { __typename: "Tree", oid: commit.tree },
    repository: () => repositoryNode(context, repository),
    signature: verified
      ? { __typename: "GpgSignature", isValid: true, state: "VALID", wasSignedByGitHub: true }
      : null,
  };
}
