/** What a runner and the twin say to each other. No types of the twin's own: both sides use it. */

export interface AcquireRequest {
  /** The runner's labels; it gets jobs whose `runs-on` they cover. */
  readonly labels: readonly string[];
  readonly name: string;
}

export interface AcquiredJob {
  readonly jobId: number;
  readonly jobKey: string;
  readonly jobName: string;
  readonly runId: number;
  readonly runNumber: number;
  readonly runUrl: string;
  /** `owner/name` */
  readonly repository: string;
  readonly repositoryId: number;
  readonly cloneUrl: string;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  readonly defaultBranch: string;
  readonly headBranch: string;
  readonly headSha: string;
  readonly workflowPath: string;
  readonly workflowName: string;
  readonly event: string;
  readonly actor: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** What `GITHUB_EVENT_PATH` would hold. */
  readonly payload: unknown;
  /** The job's `GITHUB_TOKEN`, with the permissions of the workflow's file. It ends with the job. */
  readonly token: string;
  readonly permissions: Readonly<Record<string, "read" | "write">>;
}

/** How a runner learns that its job is cancelled. */
export interface Heartbeat {
  readonly cancelled: boolean;
}

export interface UploadedArtifact {
  readonly id: number;
  readonly name: string;
  readonly size: number;
}

export type Conclusion = "success" | "failure" | "cancelled";
