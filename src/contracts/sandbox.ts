import { UserError } from "./errors.ts";

/**
 * The port to a place where strangers' code may run: no network, no secrets, nothing of the machine
 * but its programs, and bounds on everything. Implementation: `sandbox`.
 */
export interface Sandbox {
  /** Runs a program to its end. Rejects only if it could not be started at all (`SandboxError`). */
  run(job: SandboxJob): Promise<SandboxResult>;
  /** Starts a program that is talked to line by line. */
  start(job: SandboxJob): SandboxProcess;
  describe(): SandboxIsolation;
}

export interface SandboxJob {
  /** The program and its arguments: no shell reads them. */
  readonly argv: readonly string[];
  /** A throw-away copy that the program may write to; without `.git`. What is left is a stranger's. */
  readonly folder?: SandboxFolder;
  /** Read-only: dependencies, interpreters outside `/usr`, harnesses. */
  readonly mounts?: readonly SandboxMount[];
  /** Path inside; the folder, or `/tmp` if there is none. */
  readonly cwd?: string;
  /** All of standard input, for `run`. */
  readonly stdin?: string;
  /** In addition to PATH, HOME, LANG, TZ, TMPDIR and CI; nothing is inherited. */
  readonly env?: Readonly<Record<string, string>>;
  readonly limits?: Partial<SandboxLimits>;
  readonly signal?: AbortSignal;
}

export interface SandboxFolder {
  /** Absolute path outside. */
  readonly from: string;
  /** Absolute path inside; default `/work`. */
  readonly at?: string;
}

export interface SandboxMount {
  /** File or folder outside, absolute. */
  readonly from: string;
  /** Where it appears, absolute. */
  readonly at: string;
}

export interface SandboxLimits {
  readonly wallMs: number;
  /** CPU time of one process. */
  readonly cpuSeconds: number;
  /** All processes together where a cgroup can be had, else each one's data. */
  readonly memoryBytes: number;
  /** Processes and threads together. */
  readonly processes: number;
  /** The longest file that may be written. */
  readonly fileBytes: number;
  /** Standard output and error together; the program is ended when it writes more. */
  readonly outputBytes: number;
  /** Size of `/tmp`; the home folder and `/dev/shm` get a quarter of it each. */
  readonly tmpBytes: number;
}

const MIB = 1024 * 1024;

/** Enough for a package's own test suite. */
export const DEFAULT_LIMITS: SandboxLimits = {
  wallMs: 60_000,
  cpuSeconds: 120,
  memoryBytes: 2_048 * MIB,
  processes: 256,
  fileBytes: 256 * MIB,
  outputBytes: 1 * MIB,
  tmpBytes: 256 * MIB,
};

/** Why the program is no longer running. `exit`: it ended by itself, or by a signal of its own making. */
export type SandboxEnd = "exit" | "timeout" | "cpu" | "memory" | "output-limit" | "stopped";

export interface SandboxResult {
  readonly ended: SandboxEnd;
  /** As a shell would say it (128 + signal); `null` if we ended it. */
  readonly exitCode: number | null;
  /** Name of the signal that ended it, where the exit code says so. */
  readonly signal: string | null;
  readonly stdout: SandboxOutput;
  readonly stderr: SandboxOutput;
  readonly wallMs: number;
}

/** What was written, as UTF-8 with replacement characters. Untrusted text. */
export interface SandboxOutput {
  /** Everything, unless `truncated`. */
  readonly head: string;
  /** The end, if the middle was left out. */
  readonly tail: string;
  /** Bytes written in all, as far as they were read. */
  readonly bytes: number;
  readonly truncated: boolean;
}

export interface SandboxProcess {
  write(text: string): void;
  /** The next line of standard output without its end; `null` when there are no more. */
  readLine(): Promise<string | null>;
  /** Resolves when the program has ended and nothing of it is left. */
  readonly result: Promise<SandboxResult>;
  /** Ends the program and all that it started. */
  kill(): Promise<void>;
}

/** What holds on this machine; for logs and reports. */
export interface SandboxIsolation {
  readonly adapter: string;
  readonly version: string;
  readonly memory: "cgroup-v2" | "cgroup-v1" | "rlimit";
  readonly processes: "cgroup-v2" | "cgroup-v1" | "rlimit";
  /** Whether a system call filter is loaded (x64 and arm64). */
  readonly seccomp: boolean;
  /** Started by root: files made inside are root's, so an ordinary user is the better choice. */
  readonly startedByRoot: boolean;
}

/** Head and tail in one text, with a note where something was left out. */
export function renderOutput(output: SandboxOutput): string {
  if (!output.truncated) return output.head;
  return `${output.head}\n[… ${output.bytes} bytes in all …]\n${output.tail}`;
}

/** Code could not be run in a sandbox. It was not run outside of one either. */
export class SandboxError extends UserError {
  override readonly name = "SandboxError";
}
