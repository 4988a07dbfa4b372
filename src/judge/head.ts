import { featureRows, type Observation } from "./features.ts";
import type { Calibration, Head, RepositoryCalibration } from "./judge-file.ts";

/** The head's score of every candidate of one task; more is better. */
export function headScores(head: Head, observations: readonly Observation[]): number[] {
  return featureRows(observations, head.blocks).map((row) => {
    if (row.length !== head.weights.length) {
      throw new Error(`${row.length} features for a head of ${head.weights.length}`);
    }
    let score = head.intercept;
    for (const [j, value] of row.entries()) {
      const known = Number.isNaN(value) ? (head.fill[j] ?? 0) : value;
      score += (head.weights[j] ?? 0) * known;
    }
    return score;
  });
}

/** Probability that a candidate with this score is right. */
export function candidateProbability({ candidate }: Calibration, score: number): number {
  return logistic(candidate, [score]);
}

/**
 * Probability that the best of a task is right, from the scores of all its different candidates. Inputs
 * beyond those that were seen in calibration are taken as the nearest that were.
 */
export function pickedProbability(
  { picked, inputs: seen }: Pick<Calibration, "picked"> & Partial<RepositoryCalibration>,
  scores: readonly number[],
): number {
  const inputs = pickedInputs(scores).map((value, i) => {
    const [low, high] = seen?.[i] ?? [value, value];
    return Math.min(high, Math.max(low, value));
  });
  return logistic(picked, inputs);
}

/**
 * What is known of the best candidate: its score, its lead over the runner-up (0 without one), and
 * the task's mean score.
 */
export function pickedInputs(scores: readonly number[]): [number, number, number] {
  const [best = 0, second = best] = [...scores].sort((a, b) => b - a);
  const mean = scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
  return [best, best - second, mean];
}

function logistic(
  { coefficients, intercept }: Calibration["candidate"],
  inputs: readonly number[],
): number {
  const z = coefficients.reduce((sum, c, i) => sum + c * (inputs[i] ?? 0), intercept);
  return 1 / (1 + Math.exp(-z));
}
