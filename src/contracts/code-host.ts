import type { FileEdit, TreeEntry } from "./repository.ts";

/** An account. A name can change hands, an id cannot. */
export interface HostUser {
  readonly login: string;
  readonly id: number;
  readonly bot: boolean;
}

/** `none`: no collaborator, or nobody could say. GitHub counts triage as read, maintain as write. */
export type Permission = "none" | "read" | "write" | "admin";

export interface HostComment {
  readonly id: number;
  readonly author: HostUser;
  readonly body: string;
  /** ISO 8601, UTC, to the second. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** What carries a reaction: an issue, a comment on one, or one on a line of a pull request. */
export type Reacted =
  | { readonly comment: number }
  | { readonly review: number }
  | { readonly issue: number };

export type Reaction = "eyes" | "rocket" | "confused";

/** Issues as conversations. All lists are whole: every page is read. */
export interface IssuePort {
  comments(issue: number): Promise<HostComment[]>;
  createComment(issue: number, body: string): Promise<HostComment>;
  updateComment(id: number, body: string): Promise<void>;
  /** Once only; a second time changes nothing. */
  react(to: Reacted, reaction: Reaction): Promise<void>;
  /** What a person may do in this repository. Anything unclear throws or is `none`. */
  permissionOf(login: string): Promise<Permission>;
  addLabels(issue: number, labels: readonly string[]): Promise<void>;
  /** The latest event of setting a label, or null. */
  labelEvent(issue: number, label: string): Promise<LabelEvent | null>;
  /** Comments of all issues that were made since, oldest first. */
  recentComments(since: Date): Promise<(HostComment & { readonly issue: number })[]>;
  issue(
    number: number,
  ): Promise<HostIssue & { readonly author: HostUser; readonly editedAt: string | null }>;
  /** Open issues with a label that changed since a time. */
  labelledIssues(label: string, since: Date): Promise<number[]>;
}

export interface LabelEvent {
  readonly id: number;
  readonly actor: HostUser;
  readonly createdAt: string;
}

export interface HostIssue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly open: boolean;
  readonly locked: boolean;
  readonly isPull: boolean;
}

/** Git objects and refs, without a clone. */
export interface GitPort {
  defaultBranch(): Promise<{ readonly name: string; readonly commit: string }>;
  /** Null where the commit has no such file. */
  readFile(path: string, commit: string): Promise<Uint8Array | null>;
  /**
   * A file of the owner's repository `.github`, which holds what all repositories have in common; null where
   * there is none, or none that may be read.
   */
  readShared(path: string): Promise<Uint8Array | null>;
  /** Every file of a commit. Throws a `UserError` where GitHub's listing is cut. */
  readTree(commit: string): Promise<TreeEntry[]>;
  readBlob(oid: string): Promise<Uint8Array>;
  writeBlob(content: Uint8Array | string): Promise<string>;
  readCommit(commit: string): Promise<HostCommit>;
  /** Commits of a branch, or up to a commit, since a time, newest first. At most 2,000. */
  commitsSince(branch: string, since: Date): Promise<HostCommit[]>;
  /** A tree with these files, and those of the tree `base` where it is given. */
  writeTree(
    files: readonly { readonly path: string; readonly blob: string }[],
    base?: string,
  ): Promise<string>;
  writeCommit(commit: NewCommit): Promise<string>;
  /** `name` begins with `refs/`. */
  readRef(name: string): Promise<string | null>;
  refsBelow(prefix: string): Promise<{ readonly name: string; readonly commit: string }[]>;
  /** False: a ref of that name was there already. Nobody else can have made it as well. */
  createRef(name: string, commit: string): Promise<boolean>;
  /** Moves a ref forward. False: somebody moved it elsewhere first. */
  advanceRef(name: string, commit: string): Promise<boolean>;
  deleteRef(name: string): Promise<void>;
  /** A signed commit on a branch with exactly these bytes; null: the branch's head is another. */
  commitEdits(commit: BranchCommit): Promise<string | null>;
}

export interface HostCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly committedAt: string;
}

export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
}

export interface BranchCommit {
  readonly branch: string;
  readonly expectedHead: string;
  readonly headline: string;
  readonly body: string;
  readonly edits: readonly FileEdit[];
  readonly deletions: readonly string[];
}

