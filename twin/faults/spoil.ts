import type { Reply } from "../http/reply.ts";
import type { RouteEffect } from "./faults.ts";

export interface Spoiling {
  /** Lets the call act. */
  act(): Promise<Reply>;
  /** What the same question was answered before. */
  stale(): Reply | undefined;
  /** Answers in place of the call, which has not acted; undefined breaks the connection. */
  refuse(reply: Reply | undefined): Reply | undefined;
}

/** The answer as a fault leaves it; undefined: the connection breaks. */
export async function spoil(
  effect: RouteEffect | undefined,
  { act, stale, refuse }: Spoiling,
): Promise<Reply | undefined> {
  if (effect === undefined || "slowMs" in effect || "truncate" in effect) return act();
  if ("drop" in effect) {
    if (effect.drop === "before") refuse(BROKEN);
    else await act();
    return undefined;
  }
  if ("answer" in effect) {
    const reply = await act();
    return { ...reply, body: await effect.answer(reply.body) };
  }
  if ("stale" in effect) return stale() ?? outdated(await act());
  const error = "html" in effect ? proxyPage(effect.html) : refusal(effect);
  if ("status" in effect && effect.after === true) {
    await act();
    return error;
  }
  return refuse(error);
}

/** In the list of calls, a connection that broke has no status. */
const BROKEN: Reply = { status: 0, wrote: false };

function refusal(effect: Extract<RouteEffect, { status: number }>): Reply {
  return {
    status: effect.status,
    body: { message: effect.message ?? "a fault that the twin was told to make" },
    headers: { ...effect.headers },
    wrote: false,
  };
}

function proxyPage(status: number): Reply {
  const text = `<!DOCTYPE html>\n<html><head><title>${status}</title></head><body><h1>Unicorn!</h1></body></html>\n`;
  return { status, text, type: "text/html; charset=utf-8", wrote: false };
}

/** Before anything happened: lists were empty, things were not there. */
function outdated(reply: Reply): Reply {
  const { body } = reply;
  if (Array.isArray(body)) return { ...reply, body: [] };
  if (typeof body === "object" && body !== null && "total_count" in body) {
    const emptied = Object.entries(body).map(([name, value]) => [name, emptyOf(value)]);
    return { ...reply, body: Object.fromEntries(emptied) as unknown };
  }
  return { status: 404, body: { message: "Not Found" }, wrote: false };
}

function emptyOf(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  return typeof value === "number" ? 0 : value;
}

interface Question {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
}

/** The last answers of reads, so that a stale one can be given. */
export class StaleReads {
  readonly #answers = new Map<string, Reply>();

  keep(question: Question, reply: Reply): void {
    if (question.method === "GET" && reply.status === 200) {
      this.#answers.set(keyOf(question), reply);
    }
  }

  /** What was answered last; the world may have changed since. */
  read(question: Question): Reply | undefined {
    return this.#answers.get(keyOf(question));
  }
}

function keyOf({ method, path, query }: Question): string {
  return `${method} ${path}?${query}`;
}
