import type { GitPort } from "../contracts/code-host.ts";
import type { RunRecord } from "./log.ts";
import { Picked, pickPath } from "./picked.ts";
import { readJson } from "./read-json.ts";

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
  const picked = Picked.safeParse(await readJson(host, path, logCommit));
  return picked.success && picked.data.pull === pull ? picked.data : null;
}
