import type { GitPort, HostCommit } from "../contracts/code-host.ts";
import { UserError } from "../contracts/errors.ts";
import type { Patch } from "../contracts/repository.ts";
import { issueBehind, type Request } from "../contracts/request.ts";

export interface BranchParts {
  readonly request: Request;
  readonly patch: Patch;
  readonly message: { readonly headline: string; readonly body: string };
  /** An open pull request's branch, to go on with where nobody has pushed to it since. */
  readonly onto?: string;
}

export interface Branch {
  readonly name: string;
  readonly commit: string;
}

const PREFIX = "patchjudge/issue-";

/** People may have taken the name, or committed on it; a few more are tried. */
const NAMES = 9;

/**
 * The branch with the patch on it, made once: a branch that is there already with exactly this commit is
 * ours from an earlier try. Nobody's commits are overwritten.
 */
export async function findOrCreateBranch(host: GitPort, parts: BranchParts): Promise<Branch> {
  const { request, patch, onto } = parts;
  const grown = onto === undefined ? null : await growBranch(host, onto, parts);
  if (grown !== null) return grown;
  for (let i = 1; i <= NAMES; i++) {
    const name = branchName(request, i);
    const head = await findOrCreateRef(host, `refs/heads/${name}`, request.base.commit);
    if (head === request.base.commit) {
      const commit = await commitPatch(host, name, parts);
      if (commit !== null) return { name, commit };
      continue;
    }
    const ours = await findOurs(host, head, patch, request);
    if (ours !== null) return { name, commit: ours };
  }
  throw new UserError(
    `${NAMES} branches named ${branchName(request, 1)} have other commits on them; delete some`,
  );
}

/** Null where the branch is gone, or has other commits by now. */
async function growBranch(host: GitPort, name: string, parts: BranchParts): Promise<Branch | null> {
  const { request, patch } = parts;
  const head = await host.readRef(`refs/heads/${name}`);
  if (head === null) return null;
  if (head !== request.base.commit) {
    const ours = await findOurs(host, head, patch, request);
    return ours === null ? null : { name, commit: ours };
  }
  const commit = await commitPatch(host, name, parts);
  return commit === null ? null : { name, commit };
}

/** Whether a branch may be one of ours; anybody can give such a name. */
export function isBranchName(name: string): boolean {
  return name.startsWith(PREFIX);
}

export function branchName(request: Request, attempt: number): string {
  const name = `${PREFIX}${issueBehind(request) || "local"}-${request.id.slice(0, 8)}`;
  return attempt === 1 ? name : `${name}-${attempt}`;
}

async function findOrCreateRef(host: GitPort, ref: string, commit: string): Promise<string> {
  const standing = await host.readRef(ref);
  if (standing !== null) return standing;
  if (await host.createRef(ref, commit)) return commit;
  return (await host.readRef(ref)) ?? commit;
}

/** Null: somebody else's commit came first, and it is not this one. */
async function commitPatch(
  host: GitPort,
  branch: string,
  parts: BranchParts,
): Promise<string | null> {
  const { request, patch, message } = parts;
  const commit = await host.commitEdits({
    branch,
    expectedHead: request.base.commit,
    ...message,
    edits: patch.edits,
    deletions: patch.changes.filter(({ status }) => status === "D").map(({ path }) => path),
  });
  if (commit === null) {
    const head = await host.readRef(`refs/heads/${branch}`);
    return head === null ? null : findOurs(host, head, patch, request);
  }
  if ((await host.readCommit(commit)).tree !== patch.tree) {
    throw new UserError(
      "the commit that the host made is not the patch that was checked; no pull request was opened",
    );
  }
  return commit;
}

/** So many commits may people have added before we come back to a branch. */
const MOST_SINCE = 20;

/** Our commit of an earlier try, at the head of a branch or below what people have added; else null. */
async function findOurs(
  host: GitPort,
  head: string,
  patch: Patch,
  { base }: Request,
): Promise<string | null> {
  let commit: string | undefined = head;
  for (let i = 0; i <= MOST_SINCE && commit !== undefined && commit !== base.commit; i++) {
    const { tree, parents }: HostCommit = await host.readCommit(commit);
    if (tree === patch.tree && parents.length === 1 && parents[0] === base.commit) return commit;
    commit = parents[0];
  }
  return null;
}
