import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat, writeFile } from "node:fs/promises";

import { z } from "zod";

import { StoppedError } from "../contracts/errors.ts";
import type { Progress } from "./progress.ts";

const Memo = z.object({ sha256: z.string(), size: z.number(), mtimeMs: z.number() });

export interface HashOptions {
  readonly progress: Progress;
  readonly signal?: AbortSignal | undefined;
}

/**
 * SHA-256 of a file, remembered beside it together with size and time of change, so that a file of
 * a gigabyte is read once and not at every start.
 */
export async function knownHash(path: string, options: HashOptions): Promise<string> {
  const remembered = await readMemo(path);
  return remembered ?? rememberHash(path, await hashFile(path, options));
}

/** Reads the whole file and remembers the result. */
export async function freshHash(path: string, options: HashOptions): Promise<string> {
  return rememberHash(path, await hashFile(path, options));
}

/** Notes the hash of a file that was just checked. A folder without write access is no error. */
export async function rememberHash(path: string, sha256: string): Promise<string> {
  const { size, mtimeMs } = await stat(path);
  const memo = JSON.stringify({ sha256, size, mtimeMs });
  await writeFile(memoPath(path), `${memo}\n`).catch(() => {});
  return sha256;
}

/** Where the hash of `path` is remembered. */
export function memoPath(path: string): string {
  return `${path}.sha256.json`;
}

async function readMemo(path: string): Promise<string | undefined> {
  try {
    const memo = Memo.parse(JSON.parse(await readFile(memoPath(path), "utf8")));
    const { size, mtimeMs } = await stat(path);
    return memo.size === size && memo.mtimeMs === mtimeMs ? memo.sha256 : undefined;
  } catch {
    return undefined;
  }
}

async function hashFile(path: string, { progress, signal }: HashOptions): Promise<string> {
  const { size } = await stat(path);
  const hash = createHash("sha256");
  let done = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
    if (signal?.aborted) {
      throw new StoppedError();
    }
    hash.update(chunk);
    done += chunk.length;
    progress(done, size, "checking the model file");
  }
  return hash.digest("hex");
}
