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
  /** Tasks that the calibration was fitted on; absent without one. */
  calibrationTasks: z.int().positive().optional(),
  /** How likely the best candidate is right; null without a calibration. */
  probability: z.number().min(0).max(1).nullable(),
  decision: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("open"), candidate: z.int().positive() }),
    z.object({ kind: z.literal("abstain"), reason: z.string() }),
  ]),
});
export type Verdict = z.infer<typeof Verdict>;
