import { setTimeout as sleep } from "node:timers/promises";

/** How a delivery ended, in GitHub's words. */
export interface Outcome {
  readonly status: string;
  readonly code: number;
  readonly ms: number;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export interface Posting {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  readonly waitMs: number;
  readonly signal: AbortSignal;
}

/** Sends one webhook. Never throws: a receiver that is not there is an outcome. */
export async function post(posting: Posting): Promise<Outcome> {
  const { url, body, waitMs, signal } = posting;
  try {
    // Never in the turn of the call that caused it: GitHub answers first and delivers later.
    await sleep(waitMs, undefined, { signal });
  } catch {
    return { status: "cancelled", code: 0, ms: 0 };
  }
  const started = performance.now();
  const ms = () => Math.round(performance.now() - started);
  const timeout = AbortSignal.timeout(posting.timeoutMs);
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: posting.headers,
      body,
      redirect: "manual",
      signal: AbortSignal.any([signal, timeout]),
    });
    const text = (await answer.text()).slice(0, 10_000);
    return {
      status: answer.ok ? "OK" : answer.statusText || `Invalid HTTP Response: ${answer.status}`,
      code: answer.status,
      ms: ms(),
      headers: Object.fromEntries(answer.headers),
      body: text,
    };
  } catch {
    if (timeout.aborted) return { status: "timed out", code: 504, ms: ms() };
    return { status: "failed to connect to host", code: 502, ms: ms() };
  }
}
