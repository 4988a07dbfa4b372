import { z } from "zod";
import { FigureSchema, GroupSummary, Summary } from "../metrics/summary.ts";

/** What a ranking is worth, and by how much the judge is better than it. */
const Rival = z.object({
  name: z.string(),
  /** `fixed`: a rule without training; `trained`: by the same nested cross-validation. */
  kind: z.enum(["fixed", "trained"]),
  ranking: GroupSummary.shape.ranking,
  /** Judge minus rival on the same tasks, paired bootstrap by family. */
  difference: z.object({ withinTaskAuc: FigureSchema, gapClosed: FigureSchema }),
});
export type Rival = z.infer<typeof Rival>;

const Pair = z.object({ withinTaskAuc: FigureSchema, gapClosed: FigureSchema });

/** Everything that was measured of one judge on one pool, by `learn evaluate`; the report reads it. */
export const JudgeFigures = z.object({
  version: z.literal(1),
  name: z.string(),
  base: z.object({ model: z.string(), sha256: z.string() }),
  view: z.string(),
  generators: z.array(z.string()),
  languages: z.array(z.string()),
  domain: z.enum(["function", "repository"]),
  pools: z.array(z.object({ name: z.string(), sha256: z.string(), tasks: z.int() })),
  folds: z.object({ outer: z.int(), inner: z.int() }),
  seed: z.int(),
  /** The judge's own figures, from outer folds. */
  judge: Summary,
  /** The same with other splits into folds. */
  partitions: z
    .array(
      z.object({
        seed: z.int(),
        withinTaskAuc: z.number().nullable(),
        gapClosed: z.number().nullable(),
        verdictKappa: z.number().nullable(),
      }),
    )
    .default([]),
  /** What the inner folds of each outer fold chose. */
  choices: z.array(z.object({ recipe: z.string(), variant: z.string(), innerAuc: z.number() })),
  baselines: z.array(Rival),
  /** Each recipe alone, so that one sees what the choice was among. */
  recipes: z.array(Rival),
  /** Other ways to show the candidate, on the tasks that have them. */
  views: z.array(Rival.extend({ view: z.string(), tasks: z.int() })),
  learningCurve: z.array(Pair.extend({ tasks: z.int() })),
  /** Trained on one part, scored on another. */
  crossChecks: z.array(Pair.extend({ name: z.string(), trained: z.string(), scored: z.string() })),
});
export type JudgeFigures = z.infer<typeof JudgeFigures>;

/** A trained judge on pools that it was not trained on, beside rules that need no training; `learn cross --json`. */
export const CrossFigures = Summary.extend({
  judge: z.string(),
  pools: JudgeFigures.shape.pools,
  /** Pools whose tasks, and those near-equal to them, were left out. */
  apartFrom: z.array(z.string()).default([]),
  rules: z.array(Rival),
});
export type CrossFigures = z.infer<typeof CrossFigures>;
