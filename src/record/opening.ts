import type { RunRecord } from "./log.ts";
import { Picked, pickPath } from "./picked.ts";
import type { Seal } from "./seal.ts";
import { readSealed } from "./sealed.ts";

/** Which candidate of a request a pull request shows, as which commit. */
export interface Opening {
  readonly candidate: number;
  readonly commit: string;
}

/** Null where the request has not opened that pull request. */
export async function openingOf(
  host: Parameters<typeof readSealed>[0],
  seal: Seal,
  { request, publication, logCommit }: RunRecord,
  pull: number,
): Promise<Opening | null> {
  const { candidate, commit } = publication;
  if (publication.pull === pull && candidate !== null && commit !== null) {
    return { candidate, commit };
  }
  const path = pickPath({ pull, candidate: 0 });
  const picked = await readSealed(host, seal, { id: request.id, path, commit: logCommit }, Picked);
  return picked?.pull === pull ? picked : null;
}
