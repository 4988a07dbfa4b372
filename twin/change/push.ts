import { type TreeChange, writeBlob, writeCommit, writeTree } from "../git/objects.ts";
import { branchSha, moveRef } from "../git/refs.ts";
import type { Repository } from "../state/types.ts";
import { personOf } from "./commits.ts";
import type { Change } from "./issues.ts";
import { exclusively } from "./lock.ts";
import { afterMove } from "./refs.ts";

export interface Push {
  readonly branch: string;
  readonly message: string;
  /** `null` deletes. */
  readonly files: Readonly<Record<string, string | null>>;
}

/** Commits files on top of a branch, or of the default branch where there is none of that name. */
export async function pushFiles(change: Change, push: Push): Promise<string> {
  const { repository, world, by } = change;
  const { gitDir } = repository;
  return exclusively(repository, async () => {
    const before = await branchSha(gitDir, push.branch);
    const parent = before ?? (await branchSha(gitDir, repository.defaultBranch));
    const tree = await writeTree(gitDir, parent, await changesOf(repository, push.files));
    const person = personOf(by.user, world.clock.now());
    const after = await writeCommit(gitDir, {
      tree,
      parents: parent === undefined ? [] : [parent],
      message: `${push.message}\n`,
      author: person,
      committer: person,
    });
    const ref = `refs/heads/${push.branch}`;
    await moveRef(gitDir, { ref, from: before, to: after });
    await afterMove(change, { ref, before, after });
    return after;
  });
}

function changesOf({ gitDir }: Repository, files: Push["files"]): Promise<TreeChange[]> {
  return Promise.all(
    Object.entries(files).map(async ([path, text]) => ({
      path,
      mode: "100644",
      sha: text === null ? null : await writeBlob(gitDir, Buffer.from(text)),
    })),
  );
}
