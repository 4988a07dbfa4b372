import { randomInt } from "node:crypto";
import { z } from "zod";
import type { GitPort } from "../contracts/code-host.ts";
import { hashRequest, Request } from "../contracts/request.ts";
import { readJson } from "./read-json.ts";
import type { Seal } from "./seal.ts";

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
  /** The blob with the request that the run read, and the request's hash (`hashRequest`). */
  requestBlob: z.string(),
  requestSha256: z.string(),
  /** SHA-256 of each candidate's diff, by its number: what may be picked later. */
  diffs: z.record(z.string(), z.string()),
  at: z.iso.datetime(),
});
export type Publication = z.infer<typeof Publication>;

/** A publication that opened nothing. */
export function unopened(
  asked: { readonly request: Request; readonly requestBlob: string; readonly run: number | null },
  kind: Publication["kind"],
  reason: string,
  at: Date,
): Publication {
  const { request, requestBlob, run } = asked;
  const ids = { requestId: request.id, requestBlob, requestSha256: hashRequest(request), run };
  const nothing = { candidate: null, branch: null, commit: null, pull: null, diffs: {} };
  return { version: 1, ...ids, kind, reason, ...nothing, at: at.toISOString() };
}

export const LOG = "refs/patchjudge/log/";

/** One ref a month: a ref a run would be shown to everybody who pushes. */
export function logRef(at: Date): string {
  return `${LOG}${at.toISOString().slice(0, 7)}`;
}

/** Whether a ref is a month of ours, and nothing else that somebody has put there. */
export function isMonth(ref: string): boolean {
  return ref.startsWith(LOG) && /^\d{4}-(?:0[1-9]|1[0-2])$/.test(ref.slice(LOG.length));
}

/** The oldest of so many months, the current one included, as `yyyy-mm`. */
export function oldestKept(now: Date, months: number): string {
  const first = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months + 1);
  return new Date(first).toISOString().slice(0, 7);
}

const PUBLICATION = "publication.json";
const REQUEST = "request.json";
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
  message = `more of ${id}`,
): Promise<void> {
  const ref = logRef(at);
  const blobs: { path: string; blob: string }[] = [];
  for (const [name, content] of Object.entries(files)) {
    blobs.push({ path: `${id}/${name}`, blob: await host.writeBlob(content) });
  }
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (await addToLog(host, ref, message, blobs)) return;
    await new Promise((resolve) => setTimeout(resolve, randomInt(20, 150) * (attempt + 1)));
  }
  throw new Error(`the record of ${id} could not be added to ${ref}: others wrote all the time`);
}

async function addToLog(
  host: GitPort,
  ref: string,
  message: string,
  blobs: readonly { path: string; blob: string }[],
): Promise<boolean> {
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

/** The publication as it is recorded: anybody who can push can write to the log, so it is sealed. */
export function sealPublication(seal: Seal, repositoryId: number, publication: Publication) {
  return { ...publication, seal: seal.mark(sealedParts(repositoryId, publication)) };
}

function sealedParts(repositoryId: number, publication: Publication): unknown[] {
  return ["publication", repositoryId, Publication.parse(publication)];
}

const Sealed = Publication.extend({ seal: z.string() });

export interface RunRecord {
  readonly request: Request;
  readonly publication: Publication;
  /** Commit of the log that has it. */
  readonly logCommit: string;
}

/** What the log has of one request; null where it has nothing that is ours. */
export async function findRecord(
  host: LogHost & Pick<GitPort, "refsBelow">,
  seal: Seal,
  id: string,
): Promise<RunRecord | null> {
  return findAmong(host, seal, id, await logMonths(host));
}

type LogHost = Pick<GitPort, "readFile"> & { readonly repository: { readonly id: number } };

/** The months of the log, newest first, to be searched for several requests. */
export async function logMonths(host: Pick<GitPort, "refsBelow">) {
  return (await host.refsBelow(LOG)).toReversed();
}

/** The same among these months. */
export async function findAmong(
  host: LogHost,
  seal: Seal,
  id: string,
  months: readonly { readonly commit: string }[],
): Promise<RunRecord | null> {
  for (const { commit } of months) {
    const publication = await readPublication(host, seal, { commit, id });
    if (publication === null) continue;
    const request = Request.safeParse(await readJson(host, `${id}/${REQUEST}`, commit));
    const isOurs = request.success && hashRequest(request.data) === publication.requestSha256;
    return isOurs ? { request: request.data, publication, logCommit: commit } : null;
  }
  return null;
}

/** How many days after a command it may still be heard again: GitHub keeps deliveries for three. */
const HEARD_AGAIN_MS = 4 * 86_400_000;

/** Whether a request of the last days has ended already. Cheaper than to find its record. */
export async function wasRecorded(
  host: Pick<GitPort, "readRef" | "readFile"> & { repository: { id: number } },
  worker: { readonly seal: Seal; readonly now: () => Date },
  id: string,
): Promise<boolean> {
  const now = worker.now();
  for (const ref of new Set([logRef(now), logRef(new Date(now.getTime() - HEARD_AGAIN_MS))])) {
    const commit = await host.readRef(ref);
    if (commit === null) continue;
    if ((await readPublication(host, worker.seal, { commit, id })) !== null) return true;
  }
  return false;
}

async function readPublication(
  host: Pick<GitPort, "readFile"> & { repository: { id: number } },
  seal: Seal,
  { commit, id }: { commit: string; id: string },
): Promise<Publication | null> {
  const sealed = Sealed.safeParse(await readJson(host, `${id}/${PUBLICATION}`, commit));
  if (!sealed.success || sealed.data.requestId !== id) return null;
  const { seal: mark, ...publication } = sealed.data;
  return seal.holds(sealedParts(host.repository.id, publication), mark) ? publication : null;
}
