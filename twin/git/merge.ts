import { gitText, tryGit } from "./git.ts";

export async function mergeBase(gitDir: string, a: string, b: string): Promise<string | undefined> {
  return tryGit(gitDir, ["merge-base", a, b]);
}

/** How many commits `head` has that `base` has not. */
export async function countAhead(gitDir: string, base: string, head: string): Promise<number> {
  return Number(await gitText(gitDir, ["rev-list", "--count", `${base}..${head}`]));
}

/** The tree of a merge, or undefined where it conflicts. */
export async function mergedTree(
  gitDir: string,
  base: string,
  head: string,
): Promise<string | undefined> {
  const text = await tryGit(gitDir, ["merge-tree", "--write-tree", base, head]);
  return text?.split("\n")[0];
}
