import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { git, gitText, tryGit } from "./git.ts";

export async function writeBlob(gitDir: string, bytes: Uint8Array): Promise<string> {
  return gitText(gitDir, ["hash-object", "-w", "--stdin"], { input: bytes });
}

export async function readObject(gitDir: string, type: string, sha: string): Promise<Buffer> {
  return git(gitDir, ["cat-file", type, sha]);
}

export interface TreeEntry {
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
  readonly size: number | undefined;
  readonly path: string;
}

export async function readTree(
  gitDir: string,
  tree: string,
  recursive: boolean,
): Promise<TreeEntry[]> {
  const args = ["ls-tree", "-l", "-z", ...(recursive ? ["-r", "-t"] : []), tree];
  const lines = (await git(gitDir, args)).toString().split("\0");
  return lines.flatMap((line) => {
    const found = /^(\d+) (\w+) ([0-9a-f]{40}) +(\d+|-)\t([\s\S]+)$/.exec(line);
    if (found === null) return [];
    const [, mode = "", type = "", sha = "", size = "-", path = ""] = found;
    return [{ mode, type, sha, path, size: size === "-" ? undefined : Number(size) }];
  });
}

export async function entryAt(
  gitDir: string,
  tree: string,
  path: string,
): Promise<TreeEntry | undefined> {
  const parent = path.split("/").slice(0, -1).join("/");
  const folder = parent === "" ? tree : `${tree}:${parent}`;
  if ((await tryGit(gitDir, ["cat-file", "-t", folder])) === undefined) return undefined;
  const name = path.slice(parent === "" ? 0 : parent.length + 1);
  const found = (await readTree(gitDir, folder, false)).find((entry) => entry.path === name);
  return found === undefined ? undefined : { ...found, path };
}

/** What becomes of one path: an object with a mode, or nothing. */
export interface TreeChange {
  readonly path: string;
  readonly mode: string;
  readonly sha: string | null;
}

/** A tree that is another one (or nothing) with changes; the index is a file of its own. */
export async function writeTree(
  gitDir: string,
  base: string | undefined,
  changes: readonly TreeChange[],
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "twin-index-"));
  const env = { GIT_INDEX_FILE: join(folder, "index") };
  try {
    await git(gitDir, base === undefined ? ["read-tree", "--empty"] : ["read-tree", base], { env });
    const input = changes
      .map(
        ({ path, mode, sha }) => `${sha === null ? "0" : mode} ${sha ?? "0".repeat(40)}\t${path}\0`,
      )
      .join("");
    // A tree in place of an entry comes as its files, which is what an index can hold.
    await git(gitDir, ["update-index", "-z", "--index-info"], { env, input });
    return await gitText(gitDir, ["write-tree"], { env });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly date: string;
}

export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Person;
  readonly committer: Person;
}

export async function writeCommit(gitDir: string, commit: NewCommit): Promise<string> {
  const { tree, parents, message, author, committer } = commit;
  const args = ["commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent])];
  const env = {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_AUTHOR_DATE: author.date,
    GIT_COMMITTER_NAME: committer.name,
    GIT_COMMITTER_EMAIL: committer.email,
    GIT_COMMITTER_DATE: committer.date,
  };
  return gitText(gitDir, args, { env, input: message });
}

export interface StoredCommit extends NewCommit {
  readonly sha: string;
}

const FORMAT = "%H%x00%T%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B";

export async function readCommit(gitDir: string, sha: string): Promise<StoredCommit> {
  const [commit] = await listCommits(gitDir, ["-1", sha]);
  if (commit === undefined) throw new Error(`no commit ${sha}`);
  return commit;
}

/** Newest first, as `git log` says. */
export async function listCommits(
  gitDir: string,
  args: readonly string[],
): Promise<StoredCommit[]> {
  const text = await gitText(gitDir, ["log", "-z", `--format=${FORMAT}`, ...args, "--"]);
  const fields = text === "" ? [] : text.split("\0");
  const commits: StoredCommit[] = [];
  for (let at = 0; at + 9 < fields.length; at += 10) commits.push(parse(fields.slice(at, at + 10)));
  return commits;
}

function parse(fields: readonly string[]): StoredCommit {
  const [sha = "", tree = "", parents = "", ...rest] = fields;
  const [an = "", ae = "", ad = "", cn = "", ce = "", cd = "", message = ""] = rest;
  return {
    sha,
    tree,
    parents: parents.split(" ").filter((parent) => parent !== ""),
    message: message.trimEnd(),
    author: { name: an, email: ae, date: utc(ad) },
    committer: { name: cn, email: ce, date: utc(cd) },
  };
}

function utc(date: string): string {
  return new Date(date).toISOString().replace(/\.\d{3}Z$/, "Z");
}
