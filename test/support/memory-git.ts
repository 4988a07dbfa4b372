import { createHash } from "node:crypto";
import type { BranchCommit, GitPort, HostCommit } from "../../src/contracts/code-host.ts";
import type { TreeEntry } from "../../src/contracts/repository.ts";

export interface MemoryGit extends GitPort {
  readonly repository: { readonly id: number };
  readonly refs: Map<string, string>;
  /** Names of the methods that were called. */
  readonly calls: string[];
}

/**
 * Git objects and refs in memory, for unit tests of what is written and in which order. Refs are made and
 * moved as GitHub does it: once, and forward only.
 */
export function createMemoryGit(files: Readonly<Record<string, string>> = {}): MemoryGit {
  const blobs = new Map<string, Uint8Array>();
  const trees = new Map<string, TreeEntry[]>();
  const commits = new Map<string, HostCommit>();
  const refs = new Map<string, string>();
  const calls: string[] = [];
  const blob = (content: Uint8Array | string) => keep(blobs, Buffer.from(content), content);
  const tree = (entries: readonly { path: string; blob: string }[], base?: string) => {
    const kept = (base === undefined ? [] : known(trees, base)).filter(
      ({ path }) => !entries.some((entry) => entry.path === path),
    );
    const added = entries.map((entry) => entryOf(entry, known(blobs, entry.blob).length));
    const all = [...kept, ...added].sort((a, b) => (a.path < b.path ? -1 : 1));
    return keep(trees, all, JSON.stringify(all));
  };
  const commit = (made: { tree: string; parents: readonly string[]; message: string }) =>
    keep(commits, { ...made, committedAt: "2026-01-01T00:00:00Z" }, JSON.stringify(made));
  const isBehind = (old: string, next: string): boolean =>
    old === next || known(commits, next).parents.some((parent) => isBehind(old, parent));

  const first = tree(Object.entries(files).map(([path, text]) => ({ path, blob: blob(text) })));
  refs.set("refs/heads/main", commit({ tree: first, parents: [], message: "first" }));

  const port: GitPort = {
    defaultBranch: async () => ({ name: "main", commit: refs.get("refs/heads/main") ?? "" }),
    readFile: async (path, at) => {
      const entry = known(trees, known(commits, at).tree).find((found) => found.path === path);
      return entry === undefined ? null : known(blobs, entry.oid);
    },
    readShared: async () => null,
    readTree: async (at) => known(trees, known(commits, at).tree),
    readBlob: async (oid) => known(blobs, oid),
    writeBlob: async (content) => blob(content),
    readCommit: async (oid) => known(commits, oid),
    commitsSince: async (branch) => {
      const found: HostCommit[] = [];
      let at = refs.get(`refs/heads/${branch}`) ?? (commits.has(branch) ? branch : undefined);
      while (at !== undefined) {
        const one = known(commits, at);
        found.push(one);
        at = one.parents[0];
      }
      return found;
    },
    writeTree: async (entries, base) => tree(entries, base),
    writeCommit: async (made) => commit(made),
    readRef: async (name) => refs.get(name) ?? null,
    refsBelow: async (prefix) =>
      [...refs]
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, at]) => ({ name, commit: at })),
    createRef: async (name, at) => !refs.has(name) && refs.set(name, at).has(name),
    advanceRef: async (name, at) => {
      const old = refs.get(name);
      if (old === undefined || !isBehind(old, at)) return false;
      refs.set(name, at);
      return true;
    },
    deleteRef: async (name) => void refs.delete(name),
    commitEdits: async (made) => {
      const ref = `refs/heads/${made.branch}`;
      if (refs.get(ref) !== made.expectedHead) return null;
      const oid = commit(
        editedCommit(made, known(commits, made.expectedHead).tree, { blob, tree }),
      );
      refs.set(ref, oid);
      return oid;
    },
  };
  return { ...recorded(port, calls), repository: { id: 7 }, refs, calls };
}

function editedCommit(
  { edits, expectedHead, headline }: BranchCommit,
  base: string,
  make: {
    blob: (content: Uint8Array) => string;
    tree: (entries: { path: string; blob: string }[], base: string) => string;
  },
) {
  const entries = edits.map(({ path, content }) => ({ path, blob: make.blob(content) }));
  return { tree: make.tree(entries, base), parents: [expectedHead], message: headline };
}

/** Another turn of the event loop at every call, so that callers really interleave. */
function recorded(port: GitPort, calls: string[]): GitPort {
  const wrapped = Object.entries(port).map(([name, method]) => [
    name,
    async (...args: unknown[]) => {
      calls.push(name);
      await new Promise((resolve) => setImmediate(resolve));
      return (method as (...all: unknown[]) => unknown)(...args);
    },
  ]);
  return Object.fromEntries(wrapped) as GitPort;
}

function entryOf({ path, blob }: { path: string; blob: string }, size: number): TreeEntry {
  return { path, mode: "100644", oid: blob, size };
}

function keep<T>(store: Map<string, T>, value: T, named: Uint8Array | string): string {
  const oid = createHash("sha1").update(named).digest("hex");
  store.set(oid, value);
  return oid;
}

function known<T>(store: ReadonlyMap<string, T>, oid: string): T {
  const value = store.get(oid);
  if (value === undefined) throw new Error(`there is no object ${oid}`);
  return value;
}
