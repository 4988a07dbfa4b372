import { CLAIMS, type Claim, isHeld, readClaim, takeOver } from "../record/claim.ts";
import { advance } from "./advance.ts";
import { issueKey } from "./keys.ts";
import type { KeyedQueue } from "./queue.ts";
import type { Workplace } from "./workplace.ts";

/** The claims of a repository as they were read last, by ref. Null: what stands there is no claim. */
export type SeenClaims = Map<string, { readonly commit: string; readonly claim: Claim | null }>;

/**
 * Goes on with claims whose worker is gone, or whose run has begun or ended without our hearing of it. A round
 * costs one call for the list, and one for each claim that waits for its run; what has not
 * changed is not read again.
 */
export async function sweepClaims(
  place: Workplace,
  { queue }: { readonly queue: KeyedQueue },
  seen: SeenClaims,
): Promise<void> {
  const { host, worker } = place;
  for (const claim of await standingClaims(place, seen)) {
    const issue = claim.request.origin?.issue ?? 0;
    const key = issueKey(host.repository.id, issue);
    // Whoever is at work there will have moved it; the next round sees how far.
    if (queue.has(key) || !(await isDue(place, claim))) continue;
    const job = async () => {
      const ours = await takeOver(host, worker, claim);
      if (ours !== null) await advance(place, ours);
    };
    const about = { repository: host.repository.fullName, issue, request: claim.request.id };
    queue.add(key, job, { about });
  }
}

async function standingClaims({ host }: Workplace, seen: SeenClaims): Promise<Claim[]> {
  const refs = await host.refsBelow(CLAIMS);
  const names = new Set(refs.map(({ name }) => name));
  for (const name of [...seen.keys()].filter((known) => !names.has(known))) seen.delete(name);
  const claims: Claim[] = [];
  for (const { name, commit } of refs) {
    const known = seen.get(name);
    const claim = known?.commit === commit ? known.claim : await readClaim(host, name);
    seen.set(name, { commit: claim?.commit ?? commit, claim });
    if (claim !== null) claims.push(claim);
  }
  return claims;
}

/** Whether there is something to do for a claim that nobody may be at work on. */
async function isDue({ host, worker }: Workplace, claim: Claim): Promise<boolean> {
  if (isHeld(claim, worker)) return false;
  const { stage, holder, run: id, until } = claim.state;
  if (holder !== "" || stage !== "dispatched") return true;
  // GitHub did not name the run when it was started, and its webhook is about to.
  if (id === null) return new Date(until) <= worker.now();
  const run = await host.run(id);
  if (run === null || run.status === "completed") return true;
  // Begun, and nobody took the claim since to say so: a webhook was lost.
  return run.status === "running" && Date.parse(run.startedAt) > Date.parse(until) - worker.leaseMs;
}
