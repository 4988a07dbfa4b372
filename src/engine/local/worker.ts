import { createRequire } from "node:module";
import { join } from "node:path";
import { loadBinding } from "./binding.ts";
import type { FromChild, Method, Methods, OpenParams, ToChild } from "./protocol.ts";
import { type CallOptions, Session } from "./session.ts";

/**
 * The child process's side: one model, one call at a time. It ends with its parent, so that no
 * model stays in memory after a crash.
 */
export function runWorker(): void {
  const running = new Map<number, AbortController>();
  let session: Session | null = null;

  async function call(method: Method, params: unknown, options: CallOptions): Promise<unknown> {
    if (method === "open") {
      const open = params as OpenParams;
      session = await Session.open(await loadBinding(open.runtimeDir), open);
      return session.describe(engineVersion(open.runtimeDir));
    }
    if (session === null) throw new Error("the engine was not opened");
    if (method === "countTokens") {
      return session.tokenize(params as Methods["countTokens"]["params"]).length;
    }
    if (method === "tokenIds") {
      return session.tokenize(params as Methods["tokenIds"]["params"]);
    }
    if (method === "generate") {
      return session.generate(params as Methods["generate"]["params"], options);
    }
    return session.score(params as Methods["score"]["params"], options);
  }

  async function answer(id: number, method: Method, params: unknown): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    const onProgress: CallOptions["onProgress"] = (progress) => send({ id, progress });
    try {
      const value = await call(method, params, { signal: controller.signal, onProgress });
      send({ id, value, usage: { ...emptyUsage, ...session?.usage } });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      send({ id, error: { message, stopped: controller.signal.aborted } });
    } finally {
      running.delete(id);
    }
  }

  process.on("message", (message: ToChild) => {
    if ("abort" in message) running.get(message.abort)?.abort();
    else void answer(message.id, message.method, message.params);
  });
  process.on("disconnect", () => process.exit(0));
  // Ctrl-C reaches the whole process group; the parent decides when this child ends.
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => {});
}

const emptyUsage = { requestedTokens: 0, evaluatedTokens: 0, generatedTokens: 0 };

function send(message: FromChild): void {
  if (process.connected) process.send?.(message);
}

function engineVersion(runtimeDir: string): string {
  const require = createRequire(join(runtimeDir, "package.json"));
  const { version } = require("./node_modules/node-llama-cpp/package.json") as { version: string };
  return `node-llama-cpp ${version}`;
}
