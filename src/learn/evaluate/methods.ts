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

const scalars = (...features: Exclude<Block["feature"], "hidden">[]): Block[] =>
  features.flatMap((feature) => [
    { feature, centred: true },
    { feature, centred: false },
  ]);

const HIDDEN: Block[] = [{ feature: "hidden", centred: true }];
const PENALTIES = [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3];
const OWN = scalars("meanLogprob", "tokens", "votes", "entropy", "selfCertainty", "lowestLogprob");

/** The recipes that inner folds choose among. */
export const RECIPES: readonly Recipe[] = [
  recipe("log-probability + length", scalars("meanLogprob", "tokens"), {
    kind: "joint",
    share: 0.5,
  }),
  recipe("scalars", [...scalars("margin"), ...OWN], { kind: "joint", share: 0.5 }),
  recipe("hidden, pointwise", HIDDEN, { kind: "pointwise" }),
  recipe("hidden, pairwise", HIDDEN, { kind: "pairwise" }),
  recipe("hidden, listwise", HIDDEN, { kind: "listwise" }),
  recipe("hidden + margin", [...HIDDEN, ...scalars("margin")], { kind: "joint", share: 0.5 }),
  recipe("hidden + scalars", [...HIDDEN, ...scalars("margin"), ...OWN], {
    kind: "joint",
    share: 0.5,
  }),
  recipe(
    "hidden + task + scalars",
    [...HIDDEN, { feature: "hidden", centred: false }, ...scalars("margin"), ...OWN],
    { kind: "joint", share: 0.5 },
  ),
];

/** What a view is worth by itself, without what the generator knew. */
export const VIEW_RECIPES: readonly Recipe[] = [
  recipe(
    "hidden + margin",
    [
      { feature: "hidden", centred: true },
      { feature: "hidden", centred: false },
      { feature: "margin", centred: true },
      { feature: "margin", centred: false },
    ],
    { kind: "joint", share: 0.5 },
  ),
];

function recipe(name: string, blocks: readonly Block[], objective: ObjectiveSpec): Recipe {
  return { name, blocks, objective, penalties: PENALTIES };
}
