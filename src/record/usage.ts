import type { GitPort } from "../contracts/code-host.ts";
import type { Usage } from "../contracts/usage.ts";
import { CLAIMS, type ClaimHost, readClaim, type Worker } from "./claim.ts";
import { logRef } from "./log.ts";

interface Asked {
  readonly id: string;
  readonly actor: string;
}

const ENDED = /^run ([0-9a-f]{64})\n+Asked-By: (\S+)$/m;

/** What the log's commit says of a request that has ended; `usageSince` reads it. */
export function endedMessage({ id, actor }: Asked): string {
  return `run ${id}\n\nAsked-By: ${actor}\n`;
}

type Host = ClaimHost & Pick<GitPort, "commitsSince">;

/** Who asked for how much since a time. Whoever can push can write to the log, and so ask for more. */
export async function usageSince(host: Host, worker: Worker, since: Date): Promise<Usage> {
  const byPerson = new Map<string, Set<string>>();
  const asked = [
    ...(await endedSince(host, since, worker.now())),
    ...(await underWay(host, worker)),
  ];
  for (const { id, actor } of asked) {
    byPerson.set(actor, (byPerson.get(actor) ?? new Set()).add(id));
  }
  return { all: new Set(asked.map(({ id }) => id)), byPerson };
}

async function endedSince(host: Host, since: Date, now: Date): Promise<Asked[]> {
  const found: Asked[] = [];
  for (const ref of new Set([logRef(since), logRef(now)])) {
    const head = await host.readRef(ref);
    const commits = head === null ? [] : await host.commitsSince(head, since);
    for (const { message } of commits) {
      const [, id, actor] = ENDED.exec(message) ?? [];
      if (id !== undefined && actor !== undefined) found.push({ id, actor });
    }
  }
  return found;
}

async function underWay(host: Host, worker: Worker): Promise<Asked[]> {
  const found: Asked[] = [];
  for (const { name } of await host.refsBelow(CLAIMS)) {
    const claim = await readClaim(host, worker, name);
    if (claim !== null)
      found.push({ id: claim.request.id, actor: claim.request.origin?.actor ?? "" });
  }
  return found;
}
