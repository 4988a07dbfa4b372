import * as core from "@actions/core";
import { hasStatus, UserError } from "../contracts/errors.ts";
import type { CommandEvent } from "../contracts/event.ts";
import { commentEvent, labelledEvent } from "../github/events.ts";
import { advance } from "../lifecycle/advance.ts";
import { commandOf, handleCommand } from "../lifecycle/commands.ts";
import { tidy } from "../lifecycle/tidy.ts";
import type { Workplace } from "../lifecycle/workplace.ts";
import { type Claim, claimRef, readClaim, takeOver } from "../record/claim.ts";
import type { Inputs } from "./inputs.ts";
import { openPlace } from "./place.ts";
import { readSurroundings, type Surroundings } from "./surroundings.ts";

/** Hears a command: what it asks for is done here, or handed on to the next job by its outputs. */
export async function gateMode(inputs: Inputs): Promise<void> {
  const around = readSurroundings();
  if (around.eventName === "schedule") return tidy(await openPlace(inputs, around));
  const event = readEvent(around) ?? (await startedByHand(inputs, around));
  if (event === null || commandOf(event) === null) {
    return core.info("nothing to do: this is no command");
  }
  const started: Claim[] = [];
  const startRun = async (claim: Claim) => {
    started.push(claim);
    return around.run;
  };
  const place = await openPlace(inputs, around, { startRun });
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

/** Somebody has started the workflow for an issue: that is `/generate`. */
async function startedByHand(
  inputs: Inputs,
  { eventName, payload, repository, run, issue }: Surroundings,
): Promise<CommandEvent | null> {
  if (eventName !== "workflow_dispatch") return null;
  if (!Number.isInteger(issue) || issue < 1) {
    throw new UserError('the workflow\'s input "issue" is the number of an issue, such as 12');
  }
  const { host } = await openPlace(inputs, { repository, run });
  const own = await host.run(run.id);
  if (own === null) throw new UserError("this run is not to be found; start it again");
  const { words = "" } = payload["inputs"] as { words?: string };
  const found = await host.issue(issue).catch((error: unknown) => {
    if (hasStatus(error, 301, 404, 410)) throw new UserError(`there is no issue #${issue} here`);
    throw error;
  });
  // Nobody knows which text the person saw who started it.
  if (found.editedAt !== null && found.editedAt > own.createdAt) {
    throw new UserError(`#${issue} was edited since this was started; read it and start again`);
  }
  return {
    repositoryId: repository.id,
    issue: found,
    actor: own.actor,
    askedAt: own.createdAt,
    source: { kind: "dispatch", id: run.id, words },
  };
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
