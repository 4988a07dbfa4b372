import { setTimeout as wait } from "node:timers/promises";
import { claimRef, readClaim, takeOver } from "../record/claim.ts";
import { advance } from "./advance.ts";
import type { Workplace } from "./workplace.ts";

/** Another replica may hold the claim for some seconds; after that the sweep goes on. */
const TRIES = 4;
const WAIT_MS = 2_000;

/** Goes on with a request whose run has begun or ended. A run that is not ours has no claim. */
export async function followRun(
  place: Workplace,
  about: { issue: number; requestBlob: string },
  ended: boolean,
): Promise<void> {
  const { host, worker } = place;
  for (let attempt = 1; attempt <= (ended ? TRIES : 1); attempt++) {
    const claim = await readClaim(host, worker, claimRef(about.issue));
    if (claim === null || claim.requestBlob !== about.requestBlob) return;
    const ours = await takeOver(host, worker, claim);
    if (ours !== null) return advance(place, ours);
    await wait(WAIT_MS * attempt);
  }
}
