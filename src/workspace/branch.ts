import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../contracts/errors.ts";
import type { BranchRequest } from "../contracts/repository.ts";
import { GitError, git } from "./git.ts";

/**
 * Commits the patch on a new branch, without a checkout. The branch appears in one step, after
 * everything it needs: a stop in between leaves loose objects that git collects, and no branch.
 */
export async function createBranch(cwd: string, request: BranchRequest) {
  await assertBranchName(cwd, request.name);
  const tree = await writeTree(cwd, request);
  for (let n = 1; n <= 100; n += 1) {
    const name = n === 1 ? request.name : `${request.name}-${n}`;
    const existing = await tipOf(cwd, name);
    if (existing !== null) {
      if (await isOurs(cwd, existing, tree, request.base)) return { name, commit: existing };
      continue;
    }
    const commit = await commitTree(cwd, tree, request);
    // The old value of zeros makes git refuse if somebody made the branch meanwhile.
    const none = "0".repeat(commit.length);
    await git(["update-ref", `refs/heads/${name}`, commit, none], { cwd });
    return { name, commit };
  }
  throw new GitError("update-ref", `100 branches named ${request.name} exist; delete some`, null);
}

/** A name that is more than a name (`main~1`, `@{-1}`) would be looked up as somebody's commit. */
async function assertBranchName(cwd: string, name: string): Promise<void> {
  try {
    const out = await git(["check-ref-format", "--branch", name], { cwd });
    if (out.toString().replace(/\n$/, "") === name) return;
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
  }
  throw new UsageError(`${JSON.stringify(name)} cannot be the name of a branch; pass another`);
}

/** Same fix on the same base: the branch of an earlier run, nothing to add. */
async function isOurs(cwd: string, commit: string, tree: string, base: string): Promise<boolean> {
  // Not `show`: it may run a program to check a signature.
  const out = await git(["rev-parse", `${commit}^{tree}`, `${commit}^@`], { cwd });
  return out.toString().trim() === `${tree}\n${base}`;
}

async function tipOf(cwd: string, name: string): Promise<string | null> {
  try {
    const out = await git(["rev-parse", "--verify", "--quiet", `refs/heads/${name}`], { cwd });
    return out.toString().trim();
  } catch (error) {
    if (error instanceof GitError && error.code === 1) return null;
    throw error;
  }
}

/** Applies the diff in an index of its own; the tree must come out as judged. */
async function writeTree(cwd: string, request: BranchRequest): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "patchjudge-branch-"));
  const options = { cwd, env: { GIT_INDEX_FILE: join(folder, "index") } };
  try {
    await git(["read-tree", request.base], options);
    const apply = ["apply", "--cached", "--whitespace=nowarn", "-"];
    await git(apply, { ...options, input: request.diff });
    const tree = (await git(["write-tree"], options)).toString().trim();
    if (tree === request.tree) return tree;
    throw new GitError("apply", `the diff gives tree ${tree}, judged was ${request.tree}`, null);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function commitTree(cwd: string, tree: string, request: BranchRequest): Promise<string> {
  const env = await identity(cwd);
  const args = ["commit-tree", "--no-gpg-sign", tree, "-p", request.base, "-F", "-"];
  return (await git(args, { cwd, env, input: request.message })).toString().trim();
}

/** The user commits; a machine without a git identity gets ours, so that `--apply` works there. */
async function identity(cwd: string): Promise<Record<string, string>> {
  try {
    await git(["var", "GIT_COMMITTER_IDENT"], { cwd, env: { GIT_CONFIG_COUNT: "0" } });
    const configured = await git(["config", "user.email"], { cwd });
    if (configured.toString().trim() !== "") return {};
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
  }
  const name = "Patchjudge";
  const email = "patchjudge@localhost";
  return {
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
  };
}
