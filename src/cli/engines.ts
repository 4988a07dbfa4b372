import type { Engine } from "../contracts/engine.ts";
import { UsageError } from "../contracts/errors.ts";
import type { Progress } from "../contracts/progress.ts";
import { createHttpEngine } from "../engine/http/engine.ts";
import { createLocalEngine } from "../engine/local/engine.ts";
import { installEngine } from "../engine/local/install.ts";
import { type Model, resolveModel } from "../weights/resolve.ts";
import type { Environment } from "./environment.ts";

export interface EngineOptions {
  readonly model: string;
  readonly judgeModel?: string;
  readonly engine: string;
  readonly judgeEngine?: string;
  readonly gpu: "auto" | "off";
  readonly threads?: number;
}

export interface Engines {
  readonly generator: Engine;
  readonly judge: Engine;
  close(): Promise<void>;
}

/** Opens generator and judge: one process where both are the same model in the same place. */
export async function openEngines(
  options: EngineOptions,
  env: Environment,
  hooks: { progress: Progress; signal: AbortSignal },
): Promise<Engines> {
  const generatorPlace = { engine: options.engine, model: options.model };
  const judgePlace = {
    engine: options.judgeEngine ?? options.engine,
    model: options.judgeModel ?? options.model,
  };
  if (judgePlace.engine !== "local" && options.judgeModel !== undefined) {
    throw new UsageError(
      "--judge-model is for the local engine; a server judges with the model it serves (--judge-engine URL)",
    );
  }
  const shared =
    generatorPlace.engine === judgePlace.engine && generatorPlace.model === judgePlace.model;
  const generator = await openOne({ ...options, ...generatorPlace }, env, hooks);
  try {
    const judge = shared ? generator : await openOne({ ...options, ...judgePlace }, env, hooks);
    const close = async () => {
      await generator.close();
      await judge.close();
    };
    return { generator, judge, close };
  } catch (error) {
    await generator.close();
    throw error;
  }
}

type Hooks = { progress: Progress; signal: AbortSignal };

async function openOne(options: EngineOptions, env: Environment, hooks: Hooks): Promise<Engine> {
  if (options.engine === "local") return openLocal(options, env, hooks);
  if (!/^https?:\/\//.test(options.engine)) {
    throw new UsageError(`--engine ${options.engine}: it is "local" or the URL of a llama-server`);
  }
  const key = env.apiKey === undefined ? {} : { apiKey: env.apiKey };
  const onWait = (note: string) => hooks.progress({ step: "set-up", done: 0, total: 0, note });
  return createHttpEngine({ url: options.engine, ...key, signal: hooks.signal, onWait });
}

async function openLocal(options: EngineOptions, env: Environment, hooks: Hooks): Promise<Engine> {
  const { weights, runtimeDir } = await provide(options, env, hooks);
  return createLocalEngine({
    runtimeDir,
    modelPath: weights.path,
    modelName: weights.id,
    modelSha256: weights.sha256,
    workerPath: env.workerPath,
    variables: env.variables,
    gpu: options.gpu === "off" ? false : "auto",
    signal: hooks.signal,
    ...(options.threads === undefined ? {} : { threads: options.threads }),
  });
}

/** Weights and engine of the local kind, fetched where they are not on this machine yet. */
export async function provide(
  options: Pick<EngineOptions, "model" | "gpu">,
  env: Environment,
  hooks: Hooks,
): Promise<{ weights: Model; runtimeDir: string }> {
  const report = (note: string) => (done: number, total: number) =>
    hooks.progress({ step: "set-up", done, total, note });
  const weights = await resolveModel({
    name: options.model,
    cache: env.cache,
    hfEndpoint: env.hfEndpoint,
    progress: (done, total) => report(`weights ${options.model}`)(done, total),
    signal: hooks.signal,
  });
  const runtimeDir = await installEngine({
    pinnedDir: env.runtimeDir,
    cache: env.cache,
    env: env.variables,
    cuda: env.cuda && options.gpu === "auto",
    onProgress: report("inference engine"),
    signal: hooks.signal,
  });
  return { weights, runtimeDir };
}
