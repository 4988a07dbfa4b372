import { z } from "zod";

export const Ranked = z.object({
  candidate: z.int().positive(),
  /** From 1; every judged candidate has a rank of its own. */
  rank: z.int().positive(),
  /** logit(Yes) − logit(No). */
  margin: z.number(),
  labelMass: z.number(),
  /** What ranks. Not a probability: `calibration` says what it means. */
  score: z.number(),
});
export type Ranked = z.infer<typeof Ranked>;

/** The ranking of all judged candidates plus a decision. */
export const Verdict = z.object({
  ranking: z.array(Ranked),
  calibration: z.literal("uncalibrated"),
  decision: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("open"), candidate: z.int().positive() }),
    z.object({ kind: z.literal("abstain"), reason: z.string() }),
  ]),
});
export type Verdict = z.infer<typeof Verdict>;
