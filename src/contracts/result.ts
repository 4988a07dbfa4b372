import { z } from "zod";
import { Candidate, Evidence } from "./candidate.ts";
import { Context } from "./context.ts";
import { RunSettings } from "./request.ts";
import { Task } from "./task.ts";
import { Verdict } from "./verdict.ts";

const ModelUse = z.object({
  engine: z.string(),
  engineVersion: z.string(),
  model: z.string(),
  modelSha256: z.string().nullable(),
  device: z.string(),
  sharedPrefill: z.string(),
  requestedTokens: z.int(),
  evaluatedTokens: z.int(),
  generatedTokens: z.int(),
  /** SHA-256 over the prompts this model was given. */
  promptsSha256: z.string(),
});
export type ModelUse = z.infer<typeof ModelUse>;

/** How many tokens, and the SHA-256 over their ids: in decimal, with commas between. */
const TokenHash = z.object({ count: z.int().nonnegative(), sha256: z.string() });
export type TokenHash = z.infer<typeof TokenHash>;

/** What reproduces the run. */
export const Manifest = z.object({
  patchjudge: z.string(),
  node: z.string(),
  requestId: z.string(),
  /** Hash of the whole request (`hashRequest`). */
  requestSha256: z.string(),
  repository: z.string(),
  baseRef: z.string(),
  baseCommit: z.string(),
  settings: RunSettings,
  /** What the generator read and wrote, token by token; absent where its engine cannot tell. */
  tokens: z
    .object({
      prompts: z.array(TokenHash.extend({ context: z.int().positive() })),
      answers: z.array(TokenHash.extend({ candidate: z.int().positive() })),
    })
    .optional(),
  generator: ModelUse,
  judge: ModelUse,
  /** Generator and judge were one process, so the judge did not read the shared beginning again. */
  sharedProcess: z.boolean(),
  startedAt: z.string(),
  /** Seconds a step. */
  timings: z.record(z.string(), z.number()),
});
export type Manifest = z.infer<typeof Manifest>;

/** What was looked at to find the code. */
export const LocateSummary = z.object({
  files: z.array(z.object({ path: z.string(), score: z.number(), reasons: z.array(z.string()) })),
  notice: z.string().nullable(),
});

/** Everything a run found out. Every number shown to a person comes from here. */
export const Result = z.object({
  version: z.literal(1),
  task: Task,
  located: LocateSummary,
  contexts: z.array(Context),
  /** The text each context's prompt had, as the generator read it. */
  prompts: z.array(z.object({ context: z.int(), text: z.string(), tokens: z.int() })),
  candidates: z.array(Candidate),
  evidence: z.array(Evidence),
  verdict: Verdict,
  manifest: Manifest,
});
export type Result = z.infer<typeof Result>;
