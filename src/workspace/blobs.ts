import { spawn } from "node:child_process";
import { once } from "node:events";
import type { TreeEntry } from "../contracts/repository.ts";
import { GitError, gitEnvironment } from "./git.ts";

/** Entries asked for before the answers are read: more would fill both pipes and stop both sides. */
const WINDOW = 64;

/** Streams contents through one `git cat-file --batch`, in the order of `entries`. */
export async function* readBlobs(
  cwd: string,
  entries: readonly TreeEntry[],
): AsyncGenerator<{ entry: TreeEntry; content: Uint8Array }> {
  const child = spawn("git", ["cat-file", "--batch"], {
    cwd,
    env: gitEnvironment(),
    stdio: ["pipe", "pipe", "ignore"],
  });
  // Why git went away shows in what it has not answered.
  child.on("error", () => {});
  child.stdin.on("error", () => {});
  const reader = new ByteReader(child.stdout);
  try {
    for (let start = 0; start < entries.length; start += WINDOW) {
      const part = entries.slice(start, start + WINDOW);
      child.stdin.write(part.map((entry) => `${entry.oid}\n`).join(""));
      for (const entry of part) yield { entry, content: await readOne(reader, entry) };
    }
  } finally {
    // Not "close": it waits for output that nobody reads any more.
    const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : null;
    child.stdout.destroy();
    child.kill();
    await ended;
  }
}

async function readOne(reader: ByteReader, entry: TreeEntry): Promise<Uint8Array> {
  const header = await reader.line();
  const size = / blob (\d+)$/.exec(header)?.[1];
  if (size === undefined) {
    throw new GitError("cat-file", `${entry.path} cannot be read: ${header || "git ended"}`, null);
  }
  const content = await reader.bytes(Number(size));
  await reader.bytes(1);
  return content;
}

/** Takes lines and exact numbers of bytes from a stream. */
class ByteReader {
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(stream: NodeJS.ReadableStream) {
    this.#chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  async line(): Promise<string> {
    for (;;) {
      const end = this.#rest.indexOf(10);
      if (end >= 0) return this.#take(end + 1).toString("utf8", 0, end);
      if (!(await this.#more())) return this.#take(this.#rest.length).toString("utf8");
    }
  }

  async bytes(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let missing = count;
    while (missing > this.#rest.length) {
      missing -= this.#rest.length;
      parts.push(this.#take(this.#rest.length));
      if (!(await this.#more())) throw new GitError("cat-file", "git ended early", null);
    }
    parts.push(this.#take(missing));
    return Buffer.concat(parts);
  }

  #take(count: number): Buffer {
    const taken = this.#rest.subarray(0, count);
    this.#rest = this.#rest.subarray(count);
    return taken;
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done === true) return false;
    this.#rest = this.#rest.length === 0 ? next.value : Buffer.concat([this.#rest, next.value]);
    return true;
  }
}
