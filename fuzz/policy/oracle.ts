import { rmSync } from "node:fs";
import { join } from "node:path";
import { type FileState, forbiddenChange, forbiddenPath } from "./forbidden.ts";
import type { Scratch } from "./scratch.ts";
import { type Entry, treeId } from "./tree-id.ts";
import { type Found, walk } from "./walk.ts";

/** What really happened when plain git applied a patch. */
export interface Account {
  /** In the working tree, or only in an index that was then checked out, or not at all. */
  readonly applied: "worktree" | "index" | null;
  readonly tree: string | null;
  /** Paths that changed, as Latin-1, with the bytes that are there now. */
  readonly changed: ReadonlyMap<string, Found | null>;
  /** Why each of the changes is forbidden. */
  readonly forbidden: readonly string[];
  /** Where what was checked out is not what the index says. */
  readonly broken: readonly string[];
  /** What must never happen, whatever policy says. */
  readonly beside: readonly string[];
}

const MAX_FILES = 20;
const MAX_LINES = 600;
const NOBODY: FileState = { mode: null, bytes: Buffer.alloc(0) };

export class Oracle {
  readonly #scratch: Scratch;
  readonly #files: ReadonlyMap<string, Found>;
  readonly #beside: string;

  constructor(scratch: Scratch) {
    this.#scratch = scratch;
    this.#files = withListed(walk(scratch.repo, [".git"]), this.#listIndex());
    this.#beside = this.#lookBeside();
  }

  judge(diff: Uint8Array): Account {
    try {
      return this.#judge(diff);
    } finally {
      this.#scratch.restore();
    }
  }

  /** What lies beside the repository must stay as it was, also while the applier works. */
  lookBeside(): readonly string[] {
    return this.#lookBeside() === this.#beside ? [] : ["a file beside the repository changed"];
  }

  #judge(diff: Uint8Array): Account {
    const applied = this.#apply(diff);
    const entries = this.#listIndex();
    const root = applied === "index" ? join(this.#scratch.place, "out") : this.#scratch.repo;
    const files = walk(root, [".git"]);
    const beside = this.lookBeside();
    const changed = this.#changes(withListed(files, entries));
    // A working tree may be left half changed by a patch that git gives up late.
    if (applied === null)
      return { applied, tree: null, changed, forbidden: [], broken: [], beside };
    const broken = differences(entries, files);
    const forbidden = this.#forbidden(changed);
    return { applied, tree: treeId(entries), changed, forbidden, broken, beside };
  }

  #apply(diff: Uint8Array): Account["applied"] {
    if (this.#scratch.git(["apply", "--index", "--whitespace=nowarn"], diff).ok) return "worktree";
    // An index may be changed in ways that a working tree is not; what counts is a checkout of it.
    if (!this.#scratch.git(["apply", "--cached", "--whitespace=nowarn"], diff).ok) return null;
    const prefix = join(this.#scratch.place, "out");
    rmSync(prefix, { recursive: true });
    this.#scratch.git(["checkout-index", "-a", "-f", `--prefix=${prefix}/`]);
    return "index";
  }

  #changes(files: ReadonlyMap<string, Found>): Map<string, Found | null> {
    const changed = new Map<string, Found | null>();
    for (const [path, { mode, oid }] of this.#files) {
      const now = files.get(path);
      if (now?.mode !== mode || now.oid !== oid) changed.set(path, now ?? null);
    }
    for (const [path, now] of files) if (!this.#files.has(path)) changed.set(path, now);
    return changed;
  }

  #forbidden(changed: ReadonlyMap<string, Found | null>): string[] {
    const reasons: string[] = [];
    let added = 0;
    for (const [path, now] of changed) {
      const bytes = Buffer.from(path, "latin1");
      const before = this.#files.get(path) ?? NOBODY;
      const reason =
        forbiddenPath(bytes) ?? forbiddenChange(bytes.toString(), before, now ?? NOBODY);
      if (reason !== null) reasons.push(`${JSON.stringify(bytes.toString())}: ${reason}`);
      added += Math.abs(lines(now ?? NOBODY) - lines(before));
    }
    if (changed.size > MAX_FILES) reasons.push(`${changed.size} files`);
    // No more than this can be told from the two states alone.
    if (added > MAX_LINES) reasons.push(`at least ${added} lines`);
    return reasons;
  }

  #listIndex(): Map<string, Entry> {
    const rows = this.#scratch.must(["ls-files", "-s", "-z"]).toString("latin1").split("\0");
    return new Map(
      rows.filter(Boolean).map((row) => {
        const tab = row.indexOf("\t");
        const [mode = "", oid = ""] = row.slice(0, tab).split(" ");
        return [row.slice(tab + 1), { mode, oid }];
      }),
    );
  }

  #lookBeside(): string {
    const { place, repo } = this.#scratch;
    // Without what git or the applier is at work on.
    const beside = walk(place, ["repo", "tmp", "out"]);
    const inGit = walk(join(repo, ".git"), ["index", "index.lock", "objects"]);
    return [...beside, ...inGit]
      .map(([path, { mode, oid }]) => `${path} ${mode} ${oid}`)
      .join("\n");
  }
}

/**
 * A submodule is a folder on the disk, and what cannot be checked out (a link to nothing) is not there:
 * only the index knows of them.
 */
function withListed(
  files: ReadonlyMap<string, Found>,
  entries: ReadonlyMap<string, Entry>,
): Map<string, Found> {
  const all = new Map(files);
  for (const [path, entry] of entries)
    if (!all.has(path)) all.set(path, { ...entry, bytes: Buffer.alloc(0) });
  return all;
}

function lines({ bytes }: { bytes: Buffer }): number {
  return bytes.toString("latin1").split("\n").length;
}

/** Where the files on the disk are not what the index says. */
function differences(
  entries: ReadonlyMap<string, Entry>,
  files: ReadonlyMap<string, Found>,
): string[] {
  const found: string[] = [];
  for (const [path, { mode, oid }] of entries) {
    if (mode === "160000") continue;
    const file = files.get(path);
    if (file?.mode !== mode || file.oid !== oid) found.push(`${path} is not checked out as listed`);
  }
  for (const path of files.keys()) if (!entries.has(path)) found.push(`${path} is not listed`);
  return found;
}
