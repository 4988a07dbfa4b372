import { UserError } from "../../contracts/errors.ts";
import type { ModelUse, Result } from "../../contracts/result.ts";
import { findPreset } from "../../weights/presets.ts";
import type { EngineOptions } from "../engines.ts";

/** What the user says of the models; the rest is as it was recorded. */
export interface ModelOptions {
  readonly model?: string;
  readonly judgeModel?: string;
  readonly engine?: string;
  readonly judgeEngine?: string;
  readonly judge?: string;
  readonly threads?: number;
  readonly gpu: "auto" | "off";
}

/**
 * The models of a recorded run. A record is a stranger's: it names models that we know, never files or
 * addresses. Throws a `UserError` that says what to pass.
 */
export function recordedModels(
  { manifest, verdict }: Result,
  options: ModelOptions,
): EngineOptions & { readonly judge: string } {
  const { generator, judge, sharedProcess } = manifest;
  const engine = options.engine ?? recordedEngine(generator, "--engine");
  const model = options.model ?? (engine === "local" ? recordedModel(generator, "--model") : "");
  const common = {
    ...{ engine, model, gpu: options.gpu },
    ...(options.threads === undefined ? {} : { threads: options.threads }),
    judge: options.judge ?? (verdict.judge === null ? "none" : "auto"),
  };
  const { judgeModel, judgeEngine } = options;
  if (sharedProcess && judgeModel === undefined && judgeEngine === undefined) return common;
  const place = judgeEngine ?? (sharedProcess ? engine : recordedEngine(judge, "--judge-engine"));
  if (place !== "local") return { ...common, judgeEngine: place };
  const own = judgeModel ?? recordedModel(judge, "--judge-model");
  return { ...common, judgeEngine: place, judgeModel: own };
}

function recordedEngine({ engine }: ModelUse, flag: string): string {
  if (engine === "local") return engine;
  throw new UserError(
    `the run's model was not in our own engine (${engine}); pass the address of a llama-server with the same model, or local, with ${flag}`,
  );
}

function recordedModel({ model, modelSha256 }: ModelUse, flag: string): string {
  const preset = findPreset(model);
  if (preset !== undefined && (modelSha256 === null || modelSha256 === preset.sha256))
    return preset.id;
  const what = modelSha256 === null ? model : `${model} with SHA-256 ${modelSha256}`;
  throw new UserError(
    `the run's model is none that is known by name (${what}); pass its file with ${flag}`,
  );
}
