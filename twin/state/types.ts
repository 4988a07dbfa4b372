import type { StoredCommit } from "../git/objects.ts";

/** What the twin remembers. GitHub's own answers are built from it in `rest/shapes/`. */

export type Role = "none" | "read" | "triage" | "write" | "maintain" | "admin";
export type Level = "read" | "write";
export type Permissions = Readonly<Record<string, Level>>;

export interface User {
  readonly id: number;
  readonly login: string;
  readonly type: "User" | "Bot" | "Organization";
  /** A personal access token; empty for bots. */
  readonly token: string;
}

export interface Label {
  readonly id: number;
  name: string;
  color: string;
  description: string | null;
}

export type ReactionContent =
  | "+1"
  | "-1"
  | "laugh"
  | "confused"
  | "heart"
  | "hooray"
  | "rocket"
  | "eyes";

export interface Reaction {
  readonly id: number;
  readonly user: User;
  readonly content: ReactionContent;
  readonly createdAt: Date;
}

/** A text as it was before an edit. */
export interface Edit {
  readonly editor: User;
  readonly editedAt: Date;
  readonly before: string;
}

/** What issues, comments and review comments have in common. */
export interface Post {
  readonly id: number;
  body: string;
  readonly author: User;
  readonly via: App | null;
  readonly createdAt: Date;
  updatedAt: Date;
  readonly reactions: Reaction[];
  readonly edits: Edit[];
}

export interface Comment extends Post {
  minimized: string | null;
}

export interface ReviewComment extends Post {
  readonly path: string;
  readonly line: number;
  readonly side: "LEFT" | "RIGHT";
  readonly commitId: string;
  readonly diffHunk: string;
  readonly replyTo: number | null;
}

export interface IssueEvent {
  readonly id: number;
  readonly event: string;
  readonly actor: User;
  readonly via: App | null;
  readonly createdAt: Date;
  readonly label?: { readonly name: string; readonly color: string };
  readonly rename?: { readonly from: string; readonly to: string };
  readonly commitId?: string;
}

/** What git says about a pull request; found again whenever a branch moves. */
export interface PullStats {
  readonly commits: number;
  readonly additions: number;
  readonly deletions: number;
  readonly changedFiles: number;
  readonly mergeable: boolean;
}

export interface Pull {
  readonly id: number;
  stats: PullStats;
  readonly headRef: string;
  headSha: string;
  baseRef: string;
  baseSha: string;
  draft: boolean;
  merged: boolean;
  mergedAt: Date | null;
  mergedBy: User | null;
  mergeCommitSha: string | null;
  readonly reviewComments: ReviewComment[];
  readonly reviewers: User[];
}

export interface Issue extends Post {
  readonly number: number;
  title: string;
  state: "open" | "closed";
  stateReason: "completed" | "reopened" | "not_planned" | "duplicate" | null;
  closedAt: Date | null;
  closedBy: User | null;
  locked: boolean;
  readonly labels: Label[];
  readonly assignees: User[];
  readonly comments: Comment[];
  readonly events: IssueEvent[];
  readonly pull: Pull | null;
}

export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly annotation_level: "notice" | "warning" | "failure";
  readonly message: string;
}

export interface CheckRun {
  readonly id: number;
  readonly suiteId: number;
  readonly app: App | null;
  readonly headSha: string;
  name: string;
  externalId: string | null;
  detailsUrl: string | null;
  status: "queued" | "in_progress" | "completed";
  conclusion: string | null;
  startedAt: Date | null;
  completedAt: Date | null;
  output: { title: string | null; summary: string | null; text: string | null };
  readonly annotations: Annotation[];
  actions: readonly { label: string; description: string; identifier: string }[];
}

export interface Artifact {
  readonly id: number;
  readonly name: string;
  readonly bytes: Buffer;
  /** `sha256:` and the hash of the bytes. */
  readonly digest: string;
  readonly createdAt: Date;
}

export interface Job {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly labels: readonly string[];
  readonly needs: readonly string[];
  readonly permissions: Permissions;
  readonly createdAt: Date;
  readonly log: string[];
  status: "queued" | "in_progress" | "completed";
  conclusion: string | null;
  startedAt: Date | null;
  completedAt: Date | null;
  runner: string | null;
  token: string | null;
  heardAt: Date | null;
}

export interface WorkflowRun {
  readonly id: number;
  readonly workflow: Workflow;
  readonly number: number;
  readonly event: string;
  readonly headBranch: string;
  readonly headSha: string;
  readonly headCommit: StoredCommit;
  readonly actor: User;
  readonly title: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** The webhook payload that started the run, for the runner. */
  readonly payload: unknown;
  readonly createdAt: Date;
  updatedAt: Date;
  status: "queued" | "in_progress" | "completed";
  conclusion: string | null;
  cancelRequested: boolean;
  readonly jobs: Job[];
  readonly artifacts: Artifact[];
}

export interface Workflow {
  readonly id: number;
  readonly path: string;
  readonly name: string;
  readonly createdAt: Date;
}

export interface Repository {
  readonly id: number;
  readonly owner: User;
  readonly name: string;
  readonly fullName: string;
  readonly private: boolean;
  readonly description: string | null;
  readonly defaultBranch: string;
  readonly gitDir: string;
  readonly createdAt: Date;
  pushedAt: Date;
  readonly roles: Map<string, Role>;
  readonly issues: Map<number, Issue>;
  readonly labels: Map<string, Label>;
  readonly checkRuns: CheckRun[];
  readonly workflows: Map<string, Workflow>;
  readonly runs: WorkflowRun[];
  /** Commits that GitHub signed: made over the API by a bot, without an author of their own. */
  readonly signed: Set<string>;
  nextNumber: number;
}

export interface App {
  readonly id: number;
  readonly clientId: string;
  readonly slug: string;
  readonly name: string;
  readonly owner: User;
  readonly bot: User;
  readonly privateKey: string;
  readonly publicKey: string;
  readonly permissions: Permissions;
  readonly events: readonly string[];
  readonly createdAt: Date;
  readonly hookId: number;
  webhook: { url: string; secret: string; contentType: "json" | "form"; insecureSsl: "0" | "1" };
}

export interface Installation {
  readonly id: number;
  readonly app: App;
  readonly account: User;
  readonly repositories: Set<Repository>;
  readonly permissions: Permissions;
  readonly createdAt: Date;
}

/** Who makes a call, and what the token that was shown may do. */
export type Actor =
  | { readonly kind: "anonymous" }
  | { readonly kind: "user"; readonly user: User }
  | { readonly kind: "app"; readonly app: App }
  | InstallationActor;

/** An installation's token, or the token of a workflow's job. */
export interface InstallationActor {
  readonly kind: "installation";
  readonly user: User;
  readonly app: App;
  readonly installation: Installation | null;
  readonly permissions: Permissions;
  readonly repositories: ReadonlySet<Repository>;
}

/** Who did something: what comments, events and payloads name. */
export interface Author {
  readonly user: User;
  readonly via: App | null;
}
