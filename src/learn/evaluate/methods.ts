import type { Block } from "../../judge/features.ts";
import type { ObjectiveSpec } from "../train/objectives.ts";
import type { Example } from "./dataset.ts";

/** Scores without training: what every judge must beat. */
export const BASELINES: Readonly<Record<string, (example: Example) => number>> = {
  votes: ({ observation }) => observation.votes,
  length: ({ observation }) => -observation.tokens,
  "log-probability": ({ observation }) => observation.meanLogprob ?? 0,
  "self-certainty": ({ observation }) => observation.certainty?.selfCertainty ?? 0,
  "zero-shot margin": ({ observation }) => observation.margin,
};

/** A trained head: what it reads, and what it is trained for. */
export interface Recipe {
  readonly name: string;
  readonly blocks: readonly Block[];
  readonly objective: ObjectiveSpec;
  readonly penalties: readonly number[];
}

const MARGIN: Block[] = [
  { feature: "margin", centred: true },
  { feature: "margin", centred: false },
];

/**
 * What the generator knew, against its rivals of the same task only: the level of these numbers
 * hangs on the generator and on how it was asked, and a judge meets others than it was trained on.
 */
const centred = (...features: Exclude<Block["feature"], "hidden">[]): Block[] =>
  features.map((feature) => ({ feature, centred: true }));

/** Centred to tell a candidate from its rivals, as it is to tell an easy task from a hard one. */
const HIDDEN: Block[] = [
  { feature: "hidden", centred: true },
  { feature: "hidden", centred: false },
];

const PENALTIES = [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3];
const OWN = centred("meanLogprob", "tokens", "votes", "entropy", "selfCertainty", "lowestLogprob");

/** Half for the order within a task, half for how likely each candidate is right. */
const JOINT: ObjectiveSpec = { kind: "joint", share: 0.5 };

/** The recipes that inner folds choose among: what a judge may be made of. */
export const RECIPES: readonly Recipe[] = [
  recipe("scalars", [...MARGIN, ...OWN], JOINT),
  recipe("hidden + margin", [...HIDDEN, ...MARGIN], JOINT),
  recipe("hidden + scalars", [...HIDDEN, ...MARGIN, ...OWN], JOINT),
];

/** A trained rival that reads no judge model at all. */
export const TRAINED_BASELINE = recipe(
  "log-probability + length",
  centred("meanLogprob", "tokens"),
  { kind: "pairwise" },
);

/** What else was tried, each alone. */
export const ABLATIONS: readonly Recipe[] = [
  recipe("hidden", HIDDEN, JOINT),
  recipe("hidden, pointwise", HIDDEN, { kind: "pointwise" }),
  recipe("hidden, pairwise", HIDDEN.slice(0, 1), { kind: "pairwise" }),
  recipe("hidden, listwise", HIDDEN.slice(0, 1), { kind: "listwise" }),
  recipe("hidden, not centred", HIDDEN.slice(1), { kind: "pointwise" }),
];

/** What a view is worth by itself, without what the generator knew. */
export const VIEW_RECIPES: readonly Recipe[] = RECIPES.slice(1, 2);

function recipe(name: string, blocks: readonly Block[], objective: ObjectiveSpec): Recipe {
  return { name, blocks, objective, penalties: PENALTIES };
}
