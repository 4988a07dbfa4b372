import { createHash } from "node:crypto";
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

/** Where on GitHub a request comes from; absent on the command line. */
export const Origin = z.object({
  host: z.literal("github"),
  repositoryId: z.int().positive(),
  issue: z.int().positive(),
  /** What asked: a comment, or the event of setting a label. */
  source: z.object({ kind: z.enum(["comment", "label"]), id: z.int().positive() }),
  /** Whoever gave the command, and was allowed to. */
  actor: z.string().max(100),
  /** The words behind `/generate`, and some more where a secret in them was replaced. */
  words: z.string().max(4_000),
  askedAt: z.iso.datetime(),
});
export type Origin = z.infer<typeof Origin>;

/** Everything a run may know, frozen when the command was given. */
export const Request = z.object({
  version: z.literal(1),
  /**
   * On GitHub the hash over repository, issue and whatever asked, so that one command is one
   * request; on the command line over repository, commit, task, settings and models.
   */
  id: z.string().regex(/^[0-9a-f]{64}$/),
  /** Name for people; never a path of the machine. */
  repository: z.string(),
  base: z.object({ ref: z.string(), commit: z.string().regex(/^[0-9a-f]{40,64}$/) }),
  task: Task,
  settings: RunSettings,
  origin: Origin.optional(),
});
export type Request = z.infer<typeof Request>;

/** Hash of a whole request, in hex: its result names it, so that one cannot pass for the other's. */
export function hashRequest(request: Request): string {
  return createHash("sha256")
    .update(JSON.stringify(Request.parse(request)))
    .digest("hex");
}
