import { promptFingerprint } from "../../judge/fingerprint.ts";
import type { Calibration, JudgeFile } from "../../judge/judge-file.ts";
import { type CalibrationPlan, calibratePicks } from "../calibrate/domain.ts";
import { applyScale } from "../calibrate/scale.ts";
import { splitFolds } from "../folds.ts";
import { createRandom } from "../random.ts";
import type { Scored, ScoredDomain } from "../types.ts";
import { chooseRecipe } from "./choose.ts";
import { calibrate, toScored } from "./cross-validate.ts";
import type { ExampleTask } from "./dataset.ts";
import { Laboratory } from "./feature-table.ts";
import { flattenHead } from "./flatten.ts";
import type { Recipe } from "./methods.ts";

export interface BuildRequest {
  readonly name: string;
  readonly base: JudgeFile["base"];
  readonly view: string;
  /** Of all tasks. */
  readonly domain: ScoredDomain;
  readonly tasks: readonly ExampleTask[];
  readonly recipes: readonly Recipe[];
  readonly pools: JudgeFile["pools"];
  readonly seed: number;
  /** Figures of the outer folds, to be kept in the file. */
  readonly metrics: JudgeFile["metrics"];
  /** Wrong ones allowed among the opened, and how sure that must be. */
  readonly risk: { readonly alpha: number; readonly delta: number };
}

/** A judge's file as it is written: numbers as Base64. */
export type StoredJudge = Omit<JudgeFile, "head"> & {
  head: Omit<JudgeFile["head"], "weights" | "fill"> & { weights: string; fill: string };
};

const INNER_FOLDS = 5;

/**
 * Trains the judge that is shipped, on all tasks. Recipe, penalty and calibration come from held-out
 * folds of these; its figures come from `crossValidate`, which repeats all of this on parts.
 */
export function buildJudge(request: BuildRequest): StoredJudge {
  const { tasks, recipes, seed, base, domain, risk } = request;
  const laboratory = new Laboratory(tasks);
  const folds = splitFolds(tasks, INNER_FOLDS, createRandom(seed));
  const chosen = chooseRecipe(laboratory, recipes, tasks, folds);
  const { head, recipe, heldScores } = chosen;
  if (head.kind !== "linear") throw new RangeError("only linear heads can be stored");
  const { calibrator } = calibrate(chosen, tasks);
  const held = toScored(tasks, heldScores).map((row) => ({
    ...row,
    score: calibrator.slope * row.score + calibrator.intercept,
    probability: applyScale(calibrator, row.score),
  }));
  const flat = flattenHead({ head, parts: chosen.features.parts, calibrator });
  const hiddenSize = tasks[0]?.examples[0]?.observation.hidden?.length ?? 0;
  const usesHidden = recipe.blocks.some(({ feature }) => feature === "hidden");
  return {
    version: 1,
    name: request.name,
    meaning: MEANING[domain],
    domain,
    base,
    view: request.view,
    promptSha256: promptFingerprint(),
    pools: request.pools,
    generators: [...new Set(tasks.map(({ generator }) => generator))],
    head: {
      kind: "linear",
      blocks: [...recipe.blocks],
      hiddenSize: usesHidden ? hiddenSize : 0,
      weights: encode(flat.weights),
      intercept: flat.intercept,
      fill: encode(flat.fill),
    },
    calibrations: domain === "function" ? { function: calibrated(held, { seed, risk }) } : {},
    metrics: { ...request.metrics, recipe: recipe.name, variant: chosen.variant },
  };
}

const MEANING: Readonly<Record<ScoredDomain, string>> = {
  function:
    "log-odds that the tests of a single function pass, learned from benchmark tasks of one function each.",
  repository:
    "log-odds that the tests of a repository pass, learned from faults that were planted in packages.",
};

/** That of repositories comes with `learn calibrate`, which has to know how they were sampled. */
function calibrated(held: readonly Scored[], plan: CalibrationPlan): Calibration {
  // The head's score is a log-odds already.
  const candidate = { coefficients: [1], intercept: 0 };
  return { candidate, ...calibratePicks(held, plan, createRandom(plan.seed)) };
}

function encode(values: Float64Array): string {
  return Buffer.from(Float32Array.from(values).buffer).toString("base64");
}
