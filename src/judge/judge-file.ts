import { z } from "zod";
import type { EngineInfo } from "../contracts/engine.ts";
import { UserError } from "../contracts/errors.ts";
import { needsReading, SCALARS } from "./features.ts";
import { promptFingerprint } from "./fingerprint.ts";

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** Numbers as Base64 of 32-bit floats, little endian. */
const Floats = z.base64().transform((text) => {
  const bytes = Uint8Array.from(Buffer.from(text, "base64"));
  return new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / 4));
});

const BlockSchema = z.object({ feature: z.enum([...SCALARS, "hidden"]), centred: z.boolean() });

/** score = intercept + Σ weight · feature, the features as they are: scales are in the weights. */
export const Head = z.object({
  kind: z.literal("linear"),
  blocks: z.array(BlockSchema).min(1),
  hiddenSize: z.int().nonnegative(),
  weights: Floats,
  intercept: z.number(),
  /** What a feature that an engine cannot give is taken as: its mean in training, a column each. */
  fill: Floats,
});
export type Head = z.infer<typeof Head>;

/** P = 1 / (1 + exp(−(intercept + Σ coefficient · input))): Platt (1999), with one or more inputs. */
const Logistic = z.object({ coefficients: z.array(z.number()), intercept: z.number() });

/** How a score of one domain becomes a probability. */
export const Calibration = z.object({
  /** For any candidate; the input is its score. */
  candidate: Logistic,
  /** For the best of a task; inputs: score, lead over the runner-up, mean score of the task. */
  picked: Logistic,
  /** Number of tasks it was fitted on. */
  tasks: z.int().positive(),
  /** Open only from this probability on, where the tasks were enough to say so. */
  threshold: z
    .object({ alpha: z.number(), delta: z.number(), probability: z.number().nullable() })
    .nullable(),
});
export type Calibration = z.infer<typeof Calibration>;

/** The same for patches to repositories, and the runs that it speaks about: those like its tasks. */
export const RepositoryCalibration = Calibration.extend({
  /** Packages that the tasks come from. */
  packages: z.int().positive(),
  /** Lowest and highest of each of the picked one's inputs: nobody knows what lies beyond. */
  inputs: z.array(z.tuple([z.number(), z.number()])).length(3),
  holds: z.object({
    generators: z.array(z.object({ model: z.string(), sha256: Sha256 })).min(1),
    languages: z.array(z.string()).min(1),
    /** Samples a task, and their temperature. */
    candidates: z.int().positive(),
    temperature: z.number(),
    /** Of what the generator is asked (`sample/fingerprint.ts`). Absent in older files, which hold for no run. */
    promptsSha256: Sha256.optional(),
  }),
});
export type RepositoryCalibration = z.infer<typeof RepositoryCalibration>;

/** A judge: base model, prompt, head and calibrations by domain. One file in `judges/`. */
export const JudgeFile = z.object({
  version: z.literal(1),
  name: z.string(),
  /** What a score says and does not say, for people. */
  meaning: z.string(),
  /** What its head was trained on; the older files, which do not say so, on functions. */
  domain: z.enum(["function", "repository"]).default("function"),
  base: z.object({ model: z.string(), sha256: Sha256 }),
  view: z.string(),
  /** Of the judge's prompt for a fixed task: another wording of the prompt is another judge. */
  promptSha256: Sha256,
  /** What it was trained on. */
  pools: z.array(z.object({ name: z.string(), sha256: Sha256, tasks: z.int() })),
  generators: z.array(z.string()),
  head: Head,
  calibrations: z.object({
    function: Calibration.optional(),
    repository: RepositoryCalibration.optional(),
  }),
  /** Figures of the outer folds, for people who read the file. */
  metrics: z.record(z.string(), z.unknown()),
});
export type JudgeFile = z.infer<typeof JudgeFile>;

/** Reads a judge's file. Throws a `UserError` that names what does not fit. */
export function parseJudgeFile(text: string, name: string): JudgeFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UserError(`the judge ${name} is not JSON`);
  }
  const parsed = JudgeFile.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new UserError(`the judge ${name}: ${issue?.path.join(".")}: ${issue?.message}`);
  }
  return parsed.data;
}

/** Whether an engine can give what the judge's head reads. */
export function canServe({ head }: JudgeFile, abilities: EngineInfo["abilities"]): boolean {
  return (
    (head.hiddenSize === 0 || abilities.hidden) && (!needsReading(head.blocks) || abilities.reading)
  );
}

/** Throws a `UserError` unless the judge was trained with this model and this program's prompt. */
export function assertFits(judge: JudgeFile, info: EngineInfo): void {
  if (info.modelSha256 !== judge.base.sha256) {
    const found = info.modelSha256 ?? "unknown";
    throw new UserError(
      `the judge ${judge.name} was trained with ${judge.base.model} (SHA-256 ${judge.base.sha256}), ` +
        `the engine has ${info.model} (${found}); pass --judge-model ${judge.base.model}, or --judge none`,
    );
  }
  const prompt = promptFingerprint();
  if (prompt !== judge.promptSha256) {
    throw new UserError(
      `the judge ${judge.name} was trained with another prompt (${judge.promptSha256.slice(0, 12)}) than ` +
        `this version's (${prompt.slice(0, 12)}); train it again with patchjudge learn train, or pass --judge none`,
    );
  }
}
