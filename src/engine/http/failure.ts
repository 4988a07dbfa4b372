import { APIConnectionError, APIError, APIUserAbortError } from "openai";
import { ZodError, z } from "zod";

import { EngineError, StoppedError, UserError } from "../../contracts/errors.ts";

/** How a call ended without an answer, and whether asking again can help. */
export type FailureKind = "loading" | "unreachable" | "dropped" | "final";

/** The server's address as people may see it: without the password. */
export function displayUrl(url: string): string {
  const parsed = new URL(url);
  parsed.username = parsed.username === "" ? "" : "user";
  parsed.password = parsed.password === "" ? "" : "hidden";
  parsed.search = "";
  return parsed.href.replace(/\/$/, "");
}

/** Raised by this engine's own reading of an answer. */
export class BrokenAnswer extends Error {
  override readonly name = "BrokenAnswer";
}

/** Whatever listens there is no llama-server; asking again will not change that. */
export class ForeignAnswer extends Error {
  override readonly name = "ForeignAnswer";
}

/** The call took longer than its limit. */
export class CallTimeout extends Error {
  override readonly name = "CallTimeout";
}

const FINAL = [UserError, CallTimeout, ForeignAnswer, APIUserAbortError, ZodError];

/** Whether the same call may be made again, and after what. */
export function failureKind(error: unknown): FailureKind {
  if (FINAL.some((type) => error instanceof type)) {
    return "final";
  }
  if (error instanceof APIError && error.status !== undefined) {
    return error.status === 503 ? "loading" : "final";
  }
  if (error instanceof APIConnectionError) {
    return isRefused(error) ? "unreachable" : "dropped";
  }
  return error instanceof APIError ? "final" : "dropped";
}

/** Turns whatever a call threw into a message that names the server and says what to do. */
export function explainFailure(error: unknown, url: string, seconds: number): Error {
  if (error instanceof UserError) {
    return error;
  }
  if (error instanceof APIUserAbortError) {
    return new StoppedError();
  }
  return new EngineError(message(error, displayUrl(url), seconds), { cause: error });
}

function message(error: unknown, url: string, seconds: number): string {
  if (error instanceof CallTimeout) {
    return `${url} did not answer within ${seconds} s; raise the time limit, or use a smaller model or more threads`;
  }
  if (error instanceof ZodError) {
    const issue = error.issues[0];
    const where = issue?.path.join(".") || "answer";
    return `${url} answered in an unexpected form (${where}: ${issue?.message}); is it a llama-server of late 2025 or newer?`;
  }
  if (error instanceof ForeignAnswer) {
    return `${url} answered with something other than JSON; is it a llama-server, or a proxy's error page?`;
  }
  if (error instanceof BrokenAnswer) {
    return `${url} ${error.message}`;
  }
  if (error instanceof APIConnectionError) {
    return connectionMessage(error, url);
  }
  if (error instanceof APIError) {
    return statusMessage(error, url);
  }
  return `${url} broke off in the middle of its answer; look at the server's log, then run again`;
}

function connectionMessage(error: APIConnectionError, url: string): string {
  const code = causeCode(error);
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    return `the host name of ${url} is not known here; check the address of the engine`;
  }
  if (isRefused(error)) {
    return `nothing answers at ${url}; start llama-server there, or check the address of the engine`;
  }
  return `the connection to ${url} broke (${code ?? "no answer"}); look at the server's log, then run again`;
}

function statusMessage(error: APIError, url: string): string {
  const said = error.message.slice(0, 300);
  if (error.status === 401 || error.status === 403) {
    return `${url} refused the API key (${error.status}); give the key that the server was started with`;
  }
  if (error.status === 404) {
    return `${url} is not a llama-server (404); check the address of the engine`;
  }
  if (/exceed_context_size|context size|n_ctx/i.test(`${error.type} ${said}`)) {
    return `the prompt is too long for ${url}: ${said}; start llama-server with a larger -c, or lower the prompt limit`;
  }
  if (error.status === 503) {
    return `${url} is still loading its model (503); wait, then run again`;
  }
  const status = error.status === undefined ? "an error" : String(error.status);
  return `${url} answered ${status}: ${said}; look at the server's log`;
}

function isRefused(error: APIConnectionError): boolean {
  return ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"].includes(causeCode(error) ?? "");
}

// `fetch` wraps the socket's error once or twice, and a refused dual-stack address is an aggregate.
// Read by shape: errors of `fetch` may come from another realm, where `instanceof` does not hold.
const Wrapped = z.object({
  code: z.string().optional().catch(undefined),
  cause: z.unknown().optional(),
  errors: z.array(z.unknown()).optional().catch(undefined),
});

function causeCode(error: unknown): string | undefined {
  let current = error;
  for (let depth = 0; depth < 5; depth++) {
    const { data } = Wrapped.safeParse(current);
    if (data?.code !== undefined) {
      return data.code;
    }
    current = data?.errors?.[0] ?? data?.cause;
  }
  return undefined;
}
