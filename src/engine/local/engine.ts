import { existsSync } from "node:fs";
import type { Engine } from "../../contracts/engine.ts";
import { EngineError, StoppedError } from "../../contracts/errors.ts";
import { EngineChild } from "./child.ts";
import type { OpenParams } from "./protocol.ts";

export interface LocalEngineOptions {
  /** Folder with node-llama-cpp in its `node_modules`: see `install.ts`. */
  readonly runtimeDir: string;
  readonly modelPath: string;
  readonly modelName: string;
  readonly modelSha256?: string | null;
  /** The bundled `dist/engine/worker.js`. */
  readonly workerPath: string;
  readonly gpu?: "auto" | false;
  readonly threads?: number;
  readonly availableBytes?: number;
  readonly prefill?: OpenParams["prefill"];
  /** Of these only what a card needs reaches the engine's process: see `child-variables.ts`. */
  readonly variables?: NodeJS.ProcessEnv;
  /** Ends the loading, which takes seconds for a large model. */
  readonly signal?: AbortSignal;
}

/** Loads a GGUF model with node-llama-cpp in a child process. Throws `EngineError` if it cannot. */
export async function createLocalEngine(
  options: LocalEngineOptions,
): Promise<Engine & { readonly pid: number | undefined }> {
  if (!existsSync(options.modelPath)) {
    throw new EngineError(`no model file at ${options.modelPath}; try: patchjudge models pull`);
  }
  const child = new EngineChild(options.workerPath, options.variables ?? {});
  try {
    let info = await child.call("open", openParams(options), { signal: options.signal });
    if (options.signal?.aborted) throw new StoppedError();
    return {
      get pid() {
        return child.pid;
      },
      info: async () => info,
      countTokens: (segments) => child.call("countTokens", segments),
      tokenIds: (segments) => child.call("tokenIds", segments),
      generate: async ({ signal, onProgress, ...request }) => {
        const samples = await child.call("generate", request, { signal, onProgress });
        info = { ...info, abilities: { ...info.abilities, sharedPrefill: samples.sharedPrefill } };
        return samples.samples;
      },
      score: ({ signal, onProgress, ...request }) =>
        child.call("score", request, { signal, onProgress }),
      usage: () => child.usage,
      close: () => child.close(),
    };
  } catch (error) {
    await child.close();
    if (error instanceof StoppedError) throw error;
    // A signal to the whole group may end a child that is still starting before we hear of it.
    if (options.signal?.aborted) throw new StoppedError();
    throw explainOpenFailure(error, options);
  }
}

function openParams(options: LocalEngineOptions): OpenParams {
  return {
    runtimeDir: options.runtimeDir,
    modelPath: options.modelPath,
    modelName: options.modelName,
    modelSha256: options.modelSha256 ?? null,
    gpu: options.gpu ?? "auto",
    threads: options.threads ?? null,
    availableBytes: options.availableBytes ?? null,
    prefill: options.prefill ?? "auto",
  };
}

function explainOpenFailure(error: unknown, options: LocalEngineOptions): Error {
  const text = error instanceof Error ? error.message : String(error);
  if (text.startsWith("not enough memory")) return new EngineError(text);
  return new EngineError(
    `the model ${options.modelPath} could not be loaded: ${text}. ` +
      "If the file may be damaged, run: patchjudge models verify",
    { cause: error },
  );
}