/** Runs of the workflow that holds the GPU job. */
export interface RunPort {
  /** Starts it on the default branch; the run's id where GitHub tells it. */
  dispatch(
    workflow: string,
    inputs: Readonly<Record<string, string>>,
  ): Promise<{ readonly id: number; readonly url: string } | null>;
  /**
   * Runs of that workflow since a time, newest first; none where there is no such workflow. At most a
   * hundred, or with `isWanted` as many as it takes to find one, up to five hundred.
   */
  runsSince(
    workflow: string,
    since: Date,
    isWanted?: (run: HostRun) => boolean,
  ): Promise<HostRun[]>;
  /** Null where it was deleted. */
  run(id: number): Promise<HostRun | null>;
  cancelRun(id: number): Promise<void>;
  /** Labels of the runners that the jobs of a run wait for; none where nothing waits. */
  waitsFor(run: number): Promise<string[]>;
  /** The zip file of an artifact; null where the run has none of that name. */
  artifact(run: number, name: string, maxBytes: number): Promise<Uint8Array | null>;
}

export interface HostRun {
  readonly id: number;
  readonly url: string;
  /** The name that the workflow gave this run: `run-name`. */
  readonly title: string;
  readonly event: string;
  /** Path of the workflow's file in the repository. */
  readonly workflow: string;
  readonly branch: string;
  readonly commit: string;
  readonly actor: HostUser;
  readonly triggeringActor: HostUser;
  /** Whether the code was the repository's own, not a fork's. */
  readonly ownRepository: boolean;
  readonly status: "queued" | "running" | "completed";
  /** `success`, `failure`, `cancelled`, `timed_out` …; null until it is completed. */
  readonly conclusion: string | null;
  readonly createdAt: string;
  readonly startedAt: string;
  readonly updatedAt: string;
}

export interface PullPort {
  /** The newest pull request from a branch of this repository, open or not. */
  findPull(branch: string): Promise<HostPull | null>;
  /** Null where the number is no pull request's. */
  pull(number: number): Promise<HostPull | null>;
  /** Those that changed since a time, whatever their state, the newest change first. At most 500. */
  pullsSince(since: Date): Promise<HostPull[]>;
  /** All that are open. */
  openPulls(): Promise<HostPull[]>;
  /** What a pull request changes against the place where its branch began. */
  changesOf(pull: number): Promise<HostChange[]>;
  /** The same for a commit, against another that it need not come from. */
  changesBetween(base: string, commit: string): Promise<HostChange[]>;
  closePull(number: number): Promise<void>;
  /** Asks for reviews. Whoever cannot be asked here is nobody's fault: then nobody is. */
  requestReviews(
    pull: number,
    from: { readonly people: readonly string[]; readonly teams: readonly string[] },
  ): Promise<void>;
  createPull(pull: NewPull): Promise<HostPull>;
  findCheck(commit: string, name: string, externalId: string): Promise<number | null>;
  createCheck(check: NewCheck): Promise<number>;
}

export interface HostPull {
  readonly number: number;
  readonly url: string;
  readonly open: boolean;
  readonly draft: boolean;
  readonly author: HostUser;
  readonly body: string;
  readonly labels: readonly string[];
  /** Branch that it is to be merged into. */
  readonly base: string;
  readonly head: { readonly branch: string; readonly commit: string };
  /** Whether its branch is of this repository, not of a fork. */
  readonly ownRepository: boolean;
  /** The base branch's commit that it was last compared with. */
  readonly baseCommit: string;
  /** Null where it was not merged. */
  readonly mergeCommit: string | null;
  readonly updatedAt: string;
  readonly closedAt: string | null;
}

export interface HostChange {
  readonly path: string;
  readonly added: number;
  readonly removed: number;
  /** Null where the host shows none: a binary file, or a very large change. */
  readonly patch: string | null;
}

export interface NewPull {
  readonly title: string;
  readonly body: string;
  readonly branch: string;
  readonly base: string;
  readonly draft: boolean;
}

export interface NewCheck {
  readonly name: string;
  readonly commit: string;
  readonly externalId: string;
  readonly url?: string;
  readonly title: string;
  readonly summary: string;
  readonly text: string;
}

/**
 * The port to the place where code and issues live, for one repository and as our own account.
 * Every method may throw a `HostError`; creates are not repeated by the adapter, since a request
 * that got no answer may have been carried out.
 */
export interface CodeHost extends IssuePort, GitPort, RunPort, PullPort {
  readonly repository: {
    readonly id: number;
    /** `owner/name`. */
    readonly fullName: string;
    readonly url: string;
  };
  /** Our own account's name; only what it wrote is ours. Nobody else can have one that ends in `[bot]`. */
  readonly self: string;
}
