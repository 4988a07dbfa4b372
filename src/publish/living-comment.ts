import type { CodeHost, HostComment } from "../contracts/code-host.ts";
import { isSelf } from "./own-account.ts";
import { marker } from "./words.ts";

type Host = Pick<CodeHost, "comments" | "createComment" | "updateComment" | "self">;

/** The request that a text of ours belongs to; null where its first line is no marker. */
export function readMarker(body: string): string | null {
  return /^<!-- patchjudge:([0-9a-f]{64}) -->(?:\r?\n|$)/.exec(body)?.[1] ?? null;
}

/** Our comment on a request. Anybody can write our marker, so the author must be us as well. */
export async function findComment(
  host: Pick<Host, "comments" | "self">,
  issue: number,
  id: string,
): Promise<HostComment | null> {
  const wanted = marker(id);
  const ours = (await host.comments(issue)).find(
    ({ author, body }) => isSelf(host, author) && body.split("\n", 1)[0] === wanted,
  );
  return ours ?? null;
}

/** One comment a request: made by the first call, changed by all later ones. */
export async function showComment(
  host: Host,
  issue: number,
  id: string,
  body: string,
): Promise<void> {
  const standing = await findComment(host, issue, id);
  if (standing === null) await host.createComment(issue, body);
  else if (standing.body !== body) await host.updateComment(standing.id, body);
}
