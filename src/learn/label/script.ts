import { randomBytes } from "node:crypto";
import { z } from "zod";
import { StoppedError } from "../../contracts/errors.ts";
import {
  type Sandbox,
  SandboxError,
  type SandboxLimits,
  type SandboxMount,
  type SandboxResult,
} from "../../contracts/sandbox.ts";
import { type Label, type LabelJob, labelOfFailure, oneLine, type TimeLimit } from "./types.ts";

/** A language whose candidates run in a process each. */
export interface ScriptRuntime {
  /** For errors: "Python", "Node". */
  readonly name: string;
  /** Interpreter, its options, and the harness. */
  readonly argv: readonly string[];
  readonly mounts: readonly SandboxMount[];
  readonly time: TimeLimit;
}

const MIB = 1024 * 1024;

const LIMITS: Omit<SandboxLimits, keyof TimeLimit> = {
  memoryBytes: 1_024 * MIB,
  processes: 64,
  fileBytes: 16 * MIB,
  outputBytes: 4 * MIB,
  tmpBytes: 32 * MIB,
};

/** Moves the harness's channels to 3 and 4: the candidate's input is empty, its output is noise. */
const CHANNELS = 'exec "$@" 3<&0 4>&1 0</dev/null 1>&2';

/** Runs candidate and tests in a sandbox of their own. */
export async function labelScript(
  sandbox: Sandbox,
  runtime: ScriptRuntime,
  job: LabelJob,
  signal?: AbortSignal,
): Promise<Label> {
  const payload = JSON.stringify({
    program: `${job.header ?? ""}${job.program}`,
    tests: job.tests,
  });
  const secret = randomBytes(32).toString("hex");
  const result = await sandbox.run({
    argv: ["/bin/sh", "-c", CHANNELS, "label", ...runtime.argv],
    mounts: runtime.mounts,
    stdin: `${Buffer.byteLength(payload)}\n${payload}${secret}`,
    limits: { ...LIMITS, ...runtime.time },
    ...(signal === undefined ? {} : { signal }),
  });
  if (result.ended === "stopped") throw new StoppedError();
  return readLabel(job, runtime, result, secret);
}

const Report = z.object({
  reason: z.enum(["assertion", "exception", "syntax", "memory", "bad-tests"]),
  detail: z.string(),
  missing: z.string().optional(),
});

/** What the harness's report and the way the process ended say together. */
export function readLabel(
  job: LabelJob,
  runtime: Pick<ScriptRuntime, "name">,
  result: SandboxResult,
  secret: string,
): Label {
  const { wallMs } = result;
  const [ready, report, ...rest] = result.stdout.head.split("\n");
  if (ready !== "ready" && result.ended === "exit") {
    const said = oneLine(result.stderr.head) || `exit code ${result.exitCode}`;
    throw new SandboxError(`${runtime.name} could not be started in the sandbox: ${said}`);
  }
  if (report === secret && rest.join("") === "" && !result.stdout.truncated) {
    return { passed: true, reason: "passed", detail: "", wallMs };
  }
  const stopped = labelOfEnd(result);
  if (stopped !== null) return stopped;
  const failure = parseReport(report ?? "");
  if (failure !== null) return labelOfFailure(job, failure, wallMs);
  const how = result.signal ?? `exit code ${result.exitCode}`;
  const detail = `ended before all tests were executed (${how})`;
  return { passed: false, reason: "no-proof", detail, wallMs };
}

function parseReport(text: string) {
  try {
    const { missing, ...failure } = Report.parse(JSON.parse(text));
    return missing === undefined ? failure : { ...failure, missing };
  } catch {
    return null;
  }
}

/** The label of a process that was ended for using too much of something. */
function labelOfEnd({ ended, signal, stderr, wallMs }: SandboxResult): Label | null {
  const failed = (reason: "timeout" | "memory" | "output", detail: string): Label => ({
    passed: false,
    reason,
    detail,
    wallMs,
  });
  if (ended === "timeout") return failed("timeout", "ran too long");
  if (ended === "cpu") return failed("timeout", "used too much CPU time");
  if (ended === "output-limit") return failed("output", "wrote too much");
  if (ended === "memory") return failed("memory", "used too much memory");
  // V8 ends itself before the kernel does.
  const heapIsFull = signal === "SIGABRT" || signal === "SIGTRAP";
  if (heapIsFull && /out of memory|Allocation failed/.test(`${stderr.head}${stderr.tail}`)) {
    return failed("memory", "used too much memory");
  }
  return null;
}
