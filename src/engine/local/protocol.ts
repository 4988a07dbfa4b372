import type {
  EngineInfo,
  EngineProgress,
  EngineUsage,
  GenerateRequest,
  Sample,
  Score,
  ScoreRequest,
  Segment,
  SharedPrefill,
} from "../../contracts/engine.ts";

/** What the parent tells a fresh child. */
export interface OpenParams {
  readonly runtimeDir: string;
  readonly modelPath: string;
  readonly modelName: string;
  readonly modelSha256: string | null;
  readonly gpu: "auto" | false;
  readonly threads: number | null;
  /** Bytes the model may take; `null` asks the operating system. */
  readonly availableBytes: number | null;
  /** How samples share their prefill; anything but `auto` is for tests. */
  readonly prefill: "auto" | SharedPrefill;
}

/** Methods of the child, one request and one answer each. */
export interface Methods {
  open: { params: OpenParams; value: EngineInfo };
  countTokens: { params: readonly Segment[]; value: number };
  tokenIds: { params: readonly Segment[]; value: number[] };
  generate: {
    params: Omit<GenerateRequest, "signal" | "onProgress">;
    value: { samples: Sample[][]; sharedPrefill: SharedPrefill };
  };
  score: { params: Omit<ScoreRequest, "signal" | "onProgress">; value: Score[] };
}

export type Method = keyof Methods;

export type ToChild =
  | { readonly id: number; readonly method: Method; readonly params: unknown }
  | { readonly abort: number };

export type FromChild =
  | { readonly id: number; readonly progress: EngineProgress }
  | { readonly id: number; readonly value: unknown; readonly usage: EngineUsage }
  | {
      readonly id: number;
      readonly error: { readonly message: string; readonly stopped: boolean };
    };
