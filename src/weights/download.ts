import { createWriteStream } from "node:fs";
import { rm, stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";

import { StoppedError, WeightsError } from "../contracts/errors.ts";
import type { Progress } from "./progress.ts";

export interface DownloadRequest {
  readonly url: string;
  /** Where the bytes go; what is there already is kept and continued. */
  readonly path: string;
  readonly bytes: number;
  readonly label: string;
  readonly fetch: typeof globalThis.fetch;
  readonly progress: Progress;
  readonly signal: AbortSignal | undefined;
  /** Pauses between attempts, in milliseconds; one attempt more than pauses. */
  readonly pausesMs: readonly number[];
}

/** An answer that asking again will not change. */
class Refused extends Error {}

/**
 * Downloads a file of known length, continuing what is there and trying again after a break.
 * Throws StoppedError when stopped (the part stays), WeightsError for a full disk, and a plain
 * Error naming the last failure otherwise.
 */
export async function download(request: DownloadRequest): Promise<void> {
  await assertSpace(request);
  for (let attempt = 0; ; attempt++) {
    try {
      await fetchRest(request);
      return;
    } catch (error) {
      const pause = request.pausesMs[attempt];
      rethrowFinal(error, request);
      if (pause === undefined) {
        throw error;
      }
      await sleep(pause, undefined, request.signal ? { signal: request.signal } : {}).catch(() => {
        throw new StoppedError();
      });
    }
  }
}

async function fetchRest(request: DownloadRequest): Promise<void> {
  const { url, path, bytes, signal } = request;
  let have = await sizeOf(path);
  if (have > bytes) {
    await rm(path);
    have = 0;
  }
  if (have === bytes) {
    return;
  }
  const response = await request.fetch(url, {
    headers: have > 0 ? { range: `bytes=${have}-` } : {},
    ...(signal ? { signal } : {}),
  });
  const from = await startOf(response, have, request);
  await write(response, from, request);
  const size = await sizeOf(path);
  if (size !== bytes) {
    throw new Error(`the connection ended after ${size} of ${bytes} bytes`);
  }
}

/** The byte that the answer begins with: a server may ignore that only the rest was asked for. */
async function startOf(
  response: Response,
  have: number,
  { bytes, path }: DownloadRequest,
): Promise<number> {
  const isPartial = response.status === 206;
  if (response.status === 416) {
    await rm(path, { force: true });
    throw new Error("the server cannot continue the download");
  }
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    const text = `the server answered ${response.status}`;
    throw response.status < 500 && response.status !== 429 ? new Refused(text) : new Error(text);
  }
  const from = isPartial ? have : 0;
  const total = Number(response.headers.get("content-length") ?? bytes - from) + from;
  const range = response.headers.get("content-range");
  const isWhereAsked = !isPartial || range === null || range.startsWith(`bytes ${have}-`);
  if (total !== bytes || !isWhereAsked) {
    await response.body.cancel();
    throw new Refused(`the server offers a file of ${total} bytes, not of ${bytes}`);
  }
  return from;
}

async function write(response: Response, from: number, request: DownloadRequest): Promise<void> {
  const { path, bytes, label, progress, signal } = request;
  let done = from;
  const counted = async function* (source: AsyncIterable<Uint8Array>) {
    for await (const chunk of source) {
      done += chunk.length;
      progress(done, bytes, label);
      yield chunk;
    }
  };
  const file = createWriteStream(path, { flags: from > 0 ? "a" : "w" });
  const body = Readable.from(response.body ?? []);
  await pipeline(body, counted, file, signal ? { signal } : {});
}

function rethrowFinal(error: unknown, { signal, path }: DownloadRequest): void {
  if (signal?.aborted) {
    throw new StoppedError();
  }
  if (error instanceof Refused) {
    throw error;
  }
  if (isNoSpace(error)) {
    throw new WeightsError(
      `no space left in ${dirname(path)}; make room, or choose another cache folder`,
      { cause: error },
    );
  }
}

function isNoSpace(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "ENOSPC";
}

async function assertSpace({ path, bytes }: DownloadRequest): Promise<void> {
  const folder = dirname(path);
  const { bavail, bsize } = await statfs(folder);
  const needed = bytes - (await sizeOf(path));
  const free = bavail * bsize;
  if (free < needed) {
    const [need, have] = [needed, free].map((value) => Math.ceil(value / 1e6));
    throw new WeightsError(
      `${folder} has ${have} MB free and the model needs ${need} MB; make room, or choose another cache folder`,
    );
  }
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  return found?.size ?? 0;
}
