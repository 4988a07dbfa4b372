/** What there is to do. */
export type Job = () => Promise<void>;

export interface JobDetails {
  /** Goes to the log with the job's error. */
  readonly about?: object;
  /** Whose job it is: nobody fills the queue alone. */
  readonly share?: string;
  /** A job that waits is not added again under the same name. */
  readonly name?: string;
}

export interface QueueLimits {
  /** Jobs that run side by side. */
  readonly running: number;
  /** Jobs that wait, of all and of one share. */
  readonly waiting?: number;
  readonly perShare?: number;
}

/** `full`: there is no room for it, and somebody has to come back later. */
export type Added = "added" | "waits" | "full";

interface Waiting extends JobDetails {
  readonly key: string;
  readonly job: Job;
}

const MOST_WAITING = 1_000;
const MOST_OF_A_SHARE = 20;

/**
 * Jobs of one key run one after another, in the order they came; those of different keys side by side, up to
 * a limit. A job that fails is reported and harms no other.
 */
export class KeyedQueue {
  readonly #waiting: Waiting[] = [];
  readonly #busy = new Set<string>();
  readonly #idle: (() => void)[] = [];
  readonly #limits: Required<QueueLimits>;
  readonly #onError: (error: unknown, about: object) => void;

  constructor(limits: QueueLimits, onError: (error: unknown, about: object) => void) {
    this.#limits = { waiting: MOST_WAITING, perShare: MOST_OF_A_SHARE, ...limits };
    this.#onError = onError;
  }

  /** Jobs that wait or run. */
  get size(): number {
    return this.#waiting.length + this.#busy.size;
  }

  /** Whether a job of this key waits or runs. */
  has(key: string): boolean {
    return this.#busy.has(key) || this.#waiting.some((waiting) => waiting.key === key);
  }

  add(key: string, job: Job, details: JobDetails = {}): Added {
    const { name, share } = details;
    if (name !== undefined && this.#waiting.some((waiting) => waiting.name === name)) {
      return "waits";
    }
    if (!this.#hasRoom(share)) return "full";
    this.#waiting.push({ key, job, ...details });
    this.#start();
    return "added";
  }

  /** Resolves when nothing waits or runs. */
  async idle(): Promise<void> {
    if (this.size === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #hasRoom(share: string | undefined): boolean {
    const { waiting, perShare } = this.#limits;
    if (this.#waiting.length >= waiting) return false;
    if (share === undefined) return true;
    return this.#waiting.filter((each) => each.share === share).length < perShare;
  }

  #start(): void {
    while (this.#busy.size < this.#limits.running) {
      const next = this.#waiting.findIndex(({ key }) => !this.#busy.has(key));
      const [taken] = next < 0 ? [] : this.#waiting.splice(next, 1);
      if (taken === undefined) return;
      this.#busy.add(taken.key);
      void this.#work(taken);
    }
  }

  async #work({ key, job, about = {} }: Waiting): Promise<void> {
    try {
      await job();
    } catch (error) {
      this.#onError(error, about);
    }
    this.#busy.delete(key);
    this.#start();
    if (this.size > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}
