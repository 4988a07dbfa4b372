import { z } from "zod";
import type { GitPort } from "../contracts/code-host.ts";
import type { RunRecord } from "./log.ts";
import { readJson } from "./read-json.ts";

/** A candidate that a person had opened beside the judge's choice. */
export const Pick = z.object({
  version: z.literal(1),
  candidate: z.int().positive(),
  /** Null where the settings want a branch alone. */
  pull: z.int().positive().nullable(),
  commit: z.string(),
  by: z.string(),
  askedAt: z.iso.datetime(),
});
export type Pick = z.infer<typeof Pick>;

/** Where a pick stands in its request's folder: by its pull request, which outcomes are found by. */
export function pickPath({ pull, candidate }: { pull: number | null; candidate: number }): string {
  return pull === null ? `picks/candidate-${candidate}.json` : `picks/${pull}.json`;
}

/** Which candidate of a request a pull request shows, as which commit. */
export interface Opening {
  readonly candidate: number;
  readonly commit: string;
}

/** Null where the request has not opened that pull request. */
export async function openingOf(
  host: { readFile: GitPort["readFile"] },
  { request, publication, logCommit }: RunRecord,
  pull: number,
): Promise<Opening | null> {
  const { candidate, commit } = publication;
  if (publication.pull === pull && candidate !== null && commit !== null) {
    return { candidate, commit };
  }
  const path = `${request.id}/${pickPath({ pull, candidate: 0 })}`;
  const picked = Pick.safeParse(await readJson(host, path, logCommit));
  return picked.success && picked.data.pull === pull ? picked.data : null;
}
