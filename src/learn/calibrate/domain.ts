import type { Calibration, RepositoryCalibration } from "../../judge/judge-file.ts";
import { groupByTask, type ScoredTask } from "../metrics/scored-task.ts";
import { pickOne } from "../metrics/selection.ts";
import { logit } from "../numeric.ts";
import { createRandom, type Random } from "../random.ts";
import { byTaskKey, taskKey } from "../task-key.ts";
import type { Scored } from "../types.ts";
import { type CalibratedPick, crossFitPicked, crossFitScale } from "./cross-fit.ts";
import { type PickedCalibrator, pickedFeatures } from "./picked.ts";
import { chooseRiskThreshold } from "./risk.ts";

export interface CalibrationPlan {
  readonly seed: number;
  /** Wrong ones allowed among the opened, and how sure that must be. */
  readonly risk: { readonly alpha: number; readonly delta: number };
}

const FOLDS = 5;

/** Fewer tasks or packages, or picks of one outcome, say next to nothing about a probability. */
const LEAST = { tasks: 40, packages: 20, ofEach: 12 };

export interface RepositoryFit {
  readonly calibration: Pick<RepositoryCalibration, keyof Calibration | "packages" | "inputs">;
  /** Every candidate, with the probability of calibrators that were fitted on other packages. */
  readonly scored: Scored[];
  /** The pick of each task alone, with the probability that a live run would show, fitted likewise. */
  readonly picks: Scored[];
}

/**
 * How scores of a domain become probabilities, for a judge that was not trained on it: Platt's calibrator for
 * any candidate, a logistic model for the picked one, which is what is shown. No threshold: a promise of
 * Learn then Test needs tasks on which nothing was fitted, and these are too few to be parted. Throws a
 * `RangeError` that counts where they are too few for anything.
 */
export function calibrateRepositories(rows: readonly Scored[], seed: number): RepositoryFit {
  const tasks = groupByTask(rows);
  const packages = new Set(tasks.map(({ family }) => family)).size;
  const right = tasks.filter((task) => pickOne(task).passed).length;
  const counts = { tasks: tasks.length, packages, ofEach: Math.min(right, tasks.length - right) };
  if ((Object.keys(LEAST) as (keyof typeof LEAST)[]).some((key) => counts[key] < LEAST[key])) {
    throw new RangeError(
      `${tasks.length} tasks of ${packages} packages, the pick is right in ${right}: a calibration needs ` +
        `${LEAST.tasks} tasks of ${LEAST.packages} packages, and ${LEAST.ofEach} right and wrong picks`,
    );
  }
  const options = () => ({ folds: FOLDS, random: createRandom(seed) });
  const { scored, calibrator } = crossFitScale(rows, options());
  const picked = crossFitPicked(rows, options());
  const byName = byTaskKey(tasks);
  const inputs = tasks.map(pickedFeatures);
  const range = (j: number): [number, number] => {
    const values = inputs.map((own) => own[j] ?? 0);
    return [Math.min(...values), Math.max(...values)];
  };
  return {
    scored,
    picks: picked.picks.map((pick) => pickRow(pick, byName.get(taskKey(pick)))),
    calibration: {
      candidate: { coefficients: [calibrator.slope], intercept: calibrator.intercept },
      picked: unstandardised(picked.calibrator),
      tasks: tasks.length,
      threshold: null,
      packages,
      inputs: [range(0), range(1), range(2)],
    },
  };
}

/** A pick as the metrics take it: the only candidate of its task. */
function pickRow(pick: CalibratedPick, own: ScoredTask | undefined): Scored {
  if (own === undefined) throw new Error(`a pick of no task: ${pick.task}`);
  const { probability } = pick;
  return { ...pickOne(own), score: logit(probability), probability };
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
