import * as core from "@actions/core";
import type { CommandEvent } from "../contracts/event.ts";
import { commentEvent, labelledEvent } from "../github/events.ts";
import { advance } from "../lifecycle/advance.ts";
import { commandOf, handleCommand } from "../lifecycle/commands.ts";
import type { Workplace } from "../lifecycle/workplace.ts";
import { type Claim, claimRef, readClaim, takeOver } from "../record/claim.ts";
import type { Inputs } from "./inputs.ts";
import { openPlace } from "./place.ts";
import { readSurroundings, type Surroundings } from "./surroundings.ts";

/** Hears a command: what it asks for is done here, or handed on to the next job by its outputs. */
export async function gateMode(inputs: Inputs): Promise<void> {
  const around = readSurroundings();
  const event = readEvent(around);
  if (event === null || commandOf(event) === null) {
    return core.info("nothing to do: this is no command");
  }
  const started: Claim[] = [];
  const startRun = async (claim: Claim) => {
    started.push(claim);
    return around.run;
  };
  const place = openPlace(inputs, around, { startRun });
  await endForgotten(place, around.issue);
  await handleCommand(place, event);
  const [claim] = started;
  core.setOutput("request", claim?.requestBlob ?? "");
  core.setOutput("base", claim?.request.base.commit ?? "");
}

function readEvent({ eventName, payload }: Surroundings): CommandEvent | null {
  const { action } = payload;
  if (eventName === "issue_comment" && action === "created") return commentEvent(payload as never);
  if (eventName === "issues" && action === "labeled") return labelledEvent(payload as never);
  return null;
}

/** A request whose run has ended and whose last job never came: nobody else would end it. */
async function endForgotten(place: Workplace, issue: number): Promise<void> {
  const { host, worker } = place;
  const claim = await readClaim(host, worker, claimRef(issue));
  if (claim === null || claim.state.run === null) return;
  const run = await host.run(claim.state.run);
  if (run !== null && run.status !== "completed") return;
  const ours = await takeOver(host, worker, claim);
  if (ours !== null) await advance(place, ours);
}
