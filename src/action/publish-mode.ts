import * as core from "@actions/core";
import type { CodeHost } from "../contracts/code-host.ts";
import { advance } from "../lifecycle/advance.ts";
import { claimRef, readClaim, takeOver } from "../record/claim.ts";
import type { Inputs } from "./inputs.ts";
import { openPlace } from "./place.ts";
import { readSurroundings, type Surroundings } from "./surroundings.ts";

/** Ends the request of this workflow run: opens the pull request, or says why there is none. */
export async function publishMode(inputs: Inputs): Promise<void> {
  const around = readSurroundings();
  const place = await openPlace(inputs, around);
  const host = withOwnConclusion(place.host, around, inputs.conclusion);
  const claim = await readClaim(host, place.worker, claimRef(around.issue));
  const isOurs = claim?.requestBlob === inputs.request && claim.state.run === around.run.id;
  if (claim === null || !isOurs) {
    return core.warning("nothing to publish: the request has ended, or belongs to another run");
  }
  const ours = await takeOver(host, place.worker, claim);
  if (ours === null) return core.warning("nothing to publish: another job works on the request");
  await advance({ ...place, host }, ours);
}

/** For GitHub this run goes on until this very job has ended; the job that counts has. */
function withOwnConclusion(
  host: CodeHost,
  { run: own }: Surroundings,
  conclusion: string,
): CodeHost {
  return {
    ...host,
    run: async (id) => {
      const run = await host.run(id);
      return run === null || id !== own.id ? run : { ...run, status: "completed", conclusion };
    },
  };
}
