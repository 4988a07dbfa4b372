import type { SandboxOutput } from "../contracts/sandbox.ts";

/** Keeps the beginning and the end of a stream, and counts all of it. */
export class Capture {
  readonly #half: number;
  readonly #head: Buffer[] = [];
  #headBytes = 0;
  #tail: Buffer[] = [];
  #tailBytes = 0;
  #bytes = 0;

  /** `limit`: bytes that are kept in all. */
  constructor(limit: number) {
    this.#half = Math.max(1, Math.floor(limit / 2));
  }

  get bytes(): number {
    return this.#bytes;
  }

  push(chunk: Buffer): void {
    this.#bytes += chunk.length;
    const first = chunk.subarray(0, this.#half - this.#headBytes);
    if (first.length > 0) this.#head.push(first);
    this.#headBytes += first.length;
    const rest = chunk.subarray(first.length);
    if (rest.length === 0) return;
    this.#tail.push(rest);
    this.#tailBytes += rest.length;
    // Cut only now and then, so that many small writes do not copy the tail each time.
    if (this.#tailBytes > 2 * this.#half) this.#cutTail();
  }

  output(): SandboxOutput {
    this.#cutTail();
    const truncated = this.#headBytes + this.#tailBytes < this.#bytes;
    const head = Buffer.concat(this.#head);
    const tail = Buffer.concat(this.#tail);
    if (truncated) {
      return { head: head.toString(), tail: tail.toString(), bytes: this.#bytes, truncated };
    }
    // Joined before decoding: a character may lie across the two.
    const all = Buffer.concat([head, tail]).toString();
    return { head: all, tail: "", bytes: this.#bytes, truncated };
  }

  #cutTail(): void {
    if (this.#tailBytes <= this.#half) return;
    const kept = Buffer.concat(this.#tail).subarray(-this.#half);
    this.#tail = [kept];
    this.#tailBytes = kept.length;
  }
}
