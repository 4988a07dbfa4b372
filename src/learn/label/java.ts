import { randomBytes } from "node:crypto";
import { StoppedError } from "../../contracts/errors.ts";
import {
  type Sandbox,
  SandboxError,
  type SandboxLimits,
  type SandboxMount,
  type SandboxProcess,
} from "../../contracts/sandbox.ts";
import {
  type Failure,
  type Label,
  type LabelJob,
  labelOfFailure,
  oneLine,
  type TimeLimit,
} from "./types.ts";

/** How the worker is started, and how long a candidate may take. */
export interface JavaRuntime {
  readonly argv: readonly string[];
  readonly mounts: readonly SandboxMount[];
  readonly time: TimeLimit;
}

const MIB = 1024 * 1024;
const HOUR_MS = 3_600_000;

/** For one JVM's whole life; each candidate's time is bounded by the worker. */
const JVM_LIMITS: SandboxLimits = {
  wallMs: 24 * HOUR_MS,
  cpuSeconds: 3_600,
  memoryBytes: 1_280 * MIB,
  processes: 128,
  fileBytes: 16 * MIB,
  outputBytes: 16 * MIB,
  tmpBytes: 32 * MIB,
};

/** For compiling, on top of the candidate's own time; then the worker itself is taken for lost. */
const COMPILE_MS = 30_000;

/** Metaspace and whatever candidates leave behind go with the JVM. */
const JOBS_PER_JVM = 200;

/** What one job in one JVM came to. */
type Answer =
  | { readonly kind: "passed" }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "died"; readonly memory: boolean; readonly detail: string };

/** One warm JVM in the sandbox that labels Java candidates one after the other. */
export class JavaWorker {
  readonly #sandbox: Sandbox;
  readonly #runtime: JavaRuntime;
  #process: SandboxProcess | null = null;
  #jobs = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(sandbox: Sandbox, runtime: JavaRuntime) {
    this.#sandbox = sandbox;
    this.#runtime = runtime;
  }

  /** Waits for its turn. Rejects with `SandboxError` if Java cannot be started. */
  async label(job: LabelJob, signal?: AbortSignal): Promise<Label> {
    const turn = this.#last.then(() => this.#labelNow(job, signal));
    this.#last = turn.catch(() => {});
    return await turn;
  }

  async close(): Promise<void> {
    const process = this.#process;
    this.#process = null;
    await process?.kill();
  }

  async #labelNow(job: LabelJob, signal: AbortSignal | undefined): Promise<Label> {
    const startedAt = performance.now();
    const first = await this.#ask(job, signal);
    // A JVM may die of what an earlier candidate left behind. In a fresh one it is this one's doing.
    const answer = first.kind === "died" ? await this.#ask(job, signal) : first;
    const wallMs = performance.now() - startedAt;
    if (answer.kind === "passed") return { passed: true, reason: "passed", detail: "", wallMs };
    if (answer.kind === "failed") return labelOfFailure(job, answer.failure, wallMs);
    const reason = answer.memory ? "memory" : "no-proof";
    return { passed: false, reason, detail: answer.detail, wallMs };
  }

  async #ask(job: LabelJob, signal: AbortSignal | undefined): Promise<Answer> {
    if (signal?.aborted) throw new StoppedError();
    const process = await this.#ready();
    this.#jobs += 1;
    const secret = randomBytes(32).toString("hex");
    const texts = [`${job.header ?? ""}${job.program}`, job.tests];
    const { cpuSeconds, wallMs } = this.#runtime.time;
    const words = [secret, 1_000 * cpuSeconds, wallMs, ...texts.map(toBase64)];
    process.write(`${words.join(" ")}\n`);
    const line = await readAnswer(process, wallMs + COMPILE_MS, signal);
    const { answer, goesOn } = parseAnswer(line, secret);
    if (answer === null) return await this.#bury(process, line);
    if (!goesOn || this.#jobs >= JOBS_PER_JVM) await this.close();
    return answer;
  }

  /** The running JVM, or a new one. */
  async #ready(): Promise<SandboxProcess> {
    if (this.#process !== null) return this.#process;
    const process = this.#sandbox.start({
      argv: this.#runtime.argv,
      mounts: this.#runtime.mounts,
      limits: JVM_LIMITS,
    });
    if ((await process.readLine()) !== "ready") {
      const { stderr, exitCode } = await process.result;
      const said = oneLine(stderr.head) || `exit code ${exitCode}`;
      throw new SandboxError(
        `Java could not be started in the sandbox: ${said}; a JDK 17 or newer is needed ` +
          "(Debian and Ubuntu: sudo apt-get install openjdk-17-jdk-headless)",
      );
    }
    this.#process = process;
    this.#jobs = 0;
    return process;
  }

  /** After a line that is no answer: the JVM is gone, or no longer to be trusted. */
  async #bury(process: SandboxProcess, line: string | null): Promise<Answer> {
    this.#process = null;
    if (line !== null) await process.kill();
    const { ended, signal, exitCode } = await process.result;
    if (line === "stopped") throw new StoppedError();
    if (line === "timeout") {
      return { kind: "failed", failure: { reason: "timeout", detail: "ran too long" } };
    }
    const how = signal ?? `exit code ${exitCode}`;
    const detail = line === null ? `ended the Java machine (${how})` : "wrote over the report";
    return { kind: "died", memory: ended === "memory", detail };
  }
}

/** The worker's line; `null` if it ended, "timeout" or "stopped" if it is not to be waited for. */
async function readAnswer(
  process: SandboxProcess,
  limitMs: number,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const { promise, resolve } = deferred<string>();
  const timer = setTimeout(() => resolve("timeout"), limitMs);
  const stop = () => resolve("stopped");
  signal?.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([process.readLine(), promise]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

const REASONS = ["assertion", "exception", "timeout", "compile", "memory"] as const;

/** Reads a report; `answer` is `null` if it is none. */
export function parseAnswer(
  line: string | null,
  secret: string,
): { answer: Exclude<Answer, { kind: "died" }> | null; goesOn: boolean } {
  const words = (line ?? "").split(" ");
  const goesOn = words.at(-1) === "keep";
  if (line === `pass ${secret} keep` || line === `pass ${secret} retire`) {
    return { answer: { kind: "passed" }, goesOn };
  }
  const [kind, word, detail = "", missing = ""] = words;
  const reason = REASONS.find((known) => known === word);
  if (kind !== "fail" || reason === undefined || words.length !== 5) {
    return { answer: null, goesOn: false };
  }
  const failure = { reason, detail: fromBase64(detail) };
  const lacks = fromBase64(missing);
  return {
    answer: { kind: "failed", failure: lacks === "" ? failure : { ...failure, missing: lacks } },
    goesOn,
  };
}

function toBase64(text: string): string {
  return Buffer.from(text).toString("base64");
}

/** The worker puts a sign before the Base64, so that no word is empty. */
function fromBase64(word: string): string {
  return Buffer.from(word.slice(1), "base64").toString();
}
