import type { CodeHost, HostComment } from "../contracts/code-host.ts";
import { marker } from "./words.ts";

type Host = Pick<CodeHost, "comments" | "createComment" | "updateComment" | "self">;

/** Our comment on a request. Anybody can write our marker, so the author must be us as well. */
export async function findComment(
  host: Pick<Host, "comments" | "self">,
  issue: number,
  id: string,
): Promise<HostComment | null> {
  const wanted = marker(id);
  const ours = (await host.comments(issue)).find(
    ({ author, body }) =>
      author.bot && author.login === host.self && body.split("\n", 1)[0] === wanted,
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
