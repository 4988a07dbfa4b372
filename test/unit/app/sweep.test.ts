import { describe, expect, it } from "@jest/globals";
import { KeyedQueue } from "../../../src/app/queue.ts";
import { createSweep } from "../../../src/app/sweep.ts";
import type { CodeHost, HostComment, HostRun, HostUser } from "../../../src/contracts/code-host.ts";
import { dispatchedRuns } from "../../../src/lifecycle/progress.ts";
import type { Log, Workplace } from "../../../src/lifecycle/workplace.ts";
import { createSecretScan } from "../../../src/publish/secrets.ts";
import { claimIssue, claimRef, readClaim, releaseClaim } from "../../../src/record/claim.ts";
import { createSeal } from "../../../src/record/seal.ts";
import { ALICE, createFakeHost, createRun, MALLORY } from "../../support/fake-host.ts";
import { createRequest } from "../../support/run-parts.ts";

const NOW = Date.parse("2026-01-01T12:00:00Z");
const MINUTE = 60_000;
const REQUEST = createRequest();
const SEAL = createSeal("a secret of the tests");

const LOG: Log = { info() {}, warn() {}, error() {}, child: () => LOG };

/** One repository that is swept; `asked` counts what the host was asked. */
function createScene(overrides: Partial<CodeHost> = {}) {
  const clock = { at: NOW };
  const asked: string[] = [];
  const said: HostComment[] = [];
  const count =
    <A extends unknown[], R>(name: string, method: (...args: A) => R) =>
    (...args: A): R => {
      asked.push(name);
      return method(...args);
    };
  const fake = createFakeHost({
    recentComments: async () => [],
    labelledIssues: async () => [],
    readFile: async () => null,
    createComment: async (_, body) => comment({ id: 1_000 + said.length, body }),
    runsSince: async () => [],
    react: async () => {},
    ...overrides,
  });
  const host = Object.fromEntries(
    Object.entries(fake).map(([name, value]) => [
      name,
      typeof value === "function" ? count(name, value as never) : value,
    ]),
  ) as unknown as CodeHost;
  const worker = { name: "sweeper", seal: SEAL, now: () => new Date(clock.at), leaseMs: MINUTE };
  const secrets = createSecretScan([]);
  const counted: string[] = [];
  const tally = (what: string) => counted.push(what);
  const place = { host, ...dispatchedRuns(host), worker, secrets, log: LOG, count: tally };
  const errors: unknown[] = [];
  const queue = new KeyedQueue({ running: 1 }, (error) => errors.push(error));
  const rest = { apps: { listInstallations: "all", listReposAccessibleToInstallation: "repos" } };
  const octokit = { rest, paginate: async (what: string) => (what === "all" ? [{ id: 1 }] : [{}]) };
  const missed = new Set<number>();
  const sweep = createSweep({
    app: { auth: async () => octokit } as never,
    openPlace: async () => place as unknown as Workplace,
    queue,
    log: LOG,
    missed,
    signal: new AbortController().signal,
  });
  /** One round and its jobs; what was asked meanwhile. */
  const round = async () => {
    asked.length = 0;
    await sweep();
    await queue.idle();
    expect(errors).toEqual([]);
    return [...asked];
  };
  return { clock, fake, worker, queue, counted, missed, sweep, round, asked };
}

/** A claim of a process that is gone, or with `run` one that waits for it. */
async function claim({ fake, clock }: ReturnType<typeof createScene>, run?: number | null) {
  const gone = { name: "gone", seal: SEAL, now: () => new Date(clock.at), leaseMs: MINUTE };
  const outcome = await claimIssue(fake, gone, REQUEST);
  if (outcome.kind !== "new") throw new Error(outcome.kind);
  if (run !== undefined)
    await releaseClaim(fake, gone, outcome.claim, { stage: "dispatched", run });
}

const state = async ({ fake, worker }: ReturnType<typeof createScene>) =>
  (await readClaim(fake, worker, claimRef(12)))?.state;

