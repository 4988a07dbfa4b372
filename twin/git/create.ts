import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { git, gitText } from "./git.ts";
import { type Person, writeCommit } from "./objects.ts";
import { moveRef } from "./refs.ts";

/**
 * Refuses what GitHub refuses at a push: workflow files, to those who may not touch them. The
 * variable comes from the twin, by the environment of `git http-backend`.
 */
const PRE_RECEIVE = `#!/bin/sh
[ "$TWIN_WORKFLOWS" = refuse ] || exit 0
while read -r old new ref; do
  case "$new" in *[!0]*) ;; *) continue ;; esac
  case "$old" in *[!0]*) range="$old $new" ;; *) range="$(git merge-base HEAD "$new" || git hash-object -t tree /dev/null) $new" ;; esac
  file=$(git diff --name-only $range -- .github/workflows | head -n 1)
  if [ -n "$file" ]; then
    echo "refusing to allow a GitHub App to create or update workflow \\\`$file\\\` without \\\`workflows\\\` permission" >&2
    exit 1
  fi
done
exit 0
`;

/** A bare repository whose first commit has the files of a folder. */
export async function createBareRepository(options: {
  gitDir: string;
  from: string;
  branch: string;
  author: Person;
}): Promise<void> {
  const { gitDir, from, branch, author } = options;
  await mkdir(gitDir, { recursive: true });
  await git(gitDir, ["init", "-q", "--bare", `--initial-branch=${branch}`, gitDir]);
  await git(gitDir, ["config", "http.receivepack", "true"]);
  await git(gitDir, ["config", "receive.hideRefs", "refs/pull"]);
  await git(gitDir, ["config", "uploadpack.allowAnySHA1InWant", "true"]);
  await git(gitDir, ["config", "gc.auto", "0"]);
  const hook = join(gitDir, "hooks", "pre-receive");
  await mkdir(join(gitDir, "hooks"), { recursive: true });
  await writeFile(hook, PRE_RECEIVE);
  await chmod(hook, 0o755);
  const tree = await treeOfFolder(gitDir, from);
  const to = await writeCommit(gitDir, {
    tree,
    parents: [],
    message: "First commit\n",
    author,
    committer: author,
  });
  await moveRef(gitDir, { ref: `refs/heads/${branch}`, from: undefined, to });
}

async function treeOfFolder(gitDir: string, folder: string): Promise<string> {
  const env = { GIT_INDEX_FILE: join(gitDir, "twin-first-index") };
  const place = ["--work-tree", folder];
  await git(gitDir, [...place, "-c", "core.autocrlf=false", "add", "-A", "-f", "."], { env });
  return gitText(gitDir, [...place, "write-tree"], { env });
}
