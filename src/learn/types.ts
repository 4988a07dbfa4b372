/** What kind of problem a task is; calibrations belong to one of them. */
export type ScoredDomain = "function" | "repository";

/** One scored candidate. */
export interface Scored {
  readonly task: string;
  /** Tasks of one family are the same or nearly the same; they are resampled and split together. */
  readonly family: string;
  readonly language: string;
  readonly generator: string;
  readonly domain: ScoredDomain;
  /** Unique within task and generator. */
  readonly id: number;
  readonly passed: boolean;
  /** Its text: equal ones are one candidate in a live run. Each is its own where nobody knows. */
  readonly code?: string | undefined;
  /** What ranks; more is better. No unit, no zero. */
  readonly score: number;
  /** Probability that the candidate passes, in [0, 1]. */
  readonly probability?: number | undefined;
  /** Yes or no, where the judge has a threshold of its own: that of its fold. */
  readonly verdict?: boolean | undefined;
  readonly parses?: boolean | undefined;
  readonly votes?: number | undefined;
  /** Nats per token. */
  readonly meanLogprob?: number | null | undefined;
  /** Undoes the subsampling of tasks: how many tasks this one stands for. 1 by default. */
  readonly weight?: number | undefined;
}
