import type { Certainty, Reading } from "../contracts/engine.ts";

/** What is known of one candidate before a head weighs it. */
export interface Observation {
  /** logit(yes) − logit(no) of the verdict token. */
  readonly margin: number;
  /** P(yes) + P(no). */
  readonly labelMass: number;
  /** The judge's last hidden state at the verdict, after the final norm. */
  readonly hidden: ArrayLike<number> | null;
  /** Of the generator, in nats a token. */
  readonly meanLogprob: number | null;
  readonly certainty: Certainty | null;
  /** Length of the answer, in the generator's tokens. */
  readonly tokens: number;
  /** How many of the task's samples are this candidate. */
  readonly votes: number;
  /** How much it has in common with the task's other candidates, from 0 to 1; `NaN` where there are none. */
  readonly agreement: number;
  /** How likely the judge's model finds its text; `null` where the engine cannot tell. */
  readonly reading: Reading | null;
}

export const SCALARS = [
  "margin",
  "labelMass",
  "meanLogprob",
  "tokens",
  "votes",
  "entropy",
  "selfCertainty",
  "lowestLogprob",
  "agreement",
  "readLogprob",
  "readLowest",
  "readEntropy",
  "readLikeliest",
] as const;
export type Scalar = (typeof SCALARS)[number];

/**
 * Part of a head's input. A centred block has the mean over the task's candidates taken off: what
 * is left cannot tell an easy task from a hard one, only a candidate from its rivals.
 */
export interface Block {
  readonly feature: Scalar | "hidden";
  readonly centred: boolean;
}

/** The head's input for all candidates of one task: a row each, the blocks side by side. */
export function featureRows(
  observations: readonly Observation[],
  blocks: readonly Block[],
): Float64Array[] {
  const parts = blocks.map((block) => blockRows(observations, block));
  return observations.map((_, i) =>
    concatenate(parts.map((rows) => rows[i] ?? new Float64Array())),
  );
}

/** Number of columns that the blocks take. */
export function rowLength(blocks: readonly Block[], hiddenSize: number): number {
  return blocks.reduce((sum, { feature }) => sum + (feature === "hidden" ? hiddenSize : 1), 0);
}

function blockRows(observations: readonly Observation[], block: Block): Float64Array[] {
  const rows = observations.map((observation) => valuesOf(observation, block.feature));
  return block.centred ? centred(rows) : rows;
}

/** `NaN` where the engine could not tell: the head counts it as ordinary. */
function valuesOf(observation: Observation, feature: Block["feature"]): Float64Array {
  switch (feature) {
    case "hidden":
      if (observation.hidden === null) throw new Error("the engine gave no hidden state");
      return Float64Array.from(observation.hidden);
    case "margin":
    case "labelMass":
    case "tokens":
    case "votes":
    case "agreement":
      return Float64Array.of(observation[feature]);
    case "meanLogprob":
      return Float64Array.of(observation.meanLogprob ?? Number.NaN);
    case "entropy":
    case "selfCertainty":
    case "lowestLogprob":
      return Float64Array.of(observation.certainty?.[feature] ?? Number.NaN);
    default:
      return Float64Array.of(observation.reading?.[READING[feature]] ?? Number.NaN);
  }
}

const READING = {
  readLogprob: "meanLogprob",
  readLowest: "lowestLogprob",
  readEntropy: "entropy",
  readLikeliest: "likeliestShare",
} as const satisfies Partial<Record<Scalar, keyof Reading>>;

/** Whether a head needs to know how likely the judge's model finds each candidate. */
export function needsReading(blocks: readonly Block[]): boolean {
  return blocks.some(({ feature }) => feature in READING);
}

/** What nobody knows stays unknown, and has no part in what is usual. */
function centred(rows: readonly Float64Array[]): Float64Array[] {
  const usual = Float64Array.from(rows[0] ?? [], (_, j) => {
    const known = rows.map((row) => row[j] ?? 0).filter((value) => !Number.isNaN(value));
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  });
  return rows.map((row) => row.map((value, j) => value - (usual[j] ?? 0)));
}

function concatenate(parts: readonly Float64Array[]): Float64Array {
  const row = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    row.set(part, offset);
    offset += part.length;
  }
  return row;
}
