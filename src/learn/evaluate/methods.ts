import type { Block } from "../../judge/features.ts";
import type { ObjectiveSpec } from "../train/objectives.ts";
import type { ScoredDomain } from "../types.ts";
import type { Example, ExampleTask } from "./dataset.ts";

/** Behind all that are known: an answer that explains first says nothing of how likely its code was. */
const UNKNOWN = -100;

/** Scores without training: what every judge must beat. */
export const BASELINES: Readonly<Record<string, (example: Example) => number>> = {
  votes: ({ observation }) => observation.votes,
  length: ({ observation }) => -observation.tokens,
  "log-probability": ({ observation }) => observation.meanLogprob ?? UNKNOWN,
  "self-certainty": ({ observation }) => observation.certainty?.selfCertainty ?? UNKNOWN,
  agreement: ({ observation: { agreement } }) => (Number.isNaN(agreement) ? 0 : agreement),
  "zero-shot margin": ({ observation }) => observation.margin,
};

/** What the judge's model reads, as it is: parts of the judge that need no training. */
export const UNTRAINED: typeof BASELINES = {
  "judge's log-probability": ({ observation }) => observation.reading?.meanLogprob ?? UNKNOWN,
  // Contrast of a stronger and a weaker model (Li and others, ACL 2023, for decoding).
  "judge's over generator's": ({ observation: { reading, meanLogprob } }) =>
    meanLogprob === null || reading === null ? UNKNOWN : reading.meanLogprob - meanLogprob,
};

/** A trained head: what it reads, and what it is trained for. */
export interface Recipe {
  readonly name: string;
  readonly blocks: readonly Block[];
  readonly objective: ObjectiveSpec;
  readonly penalties: readonly number[];
  /**
   * A network of one hidden layer with so many units in place of a linear head, with one weight decay in place of
   * the penalties; for trials, it is never stored.
   */
  readonly units?: number;
}

const MARGIN = both("margin");

/**
 * What the generator knew, against its rivals of the same task only: the level of these numbers
 * hangs on the generator and on how it was asked, and a judge meets others than it was trained on.
 */
const centred = (...features: Exclude<Block["feature"], "hidden">[]): Block[] =>
  features.map((feature) => ({ feature, centred: true }));

function both(feature: Exclude<Block["feature"], "hidden">): Block[] {
  return [
    { feature, centred: true },
    { feature, centred: false },
  ];
}

/** Centred to tell a candidate from its rivals, as it is to tell an easy task from a hard one. */
const HIDDEN: Block[] = [
  { feature: "hidden", centred: true },
  { feature: "hidden", centred: false },
];

const PENALTIES = [0.003, 0.01, 0.03, 0.1, 0.3, 1, 3];
/** What the generator knew of its answers. */
const KNEW = centred(
  ...(["meanLogprob", "tokens", "votes", "entropy", "selfCertainty", "lowestLogprob"] as const),
);
/** What the answers have in common; where all agree, the task is likely easy. */
const AGREEMENT = both("agreement");
/** How likely the judge's model finds each answer, and all of them together. */
const READING = [...both("readLogprob"), ...centred("readLowest", "readEntropy", "readLikeliest")];
/** Few and strong, for few tasks. */
const CORE = [
  ...[...MARGIN, ...AGREEMENT, ...both("readLogprob")],
  ...centred("readLowest", "meanLogprob"),
];
const SCALARS = [...MARGIN, ...KNEW, ...AGREEMENT, ...READING];

/** A network keeps a sixth of each fold's families aside, and folds are of folds. */
const FEWEST_OF_NETWORKS = 20;

/**
 * Those of some recipes that can be trained on the tasks: not every engine gives hidden states, and networks
 * need families enough.
 */
export function trainable(recipes: readonly Recipe[], tasks: readonly ExampleTask[]): Recipe[] {
  const hidden = tasks.every(({ examples }) =>
    examples.every(({ observation }) => observation.hidden !== null),
  );
  const families = new Set(tasks.map(({ family }) => family)).size;
  return recipes.filter(
    ({ blocks, units }) =>
      (hidden || !blocks.some((own) => own.feature === "hidden")) &&
      (units === undefined || families >= FEWEST_OF_NETWORKS),
  );
}

/** Half for the order within a task, half for how likely each candidate is right. */
const JOINT: ObjectiveSpec = { kind: "joint", share: 0.5 };

/**
 * The recipes that inner folds choose among: what a judge may be made of, the plainest first. For
 * repositories one alone, without the verdict, which is worth nothing there (docs/decisions/0014).
 */
export const RECIPES: Readonly<Record<ScoredDomain, readonly Recipe[]>> = {
  function: [
    recipe("core", CORE, JOINT),
    recipe("scalars", SCALARS, JOINT),
    recipe("hidden + core", [...HIDDEN, ...CORE], JOINT),
    recipe("hidden + scalars", [...HIDDEN, ...SCALARS], JOINT),
  ],
  repository: [
    recipe("likelihood + agreement", centred("readLogprob", "readLikeliest", "agreement"), {
      kind: "pairwise",
    }),
  ],
};

/** Trained rivals that read no judge model at all. */
export const TRAINED_BASELINES: readonly Recipe[] = [
  recipe("log-probability + length", centred("meanLogprob", "tokens"), { kind: "pairwise" }),
  recipe("all that needs no judge", [...KNEW, ...AGREEMENT], JOINT),
];

const UNITS = 8;

/** What else was tried, each alone. */
export const ABLATIONS: readonly Recipe[] = [
  recipe("margin", MARGIN, JOINT),
  recipe("reading", READING, JOINT),
  recipe("margin + reading", [...MARGIN, ...READING], JOINT),
  recipe("reading + log-probability", [...READING, ...centred("meanLogprob")], JOINT),
  recipe("scalars without margin", [...KNEW, ...AGREEMENT, ...READING], JOINT),
  recipe("scalars without agreement", [...MARGIN, ...KNEW, ...READING], JOINT),
  recipe("scalars without reading", [...MARGIN, ...KNEW, ...AGREEMENT], JOINT),
  recipe("scalars, pairwise", SCALARS, { kind: "pairwise" }),
  recipe("hidden + margin", [...HIDDEN, ...MARGIN], JOINT),
  recipe("hidden", HIDDEN, JOINT),
  recipe("hidden, pointwise", HIDDEN, { kind: "pointwise" }),
  recipe("hidden, pairwise", HIDDEN.slice(0, 1), { kind: "pairwise" }),
  recipe("hidden, listwise", HIDDEN.slice(0, 1), { kind: "listwise" }),
  recipe("hidden, not centred", HIDDEN.slice(1), { kind: "pointwise" }),
  { ...recipe("core, small network", CORE, JOINT), units: UNITS },
  { ...recipe("hidden + core, small network", [...HIDDEN, ...CORE], JOINT), units: UNITS },
];

function recipe(name: string, blocks: readonly Block[], objective: ObjectiveSpec): Recipe {
  return { name, blocks, objective, penalties: PENALTIES };
}
