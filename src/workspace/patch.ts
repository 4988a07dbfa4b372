import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { FileEdit, Patch } from "../contracts/repository.ts";
import { assertContained } from "./contained.ts";
import { git } from "./git.ts";
import { parseNumstat, parseRaw, parseTree } from "./tree.ts";

/** Not `diff`: the user's prefixes, context lines and order of files are not for `diff-index`. */
const DIFF = ["diff-index", "--cached", "--no-ext-diff", "--no-textconv", "--full-index"];

/**
 * Makes patches against one commit from blobs, with an index and an object store of its own: no
 * filter, hook or line-ending rule takes part, and the repository is left as it was.
 */
export class PatchMaker {
  readonly #cwd: string;
  readonly #commit: string;
  readonly #folder: string;
  readonly #objects: string;
  #patches = 0;

  private constructor(cwd: string, commit: string, folder: string, objects: string) {
    this.#cwd = cwd;
    this.#commit = commit;
    this.#folder = folder;
    this.#objects = objects;
  }

  /** Reads the commit's tree into an index once; every patch starts from a copy of it. */
  static async open(cwd: string, commit: string): Promise<PatchMaker> {
    const folder = await mkdtemp(join(tmpdir(), "patchjudge-"));
    await mkdir(join(folder, "objects"));
    const path = await git(["rev-parse", "--git-path", "objects"], { cwd });
    const maker = new PatchMaker(cwd, commit, folder, resolve(cwd, path.toString().trim()));
    try {
      await git(["read-tree", commit], { cwd, env: maker.#env("base.index") });
      return maker;
    } catch (error) {
      await maker.close();
      throw error;
    }
  }

  async make(edits: readonly FileEdit[]): Promise<Patch> {
    this.#patches += 1;
    for (const { path } of edits) assertContained(path);
    const name = `${this.#patches}.index`;
    await copyFile(join(this.#folder, "base.index"), join(this.#folder, name));
    const options = { cwd: this.#cwd, env: this.#env(name) };
    for (const edit of edits) {
      await stageEdit(edit, await this.#modeOf(edit.path, options), options);
    }
    return { ...(await readIndex(this.#commit, options)), edits };
  }

  async close(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #modeOf(path: string, options: { cwd: string }): Promise<string> {
    const listed = await git(
      ["ls-tree", "-l", "-z", "--full-tree", "--", this.#commit, path],
      options,
    );
    return parseTree(listed)[0]?.mode ?? "100644";
  }

  #env(index: string): Record<string, string> {
    return {
      GIT_INDEX_FILE: join(this.#folder, index),
      GIT_OBJECT_DIRECTORY: join(this.#folder, "objects"),
      // Quoted: a bare path may not contain a colon.
      GIT_ALTERNATE_OBJECT_DIRECTORIES: JSON.stringify(this.#objects),
    };
  }
}

/** What git says of an index against a commit or tree. */
export async function readIndex(
  base: string,
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<Omit<Patch, "edits">> {
  const [raw, diff, numstat, tree] = await Promise.all([
    git([...DIFF, "--no-renames", "--raw", "-z", base], options),
    git([...DIFF, "--no-renames", "--text", "-p", base], options),
    git([...DIFF, "--no-renames", "--text", "--numstat", "-z", base], options),
    git(["write-tree", "--missing-ok"], options),
  ]);
  const lines = parseNumstat(numstat);
  return {
    diff,
    changes: parseRaw(raw),
    tree: tree.toString().trim(),
    addedLines: lines.added,
    removedLines: lines.removed,
  };
}

/** Writes the bytes as they are and enters them into the index that `options.env` names. */
async function stageEdit(
  edit: FileEdit,
  mode: string,
  options: { cwd: string; env: Readonly<Record<string, string>> },
): Promise<void> {
  const input = edit.content;
  const oid = await git(["hash-object", "-w", "--no-filters", "--stdin"], { ...options, input });
  const entry = `${mode} ${oid.toString().trim()} 0\t${edit.path}\0`;
  await git(["update-index", "--add", "-z", "--index-info"], { ...options, input: entry });
}
