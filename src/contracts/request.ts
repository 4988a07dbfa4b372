import { z } from "zod";
import { Task } from "./task.ts";

/** How candidates are made. */
export const RunSettings = z.object({
  /** Samples in all, spread over the contexts. */
  candidates: z.int().min(1).max(64),
  contexts: z.int().min(1).max(8),
  temperature: z.number().min(0).max(2),
  topP: z.number().gt(0).max(1),
  topK: z.int().min(1).max(1000),
  seed: z.int().nonnegative(),
  /** Longest answer, in tokens; a region's own length sets a lower limit where it is short. */
  maxAnswerTokens: z.int().min(16),
  /** Longest region to rewrite and longest code to read beside it, in lines. */
  maxTargetLines: z.int().min(1),
  maxReadingLines: z.int().nonnegative(),
  policy: z.object({
    allow: z.array(z.string()),
    deny: z.array(z.string()),
    maxFiles: z.int().min(1),
    maxLines: z.int().min(1),
    maxBytes: z.int().min(1),
  }),
});
export type RunSettings = z.infer<typeof RunSettings>;

/** Everything a run may know, frozen when the command was given. */
export const Request = z.object({
  version: z.literal(1),
  /** Hash over repository, base commit, task, settings, models and where they run. */
  id: z.string().regex(/^[0-9a-f]{64}$/),
  /** Name for people; never a path of the machine. */
  repository: z.string(),
  base: z.object({ ref: z.string(), commit: z.string().regex(/^[0-9a-f]{40,64}$/) }),
  task: Task,
  settings: RunSettings,
});
export type Request = z.infer<typeof Request>;
