import { promptFingerprint } from "../../judge/fingerprint.ts";
import type { JudgeFile } from "../../judge/judge-file.ts";
import { crossFitPicked } from "../calibrate/cross-fit.ts";
import type { PickedCalibrator } from "../calibrate/picked.ts";
import { chooseRiskThreshold } from "../calibrate/risk.ts";
import { applyScale } from "../calibrate/scale.ts";
import { splitFolds } from "../folds.ts";
import { createRandom } from "../random.ts";
import type { Scored } from "../types.ts";
import { chooseRecipe } from "./choose.ts";
import { calibrate, openLaboratory, toScored } from "./cross-validate.ts";
import type { ExampleTask } from "./dataset.ts";
import type { Recipe } from "./methods.ts";

export interface BuildRequest {
  readonly name: string;
  readonly base: JudgeFile["base"];
  readonly view: string;
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
  const { tasks, recipes, seed, base, risk } = request;
  const laboratory = openLaboratory(tasks, recipes);
  const folds = splitFolds(tasks, INNER_FOLDS, createRandom(seed));
  const chosen = chooseRecipe(laboratory, tasks, folds);
  const { head, recipe, heldScores } = chosen;
  const fill = laboratory.tables.get(recipe)?.fill ?? new Float64Array();
  if (head.kind !== "linear") throw new RangeError("only linear heads can be stored");
  const { calibrator } = calibrate(chosen, tasks);
  const held = toScored(tasks, heldScores).map((row) => ({
    ...row,
    score: calibrator.slope * row.score + calibrator.intercept,
    probability: applyScale(calibrator, row.score),
  }));
  const flat = flatten(head, calibrator);
  const hiddenSize = tasks[0]?.examples[0]?.observation.hidden?.length ?? 0;
  const usesHidden = recipe.blocks.some(({ feature }) => feature === "hidden");
  return {
    version: 1,
    name: request.name,
    meaning: MEANING,
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
      fill: encode(fill),
    },
    calibrations: { function: calibrationOf(held, { seed, risk }) },
    metrics: { ...request.metrics, recipe: recipe.name, variant: chosen.variant },
  };
}

const MEANING =
  "log-odds that the tests of a single function pass, learned from benchmark tasks of one function each.";

/** Scales and Platt's slope go into the weights, so that a score is a log-odds at once. */
function flatten(
  head: { standardiser: { mean: readonly number[]; scale: readonly number[] } } & {
    weights: readonly number[];
    intercept: number;
  },
  { slope, intercept }: { slope: number; intercept: number },
): { weights: Float64Array; intercept: number } {
  const { mean, scale } = head.standardiser;
  const weights = Float64Array.from(head.weights, (w, j) => (slope * w) / (scale[j] ?? 1));
  const shift = weights.reduce((sum, w, j) => sum + w * (mean[j] ?? 0), 0);
  return { weights, intercept: slope * head.intercept + intercept - shift };
}

function calibrationOf(
  held: readonly Scored[],
  { seed, risk }: Pick<BuildRequest, "seed" | "risk">,
): NonNullable<JudgeFile["calibrations"]["function"]> {
  const random = createRandom(seed);
  const { picks, calibrator } = crossFitPicked(held, { folds: INNER_FOLDS, random });
  const threshold = chooseRiskThreshold(picks, { ...risk, random });
  return {
    candidate: { coefficients: [1], intercept: 0 },
    picked: unstandardised(calibrator),
    tasks: picks.length,
    threshold: {
      ...risk,
      probability: threshold.kind === "threshold" ? threshold.threshold : null,
    },
  };
}

function unstandardised({ mean, scale, coefficients, intercept }: PickedCalibrator) {
  const raw = coefficients.map((c, j) => c / (scale[j] ?? 1));
  return {
    coefficients: raw,
    intercept: raw.reduce((sum, c, j) => sum - c * (mean[j] ?? 0), intercept),
  };
}

function encode(values: Float64Array): string {
  return Buffer.from(Float32Array.from(values).buffer).toString("base64");
}
