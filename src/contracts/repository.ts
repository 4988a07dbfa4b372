/** One entry of a commit's tree. Submodules and links are listed with their mode. */
export interface TreeEntry {
  readonly path: string;
  /** Octal git mode: 100644, 100755, 120000 (link), 160000 (submodule). */
  readonly mode: string;
  readonly oid: string;
  /** Bytes; 0 for submodules. */
  readonly size: number;
}

/** New bytes of one file; the mode stays as it was (100644 for a new file). */
export interface FileEdit {
  readonly path: string;
  readonly content: Uint8Array;
}

/** One line of `git diff --raw`: git's own account of what a patch does. */
export interface RawChange {
  readonly oldMode: string;
  readonly newMode: string;
  readonly oldOid: string;
  readonly newOid: string;
  /** A, M, D, T, R… as git prints it, without the similarity. */
  readonly status: string;
  readonly path: string;
  /** The new path of a rename or copy. */
  readonly target?: string;
}

/** A change against the base commit, as git states it. */
export interface Patch {
  /** Exact bytes: text files need not be UTF-8. */
  readonly diff: Uint8Array;
  readonly changes: readonly RawChange[];
  /** Id of the whole tree after the patch: equal trees are equal patches. */
  readonly tree: string;
  readonly addedLines: number;
  readonly removedLines: number;
  readonly edits: readonly FileEdit[];
}

/** Port to a git repository. Reads commits only; the working tree and its index are never touched. */
export interface Repository {
  /** Full id of the commit `ref` names. */
  resolve(ref: string): Promise<string>;
  files(commit: string): Promise<TreeEntry[]>;
  /** Contents in the order of `entries`, one at a time. */
  read(entries: readonly TreeEntry[]): AsyncIterable<{ entry: TreeEntry; content: Uint8Array }>;
  makePatch(commit: string, edits: readonly FileEdit[]): Promise<Patch>;
  /**
   * Commits the patch on a new branch. Returns the branch's name; if `name` exists with another
   * tree, a numbered name is used, so nobody's commits are overwritten.
   */
  createBranch(request: BranchRequest): Promise<{ name: string; commit: string }>;
}

export interface BranchRequest {
  readonly name: string;
  readonly base: string;
  readonly diff: Uint8Array;
  /** The tree that the diff must give: what was judged is what is committed. */
  readonly tree: string;
  readonly message: string;
}

/** A diff and the tree that it is meant for. */
export interface ForeignDiff {
  readonly tree: readonly TreeEntry[];
  /** The bytes of a blob of that tree. */
  readonly read: (oid: string) => Promise<Uint8Array>;
  readonly diff: Uint8Array;
  /** More named files are refused before any of them is read. */
  readonly maxFiles: number;
}

/** Port to a place where a diff can be applied to files that lie elsewhere. */
export interface DiffApplier {
  /**
   * The patch that a diff makes on a tree, in git's own words. Throws a `UserError` where it does not
   * apply or names too many files.
   */
  apply(on: ForeignDiff): Promise<Patch & { readonly oldContent: ReadonlyMap<string, Uint8Array> }>;
}
