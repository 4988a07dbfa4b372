import OpenAI from "openai";
import type { ZodType } from "zod";

import { ForeignAnswer } from "./failure.ts";
import { limited, withRetries } from "./retry.ts";
import { Chunk } from "./wire.ts";

export interface ConnectionOptions {
  readonly url: string;
  readonly apiKey: string | undefined;
  /** Milliseconds a single call may take. */
  readonly timeoutMs: number;
  /** Milliseconds to wait for a server that is loading its model. */
  readonly loadingMs: number;
  readonly onWait: (message: string) => void;
  readonly fetch: typeof globalThis.fetch;
}

export interface Connection {
  readonly url: string;
  get<T>(path: string, schema: ZodType<T>, signal?: AbortSignal): Promise<T>;
  post<T>(path: string, body: object, schema: ZodType<T>, signal?: AbortSignal): Promise<T>;
  /** A streamed completion. `onChunk` starts anew after `onRestart`. */
  complete(request: CompleteRequest): Promise<void>;
}

export interface CompleteRequest {
  readonly body: object;
  readonly onChunk: (chunk: Chunk) => void;
  /** Called before every attempt, so that half an answer is thrown away. */
  readonly onRestart: () => void;
  /** Called at the end of the stream; throws when the answer is not whole. */
  readonly check: () => void;
  /** How often a broken connection is tried again. */
  readonly retries: number;
  readonly signal?: AbortSignal | undefined;
}

const QUICK_RETRIES = 2;

/** Talks to one server: limits the time, tries again where that can help, explains failures. */
export function openConnection(options: ConnectionOptions): Connection {
  const url = options.url.replace(/\/+$/, "").replace(/\/v1$/, "");
  const client = new OpenAI({
    baseURL: `${withoutCredentials(url)}/v1`,
    apiKey: options.apiKey ?? "none",
    defaultHeaders: basicAuthorisation(url),
    // Time and retries are `retry.ts`'s: the client's limit ends with the headers, and its retries
    // would pay for ten samples twice.
    timeout: options.timeoutMs + 1000,
    maxRetries: 0,
    logLevel: "off",
    fetch: options.fetch,
  });
  const root = withoutCredentials(url);
  const attempt = <T>(
    run: (signal: AbortSignal) => Promise<T>,
    retries: number,
    stop?: AbortSignal,
  ) => withRetries(() => limited(run, options.timeoutMs, stop), { ...options, url, retries, stop });
  const ask = <T>(
    call: (signal: AbortSignal) => Promise<unknown>,
    schema: ZodType<T>,
    stop?: AbortSignal,
  ) => attempt(async (signal) => schema.parse(asJson(await call(signal))), QUICK_RETRIES, stop);
  return {
    url,
    get: (path, schema, stop) => ask((signal) => client.get(root + path, { signal }), schema, stop),
    post: (path, body, schema, stop) =>
      ask((signal) => client.post(root + path, { body, signal }), schema, stop),
    complete: (request) =>
      attempt((signal) => stream(client, request, signal), request.retries, request.signal),
  };
}

async function stream(
  client: OpenAI,
  request: CompleteRequest,
  signal: AbortSignal,
): Promise<void> {
  request.onRestart();
  // Streamed, although only the whole is used: `fetch` gives up on an answer without a header for
  // five minutes, which ten samples on a CPU can take, and the chunks tell how far it is.
  const body = { ...request.body, stream: true, return_progress: true };
  const call = client.post("/completions", { body, signal, stream: true });
  const { data, response } = await call.withResponse();
  if (!(response.headers.get("content-type") ?? "").includes("text/event-stream")) {
    await response.body?.cancel();
    throw new ForeignAnswer();
  }
  if (!isAsyncIterable(data)) {
    throw new ForeignAnswer();
  }
  for await (const chunk of data) {
    request.onChunk(Chunk.parse(chunk));
  }
  signal.throwIfAborted();
  request.check();
}

function asJson(answer: unknown): unknown {
  if (typeof answer === "string") {
    throw new ForeignAnswer();
  }
  return answer;
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === "object" && value !== null && Symbol.asyncIterator in value;
}

// `fetch` refuses addresses with a password in them; the header says the same.
function withoutCredentials(url: string): string {
  const parsed = new URL(url);
  parsed.username = "";
  parsed.password = "";
  return parsed.href.replace(/\/+$/, "");
}

function basicAuthorisation(url: string): Record<string, string> {
  const { username, password } = new URL(url);
  if (username === "") {
    return {};
  }
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { Authorization: `Basic ${Buffer.from(pair).toString("base64")}` };
}
