import { advance } from "../lifecycle/advance.ts";
import { STUCK_MS } from "../lifecycle/progress.ts";
import type { Workplace } from "../lifecycle/workplace.ts";
import { CLAIMS, type Claim, isHeld, readClaim, takeOver } from "../record/claim.ts";
import { apart } from "./apart.ts";
import { issueKey } from "./keys.ts";
import type { KeyedQueue } from "./queue.ts";

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
  const { host, worker, log } = place;
  const { id, fullName: repository } = host.repository;
  const refs = await host.refsBelow(CLAIMS);
  forgetOthers(seen, refs);
  for (const ref of refs) {
    await apart(log, { repository, claim: ref.name }, async () => {
      const claim = await readOnce(place, seen, ref);
      if (claim === null) return;
      const issue = claim.request.origin?.issue ?? 0;
      const key = issueKey(id, issue);
      // Whoever is at work there will have moved it; the next round sees how far.
      if (queue.has(key) || !(await isDue(place, claim))) return;
      const job = async () => {
        const ours = await takeOver(host, worker, claim);
        if (ours !== null) await advance(place, ours);
      };
      queue.add(key, job, { about: { repository, issue, request: claim.request.id } });
    });
  }
}

interface Ref {
  readonly name: string;
  readonly commit: string;
}

function forgetOthers(seen: SeenClaims, refs: readonly Ref[]): void {
  const names = new Set(refs.map(({ name }) => name));
  for (const name of [...seen.keys()]) if (!names.has(name)) seen.delete(name);
}

async function readOnce(
  { host, worker }: Workplace,
  seen: SeenClaims,
  { name, commit }: Ref,
): Promise<Claim | null> {
  const known = seen.get(name);
  if (known?.commit === commit) return known.claim;
  const claim = await readClaim(host, worker, name);
  seen.set(name, { commit: claim?.commit ?? commit, claim });
  return claim;
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
  const touched = Date.parse(until) - worker.leaseMs;
  // Begun, and nobody took the claim since to say so: a webhook was lost.
  if (run.status === "running") return Date.parse(run.startedAt) > touched;
  const stuck = Date.parse(run.createdAt) + STUCK_MS;
  return stuck <= worker.now().getTime() && touched < stuck;
}
