import { authorOf, writing } from "../access/demand.ts";
import { exclusively } from "../change/lock.ts";
import { makeCommit } from "../change/make-commit.ts";
import { updateRef } from "../change/refs.ts";
import { entryAt, type TreeChange, writeBlob, writeTree } from "../git/objects.ts";
import { branchSha } from "../git/refs.ts";
import { parseNodeId } from "../state/node-id.ts";
import type { Repository } from "../state/types.ts";
import { findRepository } from "../state/world.ts";
import { demandNode, type GraphqlContext, graphqlError, translated } from "./context.ts";
import { commitNode, refNode } from "./repository.ts";

export interface CreateCommitOnBranchInput {
  readonly clientMutationId?: string | null;
  readonly branch: {
    readonly branchName?: string | null;
    readonly repositoryNameWithOwner?: string | null;
    readonly id?: string | null;
  };
  readonly expectedHeadOid: string;
  readonly message: { readonly headline: string; readonly body?: string | null };
  readonly fileChanges?: {
    readonly additions?: readonly { path: string; contents: string }[] | null;
    readonly deletions?: readonly { path: string }[] | null;
  } | null;
}

/** Commits if the branch is still where the caller saw it; GitHub authors and signs. */
export async function createCommitOnBranch(
  context: GraphqlContext,
  input: CreateCommitOnBranchInput,
) {
  const { repository, branch } = findBranch(context, input.branch);
  demandNode(context, repository, writing("write", "contents"));
  const sha = await exclusively(repository, async () => {
    try {
      return await commit(context, { repository, branch, input });
    } catch (error) {
      throw translated(error);
    }
  });
  return {
    __typename: "CreateCommitOnBranchPayload",
    clientMutationId: input.clientMutationId ?? null,
    commit: () => commitNode(context, repository, sha),
    ref: () => refNode(context, repository, `refs/heads/${branch}`),
  };
}

/** By names, or by the id of a ref. */
function findBranch(
  { world }: GraphqlContext,
  { branchName, repositoryNameWithOwner, id }: CreateCommitOnBranchInput["branch"],
): { repository: Repository; branch: string } {
  const named = id === undefined || id === null ? undefined : parseNodeId(id)?.id;
  const [number, ref] = named?.split(/:(.*)/s) ?? [];
  const repository =
    named === undefined
      ? findRepository(world, repositoryNameWithOwner ?? "")
      : [...world.repositories.values()].find((each) => String(each.id) === number);
  const branch = (ref ?? branchName ?? "").replace(/^refs\/heads\//, "");
  if (repository === undefined || branch === "") {
    const name = repositoryNameWithOwner ?? id ?? "";
    throw graphqlError("NOT_FOUND", `Could not resolve to a Repository with the name '${name}'.`);
  }
  return { repository, branch };
}

interface Work {
  readonly repository: Repository;
  readonly branch: string;
  readonly input: CreateCommitOnBranchInput;
}

async function commit(context: GraphqlContext, work: Work): Promise<string> {
  const { repository, branch, input } = work;
  const { world, actor } = context;
  const head = await branchSha(repository.gitDir, branch);
  if (head === undefined) {
    throw graphqlError("NOT_FOUND", `No branch named "${branch}" was found.`);
  }
  if (head !== input.expectedHeadOid) {
    // The two spaces are GitHub's.
    const message = `Expected branch to point to "${input.expectedHeadOid}" but it did not.  Pull and try again.`;
    throw graphqlError("STALE_DATA", message);
  }
  const tree = await writeTree(repository.gitDir, head, await changesIn(work, head));
  const { headline, body } = input.message;
  const text =
    body === undefined || body === null || body === "" ? headline : `${headline}\n\n${body}`;
  const change = { world, repository, by: authorOf(actor) };
  const sha = await makeCommit(change, {
    message: `${text}\n`,
    tree,
    parents: [head],
    author: undefined,
    committer: undefined,
  });
  // GitHub signs here for everybody, not for bots alone.
  repository.signed.add(sha);
  await updateRef(change, actor, { ref: `refs/heads/${branch}`, sha, force: false });
  return sha;
}

/** Additions are plain files, whatever mode the path had before. */
async function changesIn({ repository, input }: Work, head: string): Promise<TreeChange[]> {
  const { gitDir } = repository;
  const { additions, deletions } = input.fileChanges ?? {};
  const removed = await Promise.all(
    (deletions ?? []).map(async ({ path }) => {
      if ((await entryAt(gitDir, head, path)) === undefined) {
        throw graphqlError(
          "UNPROCESSABLE",
          `A path was requested for deletion which does not exist as of commit oid \`${head}\``,
        );
      }
      return { path, mode: "0", sha: null };
    }),
  );
  const added = await Promise.all(
    (additions ?? []).map(async ({ path, contents }) => ({
      path,
      mode: "100644",
      sha: await writeBlob(gitDir, Buffer.from(contents, "base64")),
    })),
  );
  return [...removed, ...added];
}
