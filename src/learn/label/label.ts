import type { Sandbox } from "../../contracts/sandbox.ts";
import { JavaWorker } from "./java.ts";
import {
  type Interpreters,
  javaRuntime,
  nodeRuntime,
  pythonRuntime,
  usualInterpreters,
} from "./runtimes.ts";
import { labelScript } from "./script.ts";
import { type Label, type LabelJob, type TimeLimit, USUAL_TIME } from "./types.ts";
import { stripTypes } from "./typescript.ts";

/** Finds out by running whether candidates are right. */
export interface Labeller {
  /** Rejects only if nothing could be run: no sandbox, no interpreter, or stopped. */
  label(job: LabelJob, signal?: AbortSignal): Promise<Label>;
  /** Labels in the order of `jobs`. Java jobs wait for each other: there is one worker. */
  labelMany(jobs: readonly LabelJob[], options?: ManyOptions): Promise<Label[]>;
  /** Ends the Java worker. Safe to call twice. */
  close(): Promise<void>;
}

export interface ManyOptions {
  /** Jobs at once; default 1. */
  readonly concurrency?: number;
  readonly signal?: AbortSignal;
  readonly onLabel?: (label: Label, index: number) => void;
}

export interface LabellerOptions {
  readonly sandbox: Sandbox;
  /** Where they differ from what distributions install. */
  readonly interpreters?: Partial<Interpreters>;
  readonly time?: TimeLimit;
}

/** A labeller for Python, JavaScript, TypeScript and Java. Nothing is started before the first job. */
export function createLabeller({
  sandbox,
  interpreters,
  time = USUAL_TIME,
}: LabellerOptions): Labeller {
  const { python, node, java } = { ...usualInterpreters(), ...interpreters };
  const worker = new JavaWorker(sandbox, javaRuntime(java, time));

  async function label(job: LabelJob, signal?: AbortSignal): Promise<Label> {
    if (job.language === "java") return await worker.label(job, signal);
    if (job.language === "python") {
      return await labelScript(sandbox, pythonRuntime(python, time), job, signal);
    }
    const script = job.language === "typescript" ? await stripTypes(job) : job;
    if (!("language" in script)) return script;
    return await labelScript(sandbox, nodeRuntime(node, time), script, signal);
  }

  return {
    label,
    labelMany: (jobs, options = {}) => labelAll(jobs, label, options),
    close: () => worker.close(),
  };
}

async function labelAll(
  jobs: readonly LabelJob[],
  label: (job: LabelJob, signal?: AbortSignal) => Promise<Label>,
  { concurrency = 1, signal, onLabel }: ManyOptions,
): Promise<Label[]> {
  const labels: Label[] = [];
  const queue = jobs.entries();
  const lane = async () => {
    // One iterator for all lanes: each takes the next job that nobody has taken.
    for (const [index, job] of queue) {
      const found = await label(job, signal);
      labels[index] = found;
      onLabel?.(found, index);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, lane));
  return labels;
}
