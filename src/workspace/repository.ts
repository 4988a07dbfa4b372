import { statSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError, UserError } from "../contracts/errors.ts";
import type { Repository } from "../contracts/repository.ts";
import { readBlobs } from "./blobs.ts";
import { createBranch } from "./branch.ts";
import { GitError, git } from "./git.ts";
import { PatchMaker } from "./patch.ts";
import { parseTree } from "./tree.ts";

/** Opens the git repository that holds `folder`. Throws `UsageError` where there is none. */
export async function openRepository(
  folder: string,
): Promise<
  Repository & { readonly root: string; readonly privateDir: string; close(): Promise<void> }
> {
  const root = await findRoot(folder);
  const privatePath = await git(["rev-parse", "--git-path", "patchjudge"], { cwd: root });
  const makers = new Map<string, Promise<PatchMaker>>();
  return {
    root,
    /** Inside git's own folder, so that what we keep there never shows as a change. */
    privateDir: resolve(root, privatePath.toString().trim()),
    resolve: (ref) => resolveCommit(root, ref),
    files: async (commit) => {
      const listed = await git(["ls-tree", "-r", "-l", "-z", "--full-tree", commit], { cwd: root });
      return parseTree(listed);
    },
    read: (entries) => readBlobs(root, entries),
    makePatch: async (commit, edits) => {
      const maker = makers.get(commit) ?? PatchMaker.open(root, commit);
      makers.set(commit, maker);
      return (await maker).make(edits);
    },
    createBranch: (request) => createBranch(root, request),
    close: async () => {
      for (const opened of await Promise.allSettled(makers.values())) {
        if (opened.status === "fulfilled") await opened.value.close();
      }
      makers.clear();
    },
  };
}

async function findRoot(folder: string): Promise<string> {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`there is no folder ${folder}; pass a git repository with --repo`);
  }
  try {
    const bare = await git(["rev-parse", "--is-bare-repository"], { cwd: folder });
    const what = bare.toString().trim() === "true" ? "--absolute-git-dir" : "--show-toplevel";
    return (await git(["rev-parse", what], { cwd: folder })).toString().replace(/\n$/, "");
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    const dubious = error.message.includes("dubious ownership");
    throw new UsageError(
      dubious
        ? `git does not trust ${folder}, which belongs to another user: git config --global --add safe.directory ${folder}`
        : `${folder} is not a git repository; run git init and commit there, or pass another --repo`,
      { cause: error },
    );
  }
}

async function resolveCommit(root: string, ref: string): Promise<string> {
  try {
    const args = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`];
    return (await git(args, { cwd: root })).toString().trim();
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    if (ref === "HEAD") {
      throw new UserError(`${root} has no commits yet; commit the code first, then run again`);
    }
    throw new UsageError(`${JSON.stringify(ref)} names no commit in ${root}; see: git branch -a`);
  }
}
