import { createHash } from "node:crypto";
import { z } from "zod";
import { Task } from "./task.ts";

const COMMIT = /^[0-9a-f]{40,64}$/;

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
    paths: z.array(z.string()).default([]),
    maxFiles: z.int().min(1),
    maxLines: z.int().min(1),
    maxBytes: z.int().min(1),
  }),
});
export type RunSettings = z.infer<typeof RunSettings>;

/** How a run samples and what it shows, where nobody says otherwise; judges are trained on the same. */
export const USUAL = {
  ...{ candidates: 10, temperature: 0.8, topP: 0.95, topK: 40, seed: 1 },
  ...{ maxAnswerTokens: 1024, maxTargetLines: 150, maxReadingLines: 120 },
} as const;

/** A further round, on top of what an earlier one has opened. */
const Round = z.object({
  /** The first round is the issue's own. */
  number: z.int().min(2).max(999),
  /** The issue that all rounds are about. */
  issue: z.int().positive(),
  /** Branch of the pull request. */
  branch: z.string().max(300),
  /** Commit of the default branch whose settings hold: those of the pull request's own branch never do. */
  settings: z.string().regex(COMMIT),
});
export type Round = z.infer<typeof Round>;

/** Where on GitHub a request comes from; absent on the command line. */
export const Origin = z.object({
  host: z.literal("github"),
  repositoryId: z.int().positive(),
  /** Number of the conversation: an issue, or the pull request of ours that a further round is about. */
  issue: z.int().positive(),
  /**
   * What asked: a comment, one on a line of a pull request, the event of setting a label, or a run that was
   * started by hand.
   */
  source: z.object({
    kind: z.enum(["comment", "review", "label", "dispatch"]),
    id: z.int().positive(),
  }),
  /** Whoever gave the command, and was allowed to. */
  actor: z.string().max(100),
  /** The words behind `/generate`, and some more where a secret in them was replaced. */
  words: z.string().max(4_000),
  askedAt: z.iso.datetime(),
  /** Set where somebody wants more of a pull request of ours: the base commit is its head then. */
  round: Round.optional(),
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
  base: z.object({ ref: z.string(), commit: z.string().regex(COMMIT) }),
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

/** The issue that a request is about, whichever conversation it was given in; 0 on the command line. */
export function issueBehind({ origin }: Pick<Request, "origin">): number {
  return origin?.round?.issue ?? origin?.issue ?? 0;
}

/** Which round a request is; the issue's own is the first. */
export function roundOf({ origin }: Partial<Pick<Request, "origin">>): number {
  return origin?.round?.number ?? 1;
}
