import { randomInt } from "node:crypto";
import { z } from "zod";
import type { GitPort } from "../contracts/code-host.ts";
import { Request } from "../contracts/request.ts";

/** What became of a request on the host. */
export const Publication = z.object({
  version: z.literal(1),
  requestId: z.string(),
  kind: z.enum(["opened", "abstained", "failed", "cancelled"]),
  /** Why there is no pull request; empty where there is one. */
  reason: z.string(),
  candidate: z.int().positive().nullable(),
  branch: z.string().nullable(),
  commit: z.string().nullable(),
  pull: z.int().positive().nullable(),
  run: z.int().positive().nullable(),
  /** SHA-256 of each candidate's diff, by its number: what may be picked later. */
  diffs: z.record(z.string(), z.string()),
  at: z.iso.datetime(),
});
export type Publication = z.infer<typeof Publication>;

/** One ref a month: a ref a run would be shown to everybody who pushes. */
export function logRef(at: Date): string {
  return `refs/patchjudge/log/${at.toISOString().slice(0, 7)}`;
}

const ATTEMPTS = 8;

/**
 * Writes the files of one run below a folder named after its request, into the month's log. Several
 * writers may do so at once: whoever comes second starts again from what the first wrote. Writing the same again
 * changes nothing. Throws an error where that fails eight times.
 */
export async function recordRun(
  host: GitPort,
  at: Date,
  id: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  const ref = logRef(at);
  const blobs: { path: string; blob: string }[] = [];
  for (const [name, content] of Object.entries(files)) {
    blobs.push({ path: `${id}/${name}`, blob: await host.writeBlob(content) });
  }
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await addToLog(host, ref, id, blobs)) return;
    await new Promise((resolve) => setTimeout(resolve, randomInt(20, 150) * (attempt + 1)));
  }
  throw new Error(`the record of ${id} could not be added to ${ref}: others wrote all the time`);
}

async function addToLog(
  host: GitPort,
  ref: string,
  id: string,
  blobs: readonly { path: string; blob: string }[],
): Promise<boolean> {
  const message = `run ${id}`;
  const head = await host.readRef(ref);
  if (head === null) {
    const tree = await host.writeTree(blobs);
    return host.createRef(ref, await host.writeCommit({ tree, parents: [], message }));
  }
  const { tree: base } = await host.readCommit(head);
  const tree = await host.writeTree(blobs, base);
  if (tree === base) return true;
  return host.advanceRef(ref, await host.writeCommit({ tree, parents: [head], message }));
}

/** What the log has of one request; null where it has nothing that can be read. */
export async function findRecord(
  host: GitPort,
  id: string,
): Promise<{ request: Request; requestBlob: string; publication: Publication } | null> {
  for (const { commit } of (await host.refsBelow("refs/patchjudge/log/")).toReversed()) {
    const tree = await host.readTree(commit);
    const oid = (name: string) => tree.find(({ path }) => path === `${id}/${name}`)?.oid;
    const [requestBlob, publicationBlob] = [oid("request.json"), oid("publication.json")];
    if (requestBlob === undefined || publicationBlob === undefined) continue;
    const request = Request.safeParse(await readJson(host, requestBlob));
    const publication = Publication.safeParse(await readJson(host, publicationBlob));
    if (!request.success || !publication.success) return null;
    return { request: request.data, requestBlob, publication: publication.data };
  }
  return null;
}

async function readJson(host: GitPort, oid: string): Promise<unknown> {
  try {
    return JSON.parse(Buffer.from(await host.readBlob(oid)).toString("utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
