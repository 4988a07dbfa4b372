import { type ChildProcess, fork } from "node:child_process";
import type { EngineProgress, EngineUsage } from "../../contracts/engine.ts";
import { EngineError, StoppedError } from "../../contracts/errors.ts";
import { childVariables } from "./child-variables.ts";
import { explainEnd, KEPT_CHARACTERS } from "./last-words.ts";
import type { FromChild, Method, Methods, ToChild } from "./protocol.ts";

export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: EngineProgress) => void) | undefined;
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: CallOptions["onProgress"];
}

/** How long a polite abort may take before the child is killed. */
const GRACE_MS = 1_500;

/**
 * The parent's side of the engine's process. A native crash or an exhausted memory ends the child
 * alone; every call in flight is then rejected with what the child last said.
 */
export class EngineChild {
  readonly #process: ChildProcess;
  readonly #pending = new Map<number, Pending>();
  #usage: EngineUsage = { requestedTokens: 0, evaluatedTokens: 0, generatedTokens: 0 };
  #nextId = 1;
  #stderr = "";
  #exited = false;
  #stopping = false;

  constructor(workerPath: string, variables: NodeJS.ProcessEnv) {
    this.#process = fork(workerPath, [], {
      env: childVariables(variables),
      // For engine/local/garbage.ts.
      execArgv: ["--expose-gc"],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    this.#process.on("message", (message: FromChild) => this.#receive(message));
    this.#process.on("exit", (code, signal) => this.#end(signal ?? `exit code ${code}`));
    this.#process.on("error", (error) => this.#fail(error.message));
    this.#process.stderr?.on("data", (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-KEPT_CHARACTERS);
    });
  }

  get usage(): EngineUsage {
    return this.#usage;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** One request, one answer. An abort is polite first, then final within two seconds. */
  async call<M extends Method>(
    method: M,
    params: Methods[M]["params"],
    { signal, onProgress }: CallOptions = {},
  ): Promise<Methods[M]["value"]> {
    if (signal?.aborted) throw new StoppedError();
    if (this.#exited) throw new EngineError("the engine's process has ended; start the run again");
    const id = this.#nextId;
    this.#nextId += 1;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject, onProgress });
    });
    const abort = () => this.#abort(id);
    signal?.addEventListener("abort", abort, { once: true });
    try {
      this.#send({ id, method, params });
      return (await answer) as Methods[M]["value"];
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  /** Ends the child at once; it holds nothing that must be saved. */
  async close(): Promise<void> {
    this.#stopping = true;
    if (this.#exited) return;
    const gone = new Promise<void>((resolve) => this.#process.once("exit", () => resolve()));
    this.#process.kill("SIGKILL");
    await gone;
  }

  #send(message: ToChild): void {
    this.#process.send(message, (error) => {
      if (error !== null) this.#fail(error.message);
    });
  }

  #abort(id: number): void {
    if (!this.#exited) this.#send({ abort: id });
    const timer = setTimeout(() => {
      if (!this.#pending.has(id)) return;
      this.#stopping = true;
      this.#process.kill("SIGKILL");
    }, GRACE_MS);
    timer.unref();
  }

  #receive(message: FromChild): void {
    const pending = this.#pending.get(message.id);
    if (pending === undefined) return;
    if ("progress" in message) {
      pending.onProgress?.(message.progress);
      return;
    }
    this.#pending.delete(message.id);
    if ("value" in message) {
      this.#usage = message.usage;
      pending.resolve(message.value);
    } else {
      const { stopped, message: text } = message.error;
      pending.reject(stopped ? new StoppedError() : new EngineError(text));
    }
  }

  /** A child that we cannot talk to is of no use, alive or not. */
  #fail(reason: string): void {
    this.#process.kill("SIGKILL");
    if (this.#process.pid === undefined) this.#exited = true;
    this.#reject(reason);
  }

  #end(reason: string): void {
    this.#exited = true;
    this.#reject(reason);
  }

  #reject(reason: string): void {
    const error = this.#stopping
      ? new StoppedError()
      : new EngineError(explainEnd(reason, this.#stderr));
    for (const pending of this.#pending.values()) pending.reject(error);
    this.#pending.clear();
  }
}
