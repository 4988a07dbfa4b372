import { z } from "zod";
import { AnswerStyle } from "./answer-style.ts";

/** Why a candidate cannot be opened as it is. */
export const RefusalCode = z.enum([
  "half-answer",
  "empty",
  "no-edit",
  "no-match",
  "no-op",
  "stub",
  "encoding",
  "syntax",
  "policy",
]);
export type RefusalCode = z.infer<typeof RefusalCode>;

export const Refusal = z.object({ code: RefusalCode, detail: z.string() });
export type Refusal = z.infer<typeof Refusal>;

/** One model output turned into a patch against the base commit, or the reasons why not. */
export const Candidate = z.object({
  /** From 1, in the order of sampling. */
  id: z.int().positive(),
  context: z.int().positive(),
  /** How it was asked for. Absent for blocks to search and replace, and in records of older versions. */
  style: AnswerStyle.optional(),
  /** What the model wrote. */
  answer: z.string(),
  tokens: z.int().nonnegative(),
  finish: z.enum(["stop", "length"]),
  meanLogprob: z.number().nullable(),
  /** How sure the generator was from token to token; null where its engine cannot tell. */
  certainty: z
    .object({ entropy: z.number(), selfCertainty: z.number(), lowestLogprob: z.number() })
    .nullable(),
  /** The target's new text: what the judge reads. */
  code: z.string().optional(),
  /** The patch as git states it; absent when no patch could be made. */
  diff: z.string().optional(),
  files: z.array(z.string()),
  addedLines: z.int().nonnegative(),
  removedLines: z.int().nonnegative(),
  /** Id of the tree after the patch. */
  tree: z.string().optional(),
  refusals: z.array(Refusal),
  /** The earlier candidate with the same patch, whose vote this one is. */
  sameAs: z.int().positive().optional(),
  /** How many samples gave this patch, this one included. */
  votes: z.int().positive(),
});
export type Candidate = z.infer<typeof Candidate>;

/** What was observed about a candidate. */
export const Evidence = z.object({
  candidate: z.int().positive(),
  applies: z.boolean(),
  allowed: z.boolean(),
  /** `null`: no parser for these files. */
  parses: z.boolean().nullable(),
  votes: z.int().positive(),
});
export type Evidence = z.infer<typeof Evidence>;
