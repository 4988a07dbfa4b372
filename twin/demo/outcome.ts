import { setTimeout as wait } from "node:timers/promises";
import type { Twin } from "../twin.ts";

/** How the demo's request ended, as the repository shows it. */
export interface Outcome {
  readonly kind: "opened" | "abstained" | "failed" | "cancelled";
  readonly reason: string;
  readonly candidate: number | null;
  readonly pull: { readonly number: number; readonly url: string; readonly draft: boolean } | null;
  /** Whether the tree of the pull request's head is the one of the winning candidate. */
  readonly sameTree: boolean | null;
}

interface Record {
  readonly kind: Outcome["kind"];
  readonly reason: string;
  readonly candidate: number | null;
  readonly pull: number | null;
}

/** Waits for the record of the one request in the repository, and compares it with what is there. */
export async function waitForOutcome(
  twin: Twin,
  repository: string,
  alive: () => boolean,
): Promise<Outcome> {
  const ask = <T>(path: string) =>
    twin.as("alice").request("GET", `/repos/${repository}/${path}`) as Promise<T>;
  for (;;) {
    const [log] = await ask<Ref[]>("git/matching-refs/patchjudge/log/");
    if (log !== undefined) return readOutcome(ask, log.object.sha);
    if (!alive()) throw new Error("a process of the demo ended before the request did");
    await wait(300);
  }
}

type Ask = <T>(path: string) => Promise<T>;

interface Ref {
  readonly object: { readonly sha: string };
}

async function readOutcome(ask: Ask, commit: string): Promise<Outcome> {
  const { tree } = await ask<{ tree: { path: string; sha: string }[] }>(
    `git/trees/${commit}?recursive=1`,
  );
  const read = async <T>(name: string): Promise<T | null> => {
    const entry = tree.find(({ path }) => path.endsWith(`/${name}`));
    if (entry === undefined) return null;
    const { content } = await ask<{ content: string }>(`git/blobs/${entry.sha}`);
    return JSON.parse(Buffer.from(content, "base64").toString("utf8")) as T;
  };
  const record = await read<Record>("publication.json");
  if (record === null) throw new Error("the record has no publication");
  const { kind, reason, candidate } = record;
  if (record.pull === null) return { kind, reason, candidate, pull: null, sameTree: null };
  const result = await read<{ candidates: { id: number; tree?: string }[] }>("result.json");
  const wanted = result?.candidates.find(({ id }) => id === candidate)?.tree;
  const pull = await ask<{
    number: number;
    html_url: string;
    draft: boolean;
    state: string;
    head: { sha: string };
  }>(`pulls/${record.pull}`);
  const head = await ask<{ tree: { sha: string } }>(`git/commits/${pull.head.sha}`);
  const { number, html_url: url, draft, state } = pull;
  return {
    kind: state === "open" ? kind : "failed",
    reason: state === "open" ? reason : `the pull request is ${state}`,
    candidate,
    pull: { number, url, draft },
    sameTree: wanted !== undefined && head.tree.sha === wanted,
  };
}
