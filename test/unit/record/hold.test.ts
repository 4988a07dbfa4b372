import { expect, it } from "@jest/globals";
import { claimIssue, readClaim, takeOver } from "../../../src/record/claim.ts";
import { ClaimLost, Hold } from "../../../src/record/hold.ts";
import { createSeal } from "../../../src/record/seal.ts";
import { createMemoryGit } from "../../support/memory-git.ts";
import { createRequest } from "../../support/run-parts.ts";

const START = Date.parse("2026-01-01T10:00:00Z");

async function scene() {
  const git = createMemoryGit();
  const clock = { at: START };
  const seal = createSeal("a secret of the tests");
  const worker = (name: string) => ({
    name,
    seal,
    now: () => new Date(clock.at),
    leaseMs: 60_000,
  });
  const outcome = await claimIssue(git, worker("a"), createRequest());
  if (outcome.kind !== "new") throw new Error(outcome.kind);
  return {
    git,
    clock,
    worker,
    claim: outcome.claim,
    hold: new Hold(git, worker("a"), outcome.claim),
  };
}

it("keeps a claim as long as its holder goes on, at no cost while it is young", async () => {
  const { git, clock, worker, claim, hold } = await scene();
  git.calls.length = 0;
  clock.at += 19_000;
  await hold.keep();
  expect(git.calls).toEqual([]);
  for (let i = 0; i < 5; i++) {
    clock.at += 30_000;
    await hold.keep();
    const standing = await readClaim(git, worker("b"), claim.ref);
    expect(standing && (await takeOver(git, worker("b"), standing))).toBeNull();
  }
  expect(hold.claim.state).toMatchObject({ holder: "a", takeovers: 0 });
});

it("stops whoever has lost it", async () => {
  const { git, clock, worker, claim, hold } = await scene();
  clock.at += 61_000;
  expect(await takeOver(git, worker("b"), claim)).not.toBeNull();
  await expect(hold.keep()).rejects.toThrow(ClaimLost);
  await expect(hold.move({ stage: "publishing" })).rejects.toThrow(ClaimLost);
});
