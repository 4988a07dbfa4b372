import { Failure } from "../http/failure.ts";
import { git, gitText, tryGit } from "./git.ts";

export interface Ref {
  readonly ref: string;
  readonly sha: string;
  readonly type: string;
}

/** The commit that a branch, tag, full ref or (short) id names. */
export async function resolveCommit(gitDir: string, name: string): Promise<string | undefined> {
  if (name === "" || name.startsWith("-")) return undefined;
  for (const candidate of [`refs/heads/${name}`, `refs/tags/${name}`, name]) {
    const found = await tryGit(gitDir, ["rev-parse", "--verify", "-q", `${candidate}^{commit}`]);
    if (found !== undefined) return found;
  }
  return undefined;
}

export async function branchSha(gitDir: string, branch: string): Promise<string | undefined> {
  return (await findRef(gitDir, `refs/heads/${branch}`))?.sha;
}

export async function findRef(gitDir: string, ref: string): Promise<Ref | undefined> {
  return (await refsUnder(gitDir, ref)).find((each) => each.ref === ref);
}

/** Refs whose name begins so, sorted by name. */
export async function refsUnder(gitDir: string, prefix: string): Promise<Ref[]> {
  const format = "--format=%(refname)%00%(objectname)%00%(objecttype)";
  const text = await gitText(gitDir, ["for-each-ref", format]);
  return text
    .split("\n")
    .filter((line) => line.startsWith(prefix))
    .map((line) => {
      const [ref = "", sha = "", type = ""] = line.split("\0");
      return { ref, sha, type };
    });
}

/** GitHub's bound is on the whole name, in bytes. */
const MAX_REF_BYTES = 255;

export async function checkRefName(gitDir: string, ref: string): Promise<void> {
  const depth = ref.split("/").length;
  const formed =
    ref.startsWith("refs/") &&
    depth >= 3 &&
    Buffer.byteLength(ref) <= MAX_REF_BYTES &&
    (await tryGit(gitDir, ["check-ref-format", ref])) !== undefined;
  if (!formed) throw new Failure(422, `${ref} is not a valid ref name.`);
}

/** Creates or moves a ref, if it is still where it was (`undefined`: not there). */
export async function moveRef(
  gitDir: string,
  move: { ref: string; from: string | undefined; to: string },
): Promise<void> {
  await git(gitDir, ["update-ref", move.ref, move.to, move.from ?? "0".repeat(40)]);
}

export async function removeRef(gitDir: string, ref: string): Promise<void> {
  await git(gitDir, ["update-ref", "-d", ref]);
}

export async function isAncestor(gitDir: string, old: string, young: string): Promise<boolean> {
  return (await tryGit(gitDir, ["merge-base", "--is-ancestor", old, young])) !== undefined;
}

export async function objectType(gitDir: string, sha: string): Promise<string | undefined> {
  if (!/^[0-9a-f]{40}$/.test(sha)) return undefined;
  return tryGit(gitDir, ["cat-file", "-t", sha]);
}
