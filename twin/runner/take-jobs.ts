import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { zipSync } from "fflate";
import type { ControlClient } from "../control/client.ts";
import type { AcquiredJob } from "../control/messages.ts";
import { cloneAt, readBlob } from "./fetch.ts";

/** Where the files of one job lie. */
export interface JobFolder {
  /** The frozen request. */
  readonly request: string;
  /** The repository at the commit of the run. */
  readonly repository: string;
  /** What lies here in the end becomes the artifact. */
  readonly out: string;
}

export interface RunnerOptions {
  readonly client: ControlClient;
  readonly labels: readonly string[];
  readonly name: string;
  /** Does the job; what it throws makes the job fail. `say` adds a line to the job's log. */
  readonly work: (
    folder: JobFolder,
    hooks: { readonly signal: AbortSignal; readonly say: (line: string) => void },
  ) => Promise<void>;
  readonly signal: AbortSignal;
  readonly pauseMs?: number;
}

const ARTIFACT = "patchjudge-result";

/**
 * A stand-in for GitHub's runner: takes jobs from the twin, one after another, until it is stopped. It can read
 * the repository and hand over one artifact, as the job of our workflow can.
 */
export async function takeJobs(options: RunnerOptions): Promise<void> {
  const { client, labels, name, signal, pauseMs = 200 } = options;
  while (!signal.aborted) {
    const job = await client.acquire({ labels, name }).catch(() => undefined);
    if (job === undefined) await wait(pauseMs, undefined, { signal }).catch(() => {});
    else await doJob(job, options);
  }
}

async function doJob(job: AcquiredJob, options: RunnerOptions): Promise<void> {
  const { client } = options;
  const cancelled = new AbortController();
  const stopBeating = beat(job.jobId, client, cancelled);
  const folder = await mkdtemp(join(tmpdir(), "patchjudge-job-"));
  try {
    const signal = AbortSignal.any([cancelled.signal, options.signal]);
    await perform(job, folder, { ...options, signal });
    await client.complete(job.jobId, cancelled.signal.aborted ? "cancelled" : "success");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    await client.log(job.jobId, [why]).catch(() => {});
    const conclusion = cancelled.signal.aborted ? "cancelled" : "failure";
    await client.complete(job.jobId, conclusion).catch(() => {});
  } finally {
    stopBeating();
    await rm(folder, { recursive: true, force: true });
  }
}

async function perform(job: AcquiredJob, root: string, options: RunnerOptions): Promise<void> {
  const { client, work, signal } = options;
  const folder = {
    request: join(root, "request.json"),
    repository: join(root, "repository"),
    out: join(root, "out"),
  };
  await mkdir(folder.out);
  await writeFile(folder.request, await readBlob(job, job.inputs["request"] ?? ""));
  await cloneAt(job, folder.repository);
  const lines: string[] = [];
  await work(folder, { signal, say: (line) => lines.push(line) });
  if (lines.length > 0) await client.log(job.jobId, lines);
  if (signal.aborted) return;
  await client.uploadArtifact(job.jobId, ARTIFACT, await zipFolder(folder.out));
}

/** Asks every second whether the job was cancelled. */
function beat(jobId: number, client: ControlClient, cancelled: AbortController): () => void {
  const timer = setInterval(async () => {
    const heard = await client.heartbeat(jobId).catch(() => ({ cancelled: false }));
    if (heard.cancelled) cancelled.abort();
  }, 1_000);
  return () => clearInterval(timer);
}

async function zipFolder(folder: string): Promise<Uint8Array> {
  const files: Record<string, Uint8Array> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files[relative(folder, path).split(sep).join("/")] = await readFile(path);
  }
  return zipSync(files, { level: 6 });
}
