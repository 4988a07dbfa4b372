/**
 * The port to a language model server. Implementations: `engine/local`, `engine/http`,
 * `engine/scripted`. All of them pass one contract suite (`test/contract/engine-suite.ts`).
 */
export interface Engine {
  info(): Promise<EngineInfo>;
  /** Number of tokens the segments take, control tokens only in trusted ones. */
  countTokens(segments: readonly Segment[]): Promise<number>;
  /** Their ids, exactly as the model reads them; null where the engine has no tokenizer. */
  tokenIds(segments: readonly Segment[]): Promise<readonly number[] | null>;
  /** `n` samples for every prompt, in the order of the prompts. */
  generate(request: GenerateRequest): Promise<Sample[][]>;
  /** One score a candidate, in the order given. Reads a single token's logits; never samples. */
  score(request: ScoreRequest): Promise<Score[]>;
  /** What all calls so far have cost. */
  usage(): EngineUsage;
  /** Frees the model. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * A piece of a prompt. Only the text of trusted segments may contain control tokens such as
 * `<|im_end|>`; in untrusted segments the same characters become ordinary text.
 */
export interface Segment {
  readonly text: string;
  readonly trusted: boolean;
}

export interface Sampling {
  readonly temperature: number;
  readonly topP: number;
  readonly topK: number;
  /** Sample `i` of the call draws with `seed + i`, where the engine allows a seed a sample. */
  readonly seed: number;
}

export interface Prompt {
  readonly segments: readonly Segment[];
  readonly n: number;
  /** One more sample, the last of the list, of the likeliest token each time. */
  readonly greedy?: boolean;
  /** In place of the request's: sample `i` draws with `seed + i`. */
  readonly seed?: number;
  /** In place of the request's. */
  readonly maxTokens?: number;
  /** A sample ends before the first of these; the stop string is not part of the text. */
  readonly stop?: readonly string[];
}

/**
 * A question asked at the end of each finished sample, on the sample's own cache: it costs the
 * question's tokens alone. Engines that cannot say so in `abilities.followUp`, and refuse it.
 */
export interface FollowUp {
  /** Ends with the assistant header, so that a label is the next token. */
  readonly question: readonly Segment[];
  /** Two texts of exactly one token each. */
  readonly labels: readonly [yes: string, no: string];
  readonly hidden?: boolean;
}

export interface GenerateRequest {
  readonly prompts: readonly Prompt[];
  readonly maxTokens: number;
  readonly sampling: Sampling;
  readonly followUp?: FollowUp;
  /**
   * Samples that may be in flight together. Room for several prompts at once makes a long list of
   * them faster; by default as many as one prompt needs. A hint: an engine may pass over it.
   */
  readonly maxLanes?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: EngineProgress) => void;
}

export interface EngineProgress {
  readonly phase: "read" | "write" | "judge";
  /** Tokens read or written, or candidates judged, of `total`. */
  readonly done: number;
  readonly total: number;
}

export interface Sample {
  readonly text: string;
  readonly tokens: number;
  /** `length`: cut off at `maxTokens`, so half an answer. */
  readonly finish: "stop" | "length";
  /** Mean natural-log probability of the sampled tokens under the untempered model. */
  readonly meanLogprob: number | null;
  /** How sure the model was from token to token; `null` where the engine cannot tell. */
  readonly certainty: Certainty | null;
  /** The sampled tokens themselves, `tokens` of them; absent where the engine does not tell them all. */
  readonly tokenIds?: readonly number[];
  /** The answer to `followUp`; absent unless asked. */
  readonly verdict?: Score;
}

/** Means over the sampled tokens, taken over the `topK` likeliest of the untempered model. */
export interface Certainty {
  /** Shannon entropy in nats. */
  readonly entropy: number;
  /**
   * Divergence of the uniform distribution from the model's, in nats (Kang et al. 2025,
   * arXiv 2502.18581), over the `topK` likeliest tokens instead of the whole vocabulary.
   */
  readonly selfCertainty: number;
  /** Log-probability of the least likely token of the sample: a minimum, not a mean. */
  readonly lowestLogprob: number;
}

export interface ScoreRequest {
  readonly prefix: readonly Segment[];
  /** Each ends with the assistant header, so that a label is the next token. */
  readonly candidates: readonly (readonly Segment[])[];
  /** Two texts of exactly one token each. */
  readonly labels: readonly [yes: string, no: string];
  readonly hidden?: boolean;
  /** Whether `Score.reading` is wanted, where `abilities.reading` says that it can be had. */
  readonly reading?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: EngineProgress) => void;
}

export interface Score {
  /** logit(yes) − logit(no). */
  readonly margin: number;
  /** P(yes) + P(no) over the whole vocabulary: near zero means that the question was not understood. */
  readonly labelMass: number;
  /** Last hidden state after the final norm; `null` unless asked for. */
  readonly hidden: readonly number[] | null;
  /** Absent unless asked for. */
  readonly reading?: Reading | null;
}

/**
 * How likely the judge's model finds a candidate's untrusted text, each token given all before it:
 * what it would have written itself. Taken over the 40 likeliest tokens, in nats.
 */
export interface Reading {
  readonly tokens: number;
  readonly meanLogprob: number;
  /** Of the least likely token. */
  readonly lowestLogprob: number;
  /** Mean entropy of what it expected. */
  readonly entropy: number;
  /** Share of tokens that it would have written as well. */
  readonly likeliestShare: number;
}

/** How ten samples came to share one prefill, best first. */
export type SharedPrefill = "fork" | "state-file" | "server-n" | "none";

export interface EngineInfo {
  readonly engine: "local" | "http" | "scripted";
  readonly engineVersion: string;
  /** Preset id, or the file's or server's own name. */
  readonly model: string;
  readonly modelSha256: string | null;
  readonly contextLength: number;
  /** Where the model runs: `cpu`, `cuda`, `vulkan`, `metal` or `server`. */
  readonly device: string;
  readonly abilities: {
    readonly sharedPrefill: SharedPrefill;
    readonly exactLabels: boolean;
    readonly hidden: boolean;
    readonly reading: boolean;
    readonly followUp: boolean;
    readonly adapter: string | null;
  };
}

export interface EngineUsage {
  /** Prompt tokens as if nothing were shared. */
  readonly requestedTokens: number;
  /** Prompt tokens really evaluated. */
  readonly evaluatedTokens: number;
  readonly generatedTokens: number;
}