function comment(overrides: Partial<HostComment> & { ago?: number; author?: HostUser } = {}) {
  const { ago = 10 * MINUTE, ...rest } = overrides;
  const at = new Date(NOW - ago).toISOString();
  return {
    ...{ id: 99, author: ALICE, body: "/generate", issue: 12 },
    ...{ createdAt: at, updatedAt: at },
    ...rest,
  };
}

describe("the sweep of claims", () => {
  it("costs one call a round where nothing is claimed", async () => {
    const { round } = createScene();
    await round();
    expect(await round()).toEqual(["refsBelow"]);
  });

  it("reads a claim once, and asks only for its run while it waits", async () => {
    const createdAt = new Date(NOW).toISOString();
    const scene = createScene({ run: async () => createRun({ status: "queued", createdAt }) });
    await claim(scene, 77);
    await scene.round();
    expect(await scene.round()).toEqual(["refsBelow", "run"]);
    expect((await state(scene))?.holder).toBe("");
  });

  it("says once that no runner takes a run, and which labels it waits for", async () => {
    const bodies: string[] = [];
    const createdAt = new Date(NOW).toISOString();
    const scene = createScene({
      run: async () => createRun({ status: "queued", createdAt }),
      waitsFor: async () => ["self-hosted", "gpu"],
      createComment: async (_, body) => {
        bodies.push(body);
        return comment();
      },
    });
    await claim(scene, 77);
    scene.clock.at += 9 * MINUTE;
    await scene.round();
    expect(bodies).toEqual([]);
    scene.clock.at += MINUTE;
    await scene.round();
    expect(bodies).toHaveLength(1);
    expect(bodies[0]).toContain("No runner with the labels `self-hosted`, `gpu` has taken it");
    await scene.round();
    expect(await scene.round()).toEqual(["refsBelow", "run"]);
  });

  it("leaves what another process works on, until its time is up", async () => {
    const scene = createScene();
    await claim(scene);
    await scene.round();
    expect(await scene.round()).toEqual(["refsBelow"]);
    scene.clock.at += MINUTE + 1;
    await scene.sweep();
    expect(scene.queue.has("7#12")).toBe(true);
  });

  it("says once that a run has begun whose webhook was lost", async () => {
    const bodies: string[] = [];
    const run = { status: "running" as const, startedAt: new Date(NOW + 5_000).toISOString() };
    const scene = createScene({
      run: async () => createRun(run),
      createComment: async (_, body) => {
        bodies.push(body);
        return comment();
      },
    });
    await claim(scene, 77);
    scene.clock.at += 10_000;
    await scene.round();
    expect(bodies).toHaveLength(1);
    // The claim was written, so it is read once more.
    await scene.round();
    expect(await scene.round()).toEqual(["refsBelow", "run"]);
  });

  it("ends a claim whose run is gone", async () => {
    const scene = createScene({ run: async () => null });
    await claim(scene, 77);
    await scene.round();
    expect(await state(scene)).toBeUndefined();
    expect(scene.counted).toEqual(["failed"]);
  });

  it("waits for a run that GitHub has not named yet, and then looks for it", async () => {
    const dispatched: string[] = [];
    const scene = createScene({
      dispatch: async (workflow) => {
        dispatched.push(workflow);
        return { id: 78, url: "https://github.test/runs/78" };
      },
    });
    await claim(scene, null);
    expect(await scene.round()).not.toContain("runsSince");
    scene.clock.at += MINUTE;
    expect(await scene.round()).toContain("runsSince");
    expect(dispatched).toEqual(["patchjudge.yml"]);
    expect((await state(scene))?.run).toBe(78);
  });

  it("goes on where one claim cannot be read", async () => {
    const scene = createScene({ run: async () => null });
    scene.fake.git.refs.set("refs/patchjudge/claims/issue-1", "f".repeat(40));
    await claim(scene, 77);
    await scene.round();
    expect(await state(scene)).toBeUndefined();
  });

  it("adds nothing where a job of the issue still waits", async () => {
    const scene = createScene({ run: async () => null });
    await claim(scene, 77);
    let finish = () => {};
    scene.queue.add("7#12", () => new Promise((resolve) => (finish = resolve)));
    await scene.sweep();
    await scene.sweep();
    expect(scene.queue.size).toBe(1);
    finish();
  });
});

