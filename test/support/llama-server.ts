import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { cacheFolder } from "./cache.ts";

const REQUIREMENTS = new URL("./requirements.txt", import.meta.url);
const SCRIPT = new URL("./llama-server.py", import.meta.url);

export interface LlamaServerOptions {
  readonly model: string;
  /** How many sequences the server decodes at once. */
  readonly slots?: number;
  /** Tokens of the cache that all slots share. */
  readonly context?: number;
  /** One by default: more spin against each other where the cores are busy. */
  readonly threads?: number;
  /** Whether `/embeddings` answers with the last token's state. */
  readonly embedding?: boolean;
  /** A fixed port, for tests that start the server again in the same place. */
  readonly port?: number;
}

/** The Python that `scripts/setup-python.mjs` made, or `null` where it has not been run. */
export function pythonPath(): string | null {
  const hash = createHash("sha256").update(readFileSync(REQUIREMENTS)).digest("hex").slice(0, 12);
  const path = join(cacheFolder(), `python-${hash}`, "bin", "python");
  return existsSync(path) ? path : null;
}

/** Starts a real llama-server and waits until the model is loaded. Ends with this process. */
export async function startLlamaServer(
  options: LlamaServerOptions,
): Promise<{ url: string; stop(): Promise<void> }> {
  const python = pythonPath();
  if (python === null) {
    throw new Error("no Python for tests: run node scripts/setup-python.mjs");
  }
  const port = options.port ?? (await freePort());
  const { model, slots = 10, context = 20480, threads = 1, embedding = true } = options;
  const args = [model, slots, context, threads, embedding ? "yes" : "no", port].map(String);
  const child = spawn(python, [SCRIPT.pathname, ...args], { stdio: ["pipe", "pipe", "pipe"] });
  await listening(child);
  return { url: `http://127.0.0.1:${port}`, stop: () => stop(child) };
}

/** A port of the loopback interface that nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** Longest wait for a tiny model on a busy machine. */
const START_LIMIT_MS = 60_000;

function listening(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    // Apart: a half line of the log before it would hide the line that we wait for.
    let said = "";
    let log = "";
    const fail = (why: string) => {
      child.kill("SIGKILL");
      reject(new Error(`llama-server ${why}:\n${log}`));
    };
    const timer = setTimeout(() => fail("did not start in time"), START_LIMIT_MS);
    child.stdout?.on("data", (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000);
      if (!/^listening /m.test(said)) return;
      clearTimeout(timer);
      resolve();
    });
    child.stderr?.on("data", (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-4000);
    });
    child.once("error", (error) => fail(error.message));
    child.once("exit", (code) => {
      clearTimeout(timer);
      fail(`ended with ${code}`);
    });
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    const timer = setTimeout(() => child.kill("SIGKILL"), 5_000);
    child.once("exit", () => {
      clearTimeout(timer);
      resolve();
    });
    child.stdin?.end();
  });
}
