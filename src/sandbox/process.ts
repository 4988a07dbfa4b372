import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import type { Readable, Writable } from "node:stream";
import {
  type SandboxEnd,
  SandboxError,
  type SandboxLimits,
  type SandboxResult,
} from "../contracts/sandbox.ts";
import { Capture } from "./capture.ts";
import { BASH, FIRST_FEED } from "./launcher.ts";

export interface ProcessPlan {
  /** Arguments for bash. */
  readonly args: readonly string[];
  /** What bwrap reads from descriptors `FIRST_FEED` and up; into the next one it writes its status. */
  readonly feeds: readonly (Buffer | string)[];
  readonly limits: SandboxLimits;
  readonly signal?: AbortSignal | undefined;
  /** Gets every piece of standard output as well. */
  readonly onOutput?: ((chunk: Buffer) => void) | undefined;
}

/** How much of each output is kept at most; what is counted is bounded by `outputBytes`. */
const KEPT_BYTES = 256 * 1024;

/** One bwrap process with its bounds in time and output. */
export class BoundedProcess {
  readonly stdin: Writable;
  readonly #child: ChildProcess;
  readonly #plan: ProcessPlan;
  readonly #stdout: Capture;
  readonly #stderr: Capture;
  readonly #startedAt = performance.now();
  #stopped: SandboxEnd | null = null;
  #status = "";

  constructor(plan: ProcessPlan) {
    const kept = Math.min(KEPT_BYTES, plan.limits.outputBytes);
    this.#plan = plan;
    this.#stdout = new Capture(kept);
    this.#stderr = new Capture(kept);
    this.#child = spawn(BASH, plan.args, {
      cwd: "/",
      env: {},
      stdio: ["pipe", "pipe", "pipe", ...plan.feeds.map(() => "pipe" as const), "pipe"],
    });
    this.stdin = this.#pipe(0) as Writable;
    this.#feed();
    this.#listen();
  }

  /** Ends bwrap, and with it everything inside: its process namespace goes. */
  kill(reason: SandboxEnd): void {
    this.#stopped ??= reason;
    this.#child.kill("SIGKILL");
  }

  /**
   * Resolves when all pipes are closed. `outOfMemory` is asked then. Rejects with `SandboxError` if
   * the program was never started.
   */
  async end(outOfMemory: () => Promise<boolean>): Promise<SandboxResult> {
    const timer = setTimeout(() => this.kill("timeout"), this.#plan.limits.wallMs);
    const stop = () => this.kill("stopped");
    this.#plan.signal?.addEventListener("abort", stop, { once: true });
    if (this.#plan.signal?.aborted) stop();
    try {
      const code = await this.#closed();
      const noMemory = await outOfMemory();
      if (!this.#status.includes("child-pid") && this.#stopped === null && !noMemory) {
        throw new SandboxError(`the sandbox could not start: ${this.#said(code)}`);
      }
      return this.#result(code, noMemory);
    } finally {
      clearTimeout(timer);
      this.#plan.signal?.removeEventListener("abort", stop);
    }
  }

  #pipe(fd: number): Readable | Writable | null | undefined {
    return this.#child.stdio[fd] as Readable | Writable | null | undefined;
  }

  #feed(): void {
    // bwrap may end before it has read everything; what went wrong is told by its words.
    this.stdin.on("error", () => {});
    for (const [index, content] of this.#plan.feeds.entries()) {
      const pipe = this.#pipe(FIRST_FEED + index) as Writable;
      pipe.on("error", () => {});
      pipe.end(content);
    }
  }

  #listen(): void {
    const count = (capture: Capture) => (chunk: Buffer) => {
      capture.push(chunk);
      const bytes = this.#stdout.bytes + this.#stderr.bytes;
      if (bytes > this.#plan.limits.outputBytes) this.kill("output-limit");
    };
    this.#child.stdout?.on("data", count(this.#stdout));
    this.#child.stderr?.on("data", count(this.#stderr));
    const { onOutput } = this.#plan;
    if (onOutput !== undefined) this.#child.stdout?.on("data", onOutput);
    const status = this.#pipe(FIRST_FEED + this.#plan.feeds.length) as Readable;
    status.on("data", (chunk: Buffer) => {
      this.#status = (this.#status + chunk.toString()).slice(-1_000);
    });
  }

  async #closed(): Promise<number | null> {
    return await new Promise((resolve, reject) => {
      this.#child.once("error", (error) =>
        reject(new SandboxError(`the sandbox could not start: ${error.message}`)),
      );
      this.#child.once("close", (code) => resolve(code));
    });
  }

  #said(code: number | null): string {
    const words = this.#stderr.output().head.trim();
    return words === "" ? `exit code ${code}` : words;
  }

  #result(code: number | null, noMemory: boolean): SandboxResult {
    const signal = this.#stopped === null ? signalName(code) : null;
    const own = noMemory ? "memory" : signal === "SIGXCPU" ? "cpu" : "exit";
    return {
      ended: this.#stopped ?? own,
      exitCode: this.#stopped === null ? code : null,
      signal,
      stdout: this.#stdout.output(),
      stderr: this.#stderr.output(),
      wallMs: performance.now() - this.#startedAt,
    };
  }
}

/** bwrap ends as a shell would: 128 + the signal's number. */
function signalName(code: number | null): string | null {
  if (code === null || code <= 128) return null;
  const found = Object.entries(constants.signals).find(([, number]) => number === code - 128);
  return found?.[0] ?? null;
}