/** The host's runs and comments for a command that is carried out to its dispatch. */
function forCommands(comments: readonly ReturnType<typeof comment>[]): Partial<CodeHost> {
  const runs: HostRun[] = [];
  return {
    recentComments: async () => [...comments],
    runsSince: async () => runs,
    dispatch: async () => ({ id: 78, url: "https://github.test/runs/78" }),
    issue: async (number) => ({
      ...{ number, title: "t", body: "b", open: true, locked: false, isPull: false },
      ...{ author: MALLORY, editedAt: null },
    }),
  };
}

const looked = (asked: readonly string[]) => asked.includes("recentComments");

describe("the sweep of commands", () => {
  it("carries out a command of hours ago that nobody heard", async () => {
    const scene = createScene(forCommands([comment({ ago: 5 * 3_600_000 })]));
    await scene.round();
    expect(scene.counted).toEqual(["healed", "dispatched"]);
    expect((await state(scene))?.run).toBe(78);
  });

  it("looks at the start and then in every tenth round or so", async () => {
    const scene = createScene();
    const rounds: boolean[] = [];
    for (let i = 0; i < 40; i++) rounds.push(looked(await scene.round()));
    expect(rounds[0]).toBe(true);
    expect(rounds.slice(1, 8)).not.toContain(true);
    expect(rounds.filter(Boolean).length).toBeGreaterThanOrEqual(4);
    expect(rounds.filter(Boolean).length).toBeLessThanOrEqual(5);
  });

  it("looks again soon where a command was too young to tell", async () => {
    const scene = createScene(forCommands([comment({ ago: 5_000 })]));
    await scene.round();
    expect(scene.counted).toEqual([]);
    scene.clock.at += MINUTE;
    expect(looked(await scene.round())).toBe(true);
    expect(scene.counted).toEqual(["healed", "dispatched"]);
    // Once more, to see that it ended well.
    expect(looked(await scene.round())).toBe(true);
    expect(looked(await scene.round())).toBe(false);
  });

  it("looks again soon where a job was heard and not done, or the look broke", async () => {
    let broken = 1;
    const recentComments = async () => {
      broken -= 1;
      if (broken === 0) throw new Error("away");
      return [];
    };
    const scene = createScene({ recentComments });
    expect([looked(await scene.round()), looked(await scene.round())]).toEqual([true, true]);
    expect(looked(await scene.round())).toBe(false);
    scene.missed.add(7);
    expect(looked(await scene.round())).toBe(true);
    expect(looked(await scene.round())).toBe(false);
  });

  it("asks once about a stranger, and queues nothing", async () => {
    const scene = createScene(forCommands([comment({ author: MALLORY })]));
    const first = await scene.round();
    expect(first.filter((name) => name === "permissionOf")).toHaveLength(1);
    expect(first).not.toContain("comments");
    expect(scene.counted).toEqual([]);
    for (let i = 0; i < 13; i++) expect(await scene.round()).not.toContain("permissionOf");
  });

  it("does not queue a command again that waits", async () => {
    const scene = createScene(forCommands([comment(), comment({ id: 100, ago: 5_000 })]));
    let finish = () => {};
    scene.queue.add("other", () => new Promise((resolve) => (finish = resolve)));
    await scene.sweep();
    await scene.sweep();
    expect(scene.asked.filter((name) => name === "recentComments")).toHaveLength(2);
    expect(scene.queue.size).toBe(2);
    finish();
  });
});
