import type { CommandEvent } from "../contracts/event.ts";
import { claimRef, moveClaim, readClaim } from "../record/claim.ts";
import { advance } from "./advance.ts";
import { runOf } from "./progress.ts";
import type { Workplace } from "./workplace.ts";

/** Others may move the claim on while we do. */
const TRIES = 3;

/**
 * Ends what is under way on an issue. Whoever holds the claim loses it, since a person's word goes before a
 * step of ours. False: there is nothing that could be ended.
 */
export async function cancel(place: Workplace, event: CommandEvent): Promise<boolean> {
  const { host, worker } = place;
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const claim = await readClaim(host, worker, claimRef(event.issue.number));
    if (claim === null) return false;
    // One that GitHub delivers late must not end what was asked for after it.
    if (event.askedAt <= (claim.request.origin?.askedAt ?? "")) return true;
    const run = await runOf(place, claim);
    if (run?.status === "completed") return false;
    const ours = await moveClaim(host, worker, claim, { cancelledBy: event.actor.login });
    if (ours === null) continue;
    place.count("cancel");
    await advance(place, ours);
    return true;
  }
  throw new Error("the claim moved on all the time; `/cancel` could not be noted");
}
