import { describe, expect, it } from "@jest/globals";
import type { HostRun } from "../../../src/contracts/code-host.ts";
import { cancel } from "../../../src/lifecycle/cancel.ts";
import { dispatchedRuns } from "../../../src/lifecycle/progress.ts";
import type { Workplace } from "../../../src/lifecycle/workplace.ts";
import { runTitle } from "../../../src/publish/origin.ts";
import { createSecretScan } from "../../../src/publish/secrets.ts";
import { type Claim, claimIssue, readClaim, releaseClaim } from "../../../src/record/claim.ts";
import { createSeal } from "../../../src/record/seal.ts";
import {
  createComment,
  createEvent,
  createFakeHost,
  createRun,
  MALLORY,
  OURSELVES,
} from "../../support/fake-host.ts";
import { createRequest } from "../../support/run-parts.ts";

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const LOG: Workplace["log"] = { ...silent, child: () => LOG };
const ASKED = "2026-01-01T10:00:00Z";

/** A claimed issue whose host knows these runs, and what was done to them. */
async function scene(runs: (claim: Claim) => HostRun[]) {
  const done: string[] = [];
  const known: HostRun[] = [];
  const said: ReturnType<typeof createComment>[] = [];
  const host = createFakeHost(
    {
      runsSince: async () => known,
      run: async (id) => known.find((run) => run.id === id) ?? null,
      cancelRun: async (id) => void done.push(`cancel ${id}`),
      createComment: async (_, body) => {
        const comment = createComment({ author: OURSELVES, body });
        said.push(comment);
        return comment;
      },
      react: async (_, reaction) => void done.push(reaction),
    },
    said,
  );
  const worker = {
    name: "a",
    seal: createSeal("a secret of the tests"),
    now: () => new Date("2026-01-01T10:01:00Z"),
    leaseMs: 60_000,
  };
  const base = { ref: "main", commit: host.git.refs.get("refs/heads/main") ?? "" };
  const outcome = await claimIssue(host, worker, createRequest({ base }));
  if (outcome.kind !== "new") throw new Error(outcome.kind);
  known.push(...runs(outcome.claim));
  const applier = { apply: () => Promise.reject(new Error("the test did not expect apply")) };
  const place: Workplace = {
    host,
    ...dispatchedRuns(host),
    applier,
    worker,
    secrets: createSecretScan([]),
    log: LOG,
    count: () => {},
  };
  return { place, worker, claim: outcome.claim, done, said };
}

const event = (askedAt: string) => createEvent({ askedAt });
const running = ({ requestBlob }: Claim, overrides: Partial<HostRun> = {}) =>
  createRun({
    title: runTitle(12, requestBlob),
    status: "running",
    conclusion: null,
    ...overrides,
  });

describe("/cancel", () => {
  it("ends a request whose run was not started yet", async () => {
    const { place, worker, claim, done, said } = await scene(() => []);
    expect(await cancel(place, event("2026-01-01T10:00:30Z"))).toBe(true);
    expect(await readClaim(place.host, worker, claim.ref)).toBeNull();
    expect(said.map(({ body }) => body).join()).toContain("Cancelled by `alice`");
    expect(done).toEqual(["confused"]);
  });

  it("ends the run, also one that nobody has seen yet as soon as it is seen", async () => {
    const { place, worker, claim, done } = await scene(() => []);
    await releaseClaim(place.host, worker, claim, { stage: "dispatched" });
    expect(await cancel(place, event("2026-01-01T10:00:30Z"))).toBe(true);
    const waiting = await readClaim(place.host, worker, claim.ref);
    expect(waiting?.state).toMatchObject({ cancelledBy: "alice", run: null });
    expect(done).toEqual([]);

    const seen = await scene((standing) => [running(standing)]);
    await cancel(seen.place, event("2026-01-01T10:00:30Z"));
    expect(seen.done).toEqual(["cancel 77"]);
  });

  it("leaves alone what a person started with the same inputs", async () => {
    const { place, done } = await scene((claim) => [running(claim, { actor: MALLORY })]);
    await cancel(place, event("2026-01-01T10:00:30Z"));
    expect(done).toEqual(["confused"]);
  });

  it("that GitHub delivers late ends nothing that was asked for after it", async () => {
    const { place, worker, claim, done } = await scene((standing) => [running(standing)]);
    expect(claim.request.origin?.askedAt).toBe(ASKED);
    expect(await cancel(place, event("2026-01-01T09:59:00Z"))).toBe(true);
    expect(done).toEqual([]);
    const standing = await readClaim(place.host, worker, claim.ref);
    expect(standing?.state.cancelledBy).toBeNull();
  });

  it("has nothing to do where nothing is under way, or the run has ended", async () => {
    const { place } = await scene((claim) => [running(claim, { status: "completed" })]);
    expect(await cancel(place, event("2026-01-01T10:00:30Z"))).toBe(false);
    const other = createEvent({ issue: { ...createEvent().issue, number: 13 } });
    expect(await cancel(place, other)).toBe(false);
  });
});
