import { expect, it } from "@jest/globals";
import { claimIssue } from "../../../src/record/claim.ts";
import { recordRun } from "../../../src/record/log.ts";
import { createSeal } from "../../../src/record/seal.ts";
import { endedMessage, usageSince } from "../../../src/record/usage.ts";
import { createMemoryGit } from "../../support/memory-git.ts";
import { createRequest } from "../../support/run-parts.ts";

it("counts what has ended and what is under way, each request once", async () => {
  const git = createMemoryGit();
  const now = () => new Date("2026-03-01T06:00:00Z");
  const worker = { name: "w", seal: createSeal("a secret of the tests"), now, leaseMs: 60_000 };
  const [a, b] = ["a".repeat(64), "b".repeat(64)];
  const before = new Date("2026-02-28T20:00:00Z");
  const end = (id: string, actor: string, at: Date) =>
    recordRun(git, at, id, { "x.json": "{}" }, endedMessage({ id, actor }));
  await end(a, "alice", before);
  await end(b, "bob", now());
  // What is added to a record later is no request.
  await recordRun(git, now(), a, { "picks/3.json": "{}" });
  const request = createRequest();
  await claimIssue(git, worker, request);
  const { all, byPerson } = await usageSince(git, worker, new Date("2026-02-28T06:00:00Z"));
  expect([...all].sort()).toEqual([a, b, request.id].sort());
  const actor = request.origin?.actor ?? "";
  expect([...(byPerson.get(actor) ?? [])]).toContain(request.id);
  expect([...(byPerson.get("bob") ?? [])]).toEqual([b]);
});
