import type { Calibration } from "../../judge/judge-file.ts";
import { groupByTask } from "../metrics/scored-task.ts";
import { createRandom, type Random } from "../random.ts";
import type { Scored } from "../types.ts";
import { crossFitPicked, crossFitScale } from "./cross-fit.ts";
import type { PickedCalibrator } from "./picked.ts";
import { chooseRiskThreshold } from "./risk.ts";
import { fitPlatt } from "./scale.ts";

export interface CalibrationPlan {
  readonly seed: number;
  /** Wrong ones allowed among the opened, and how sure that must be. */
  readonly risk: { readonly alpha: number; readonly delta: number };
}

const FOLDS = 5;

/** Fewer tasks, or picks of one outcome, say next to nothing about a probability. */
const LEAST_TASKS = 40;
const LEAST_OF_EACH = 8;

/**
 * How scores of a domain become probabilities, for a judge that was not trained on it: Platt's calibrator for
 * any candidate, a logistic model for the picked one, a threshold. `scored` has the probabilities of calibrators
 * that were fitted on other families, for honest figures. Throws a `RangeError` that counts where the
 * tasks are too few.
 */
export function calibrateDomain(
  rows: readonly Scored[],
  plan: CalibrationPlan,
): { readonly calibration: Calibration; readonly scored: Scored[] } {
  const random = createRandom(plan.seed);
  const { scored, calibrator } = crossFitScale(rows, fitPlatt, { folds: FOLDS, random });
  const right = crossFitPicked(rows, {
    folds: FOLDS,
    random: createRandom(plan.seed),
  }).picks.filter(({ passed }) => passed).length;
  const tasks = groupByTask(rows).length;
  if (tasks < LEAST_TASKS || Math.min(right, tasks - right) < LEAST_OF_EACH) {
    throw new RangeError(
      `${tasks} tasks, of which the pick is right in ${right}: a calibration needs ${LEAST_TASKS} tasks, and ${LEAST_OF_EACH} right and wrong picks`,
    );
  }
  const candidate = { coefficients: [calibrator.slope], intercept: calibrator.intercept };
  return { calibration: { candidate, ...calibratePicks(rows, plan, random) }, scored };
}

/** The calibration of the best of each task, and from which probability on it may be opened. */
export function calibratePicks(
  rows: readonly Scored[],
  { risk }: CalibrationPlan,
  random: Random,
): Omit<Calibration, "candidate"> {
  const { picks, calibrator } = crossFitPicked(rows, { folds: FOLDS, random });
  const threshold = chooseRiskThreshold(picks, { ...risk, random });
  const probability = threshold.kind === "threshold" ? threshold.threshold : null;
  return {
    picked: unstandardised(calibrator),
    tasks: picks.length,
    threshold: { ...risk, probability },
  };
}

function unstandardised({ mean, scale, coefficients, intercept }: PickedCalibrator) {
  const raw = coefficients.map((c, j) => c / (scale[j] ?? 1));
  return {
    coefficients: raw,
    intercept: raw.reduce((sum, c, j) => sum - c * (mean[j] ?? 0), intercept),
  };
}
