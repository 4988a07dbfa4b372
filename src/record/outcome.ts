import { z } from "zod";
import type { GitPort } from "../contracts/code-host.ts";
import type { RunRecord } from "./log.ts";
import { readJson } from "./read-json.ts";

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

/** Null where none is recorded. */
export async function readOutcome(
  host: Pick<GitPort, "readFile">,
  { request, logCommit }: RunRecord,
  pull: number,
): Promise<Outcome | null> {
  const path = `${request.id}/${outcomePath(pull)}`;
  const parsed = Outcome.safeParse(await readJson(host, path, logCommit));
  return parsed.success ? parsed.data : null;
}
