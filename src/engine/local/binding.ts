import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * The part of node-llama-cpp 3.22.1 that we call. The package is not one of our dependencies: it
 * is installed on demand into the tool cache (`install.ts`), so its types are not at hand.
 * Members that begin with `_` are internal there; each use is feature-tested or has a fallback.
 */
export interface Binding {
  getLlama(options: {
    gpu: "auto" | false;
    build: "never";
    skipDownload: true;
    logLevel: "error";
  }): Promise<Llama>;
  readGgufFileInfo(path: string): Promise<GgufInfo>;
}

export interface GgufInfo {
  readonly architectureMetadata: {
    readonly block_count?: number;
    readonly embedding_length?: number;
    readonly context_length?: number;
    readonly attention?: { readonly head_count?: number; readonly head_count_kv?: number };
  };
}

export interface Llama {
  readonly gpu: string | false;
  readonly cpuMathCores: number;
  loadModel(options: { modelPath: string }): Promise<Model>;
  dispose(): Promise<void>;
}

export interface Model {
  readonly trainContextSize: number;
  tokenize(text: string, specialTokens: boolean): number[];
  detokenize(tokens: readonly number[], specialTokens?: boolean): string;
  isEogToken(token: number): boolean;
  createContext(options: {
    sequences: number;
    contextSize: number;
    batchSize: number;
    threads: number;
    _embeddings?: boolean;
  }): Promise<Context>;
}

export interface Context {
  getSequence(): Sequence;
  dispose(): Promise<void>;
  readonly _ctx: { getEmbedding(inputTokens: number): Float64Array };
}

export interface Sequence {
  readonly nextTokenIndex: number;
  /** All that it has read, in order. */
  readonly contextTokens: readonly number[];
  clearHistory(): Promise<void>;
  adaptStateToTokens(tokens: readonly number[], allowShift: boolean): Promise<void>;
  evaluateWithoutGeneratingNewTokens(tokens: readonly number[]): Promise<void>;
  controlledEvaluate(
    input: readonly (number | [number, { generateNext: NextTokenRequest }])[],
  ): Promise<({ next: { logits?: Map<number, number>; totalLogitWeight?: number } } | undefined)[]>;
  saveStateToFile(path: string): Promise<unknown>;
  loadStateFromFile(path: string, options: { acceptRisk: true }): Promise<void>;
  _copyStateFromOtherSequence?(other: Sequence, upTo: number): Promise<boolean>;
}

export interface NextTokenRequest {
  logits: { filter: { tokens?: number[]; includeTop?: number } };
  totalLogitWeight?: boolean;
  options?: { temperature: number; topK: number; topP: number };
}

/** Loads the engine from the folder that `install.ts` filled. */
export async function loadBinding(runtimeDir: string): Promise<Binding> {
  const resolve = createRequire(join(runtimeDir, "package.json")).resolve;
  const entry = resolve("node-llama-cpp");
  return (await import(pathToFileURL(entry).href)) as Binding;
}
