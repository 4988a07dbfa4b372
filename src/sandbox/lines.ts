/** Cuts a stream into lines that are asked for one by one. */
export class LineReader {
  readonly #lines: string[] = [];
  readonly #waiting: ((line: string | null) => void)[] = [];
  #rest: Buffer[] = [];
  #ended = false;

  push(chunk: Buffer): void {
    let from = 0;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
      this.#rest.push(chunk.subarray(from, at));
      this.#give(Buffer.concat(this.#rest).toString());
      this.#rest = [];
      from = at + 1;
    }
    this.#rest.push(chunk.subarray(from));
  }

  /** No more will come; half a line is dropped. */
  end(): void {
    this.#ended = true;
    for (const waiting of this.#waiting.splice(0)) waiting(null);
  }

  /** The next line; `null` after the end. */
  async next(): Promise<string | null> {
    const line = this.#lines.shift();
    if (line !== undefined) return line;
    if (this.#ended) return null;
    return await new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #give(line: string): void {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#lines.push(line);
    else waiting(line);
  }
}
