import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../contracts/errors.ts";
import type {
  DiffApplier,
  FileEdit,
  ForeignDiff,
  RawChange,
  TreeEntry,
} from "../contracts/repository.ts";
import { assertContained } from "./contained.ts";
import { GitError, git } from "./git.ts";
import { readIndex } from "./patch.ts";

type Place = { readonly cwd: string; readonly env: Readonly<Record<string, string>> };

/**
 * Applies a stranger's diff in a bare repository of its own that is thrown away. It holds the tree's
 * listing and the few files that the diff names; git does not need the others to say what the whole tree is
 * afterwards.
 */
export const diffApplier: DiffApplier = {
  async apply(on) {
    const { tree, diff } = on;
    const cwd = await mkdtemp(join(tmpdir(), "patchjudge-apply-"));
    try {
      const place = { cwd, env: { GIT_INDEX_FILE: join(cwd, "scratch.index") } };
      await git(["init", "--quiet", "--bare", "--template=", "."], place);
      const oldContent = await writeNamedFiles(on, place);
      await writeListing(tree, place);
      const base = (await git(["write-tree", "--missing-ok"], place)).toString().trim();
      await applyToIndex(diff, place);
      const found = await readIndex(base, place);
      return { ...found, edits: await readEdits(found.changes, place), oldContent };
    } finally {
      await rm(cwd, { recursive: true, force: true });
    }
  },
};

/** Only what the diff itself names is fetched; git refuses a diff that needs more. */
async function writeNamedFiles(
  { tree, read, diff, maxFiles }: ForeignDiff,
  place: Place,
): Promise<Map<string, Uint8Array>> {
  const named = await namedPaths(diff, place);
  if (named.size > maxFiles) {
    throw new UserError(`the diff names ${named.size} files, ${maxFiles} are allowed`);
  }
  const contents = new Map<string, Uint8Array>();
  for (const { path, oid, mode } of tree.filter((entry) => named.has(entry.path))) {
    if (mode === "160000") continue;
    const content = await read(oid);
    const stored = await git(["hash-object", "-w", "--no-filters", "--stdin"], {
      ...place,
      input: content,
    });
    if (stored.toString().trim() !== oid) {
      throw new UserError(`${path} came with other bytes than its id says; run again`);
    }
    contents.set(path, content);
  }
  return contents;
}

/** The paths that git reads out of a diff, whatever its headers look like. */
async function namedPaths(diff: Uint8Array, place: Place): Promise<ReadonlySet<string>> {
  const read = ["apply", "--numstat", "-z", "--summary", "-"];
  const listed = await applying(git(read, { ...place, input: diff }));
  const lines = listed.toString("utf8").split("\0");
  // A new file with the mode of a folder falls out of the index, but not out of a working tree: what
  // such a diff makes there, nobody would have looked at.
  if (/^ create mode 04/m.test(lines.pop() ?? "")) throw new UserError("the diff makes a folder");
  return new Set(lines.map((line) => /^[\d-]+\t[\d-]+\t([\s\S]+)$/.exec(line)?.[1] ?? line));
}

async function writeListing(tree: readonly TreeEntry[], place: Place): Promise<void> {
  for (const { path } of tree) assertContained(path);
  const input = tree.map(({ mode, oid, path }) => `${mode} ${oid} 0\t${path}\0`).join("");
  await git(["update-index", "-z", "--index-info"], { ...place, input });
}

async function applyToIndex(diff: Uint8Array, place: Place): Promise<void> {
  const apply = ["apply", "--cached", "--whitespace=nowarn", "-"];
  await applying(git(apply, { ...place, input: diff }));
}

async function applying<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    // 1: it does not fit; 128: it is no diff. Everything else is trouble of this machine.
    if (!(error instanceof GitError) || (error.code !== 1 && error.code !== 128)) throw error;
    throw new UserError("the diff does not apply to the commit it was made for", { cause: error });
  }
}

async function readEdits(changes: readonly RawChange[], place: Place): Promise<FileEdit[]> {
  const edits: FileEdit[] = [];
  for (const { path, status, newMode, newOid } of changes) {
    if (status === "D" || newMode === "160000") continue;
    const content = await git(["cat-file", "blob", newOid], place);
    edits.push({ path, content });
  }
  return edits;
}
