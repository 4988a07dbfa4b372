import { z } from "zod";
import type { RunRecord } from "./log.ts";
import type { Seal } from "./seal.ts";
import { readSealed } from "./sealed.ts";

/** What people did with one pull request of ours, once it was closed. */
export const Outcome = z.object({
  version: z.literal(1),
  /**
   * `merged` as we opened it; `edited` by people and then merged; `closed` without merging, or `reverted`
   * after it was merged.
   */
  kind: z.enum(["merged", "edited", "closed", "reverted"]),
  pull: z.int().positive(),
  candidate: z.int().positive(),
  /** Lines of the merged patch that are not ours, and of ours that are gone from it. */
  editedLines: z.int().nonnegative(),
  /** The commit on the base branch that has it; null where it was not merged. */
  mergeCommit: z.string().nullable(),
  at: z.iso.datetime(),
});
export type Outcome = z.infer<typeof Outcome>;

/** Where the outcome of a pull request stands in its request's folder: one request may have several. */
export function outcomePath(pull: number): string {
  return `outcomes/${pull}.json`;
}

/** Null where none of ours is recorded. */
export async function readOutcome(
  host: Parameters<typeof readSealed>[0],
  seal: Seal,
  { request, logCommit }: RunRecord,
  pull: number,
): Promise<Outcome | null> {
  const place = { id: request.id, path: outcomePath(pull), commit: logCommit };
  return readSealed(host, seal, place, Outcome);
}
