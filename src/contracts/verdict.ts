import { z } from "zod";

export const Ranked = z.object({
  candidate: z.int().positive(),
  /** From 1; every judged candidate has a rank of its own. */
  rank: z.int().positive(),
  /** logit(Yes) − logit(No). */
  margin: z.number(),
  labelMass: z.number(),
  /** What ranks: the judge's own score, or the margin where no trained judge is used. */
  score: z.number(),
});
export type Ranked = z.infer<typeof Ranked>;

/** The ranking of all judged candidates plus a decision. */
export const Verdict = z.object({
  ranking: z.array(Ranked),
  /** The trained judge that ranked, and what its score says; null: the bare margin ranked. */
  judge: z.object({ name: z.string(), meaning: z.string() }).nullable(),
  /** The domain whose calibration gave the probability: only `repository` speaks about patches. */
  calibration: z.enum(["uncalibrated", "repository"]),
  /** How likely the first of the ranking is right; null without a calibration for runs like this one. */
  probability: z.number().min(0).max(1).nullable(),
  /** What the probability rests on: planted bugs of packages. */
  basis: z
    .object({
      tasks: z.int().positive(),
      packages: z.int().positive(),
      languages: z.array(z.string()),
    })
    .optional(),
  /** Why there is no probability although the judge has a calibration. */
  noProbability: z.string().optional(),
  decision: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("open"), candidate: z.int().positive() }),
    z.object({ kind: z.literal("abstain"), reason: z.string() }),
  ]),
});
export type Verdict = z.infer<typeof Verdict>;
