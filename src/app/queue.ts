/** What a job is about and how to do it. */
export type Job = () => Promise<void>;

/**
 * Jobs of one key run one after another, in the order they came; those of different keys side by side, up to
 * a limit. A job that fails is reported and harms no other.
 */
export class KeyedQueue {
  readonly #waiting: { key: string; job: Job }[] = [];
  readonly #busy = new Set<string>();
  readonly #idle: (() => void)[] = [];
  readonly #limit: number;
  readonly #onError: (error: unknown) => void;

  constructor(limit: number, onError: (error: unknown) => void) {
    this.#limit = limit;
    this.#onError = onError;
  }

  /** Jobs that wait or run. */
  get size(): number {
    return this.#waiting.length + this.#busy.size;
  }

  add(key: string, job: Job): void {
    this.#waiting.push({ key, job });
    this.#start();
  }

  /** Resolves when nothing waits or runs. */
  async idle(): Promise<void> {
    if (this.size === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #start(): void {
    while (this.#busy.size < this.#limit) {
      const next = this.#waiting.findIndex(({ key }) => !this.#busy.has(key));
      const [taken] = next < 0 ? [] : this.#waiting.splice(next, 1);
      if (taken === undefined) return;
      this.#busy.add(taken.key);
      void this.#work(taken.key, taken.job);
    }
  }

  async #work(key: string, job: Job): Promise<void> {
    try {
      await job();
    } catch (error) {
      this.#onError(error);
    }
    this.#busy.delete(key);
    this.#start();
    if (this.size > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}
