import { describe, expect, it } from "@jest/globals";
import type { CodeHost, HostChange, HostPull } from "../../../src/contracts/code-host.ts";
import { hashRequest } from "../../../src/contracts/request.ts";
import { differingLines } from "../../../src/lifecycle/changed-lines.ts";
import { expirePull, stalePulls } from "../../../src/lifecycle/expire.ts";
import { recordClosed } from "../../../src/lifecycle/outcomes.ts";
import { revertedCommit, revertedPull } from "../../../src/lifecycle/reverts.ts";
import { tidy } from "../../../src/lifecycle/tidy.ts";
import type { Log, Workplace } from "../../../src/lifecycle/workplace.ts";
import { marker } from "../../../src/publish/words.ts";
import { logRef, type Publication, recordRun, sealPublication } from "../../../src/record/log.ts";
import { outcomePath } from "../../../src/record/outcome.ts";
import { pickPath } from "../../../src/record/picked.ts";
import { createSeal } from "../../../src/record/seal.ts";
import { sealedText } from "../../../src/record/sealed.ts";
import { ALICE, createFakeHost, type FakeHost, OURSELVES } from "../../support/fake-host.ts";
import { createRequest } from "../../support/run-parts.ts";

const LOG: Log = { info() {}, warn() {}, error() {}, child: () => LOG };
const SEAL = createSeal("a secret of the tests");
const AT = new Date("2026-01-31T23:00:00Z");
const OURS = "c".repeat(40);
const MERGED = "d".repeat(40);

const REQUEST = createRequest();

function pullOf(change: Partial<HostPull> = {}): HostPull {
  return {
    ...{
      number: 30,
      labels: [],
      url: "https://github.test/octo/calc/pull/30",
      open: false,
      draft: false,
    },
    ...{ author: OURSELVES, body: `${marker(REQUEST.id)}\nwhat it does`, base: "main" },
    head: { branch: "patchjudge/issue-12-abc", commit: OURS },
    ...{ ownRepository: true, baseCommit: "b".repeat(40), mergeCommit: MERGED },
    ...{ updatedAt: "2026-02-02T10:00:00Z", closedAt: "2026-02-02T10:00:00Z" },
    ...change,
  };
}

const patch = (...lines: string[]): HostChange[] => [
  { path: "calc.py", added: 1, removed: 1, patch: ["@@ -1,2 +1,2 @@", ...lines].join("\n") },
];

/** A request that has opened #30 with candidate 2, and #31 because a person picked candidate 1. */
async function createScene(overrides: Partial<CodeHost> = {}) {
  const host = createFakeHost({
    defaultBranch: async () => ({
      name: "main",
      commit: host.git.refs.get("refs/heads/main") ?? "",
    }),
    ...overrides,
  });
  const publication: Publication = {
    ...{ version: 1, requestId: REQUEST.id, kind: "opened", reason: "", candidate: 2 },
    ...{ branch: "patchjudge/issue-12-abc", commit: OURS, pull: 30, run: 77 },
    ...{ requestBlob: "e".repeat(40), requestSha256: hashRequest(REQUEST), diffs: {} },
    at: AT.toISOString(),
  };
  const pick = { version: 1 as const, candidate: 1, pull: 31, commit: "f".repeat(40) };
  const picked = { ...pick, by: "alice", askedAt: "2026-02-01T00:00:00Z" };
  const path = pickPath(pick);
  await recordRun(host, AT, REQUEST.id, {
    "request.json": JSON.stringify(REQUEST),
    "publication.json": JSON.stringify(sealPublication(SEAL, 7, publication)),
    [path]: sealedText(SEAL, 7, { id: REQUEST.id, path }, picked),
  });
  const counted: string[] = [];
  const worker = { name: "w", seal: SEAL, now: () => new Date("2026-02-10T00:00:00Z"), leaseMs: 1 };
  const place = { host, worker, log: LOG, count: (what: string) => counted.push(what) };
  return { host, counted, place: place as unknown as Workplace };
}

const broken = (): never => {
  throw new Error("422 diff too large");
};

/** In the log of the request's month, whenever it is written. */
async function recorded(host: FakeHost, pull = 30): Promise<unknown> {
  const commit = (await host.readRef(logRef(AT))) ?? "";
  const file = await host.readFile(`${REQUEST.id}/${outcomePath(pull)}`, commit);
  if (file === null) return null;
  const { seal, ...outcome } = JSON.parse(Buffer.from(file).toString());
  expect(seal).toMatch(/^[0-9a-f]{64}$/);
  return outcome;
}

describe("what becomes of a pull request", () => {
  it("is merged where its head is our commit, in the month of its request", async () => {
    const { host, place, counted } = await createScene();
    await recordClosed(place, pullOf());
    expect(await recorded(host)).toEqual({
      ...{ version: 1, kind: "merged", pull: 30, candidate: 2, editedLines: 0 },
      ...{ mergeCommit: MERGED, at: "2026-02-02T10:00:00.000Z" },
    });
    expect([...host.git.refs.keys()].filter((ref) => ref.includes("/log/"))).toEqual([logRef(AT)]);
    const written = host.git.calls.filter((call) => call === "writeCommit").length;
    await recordClosed(place, pullOf());
    expect(host.git.calls.filter((call) => call === "writeCommit")).toHaveLength(written);
    expect(counted).toEqual(["outcome-merged"]);
  });

  it.each<[string, HostChange[], object]>([
    ["edited", patch("-a - b", "+sum((a, b))"), { kind: "edited", editedLines: 2 }],
    // Somebody has merged the base branch into it.
    ["merged", patch("-a - b", "+a + b"), { kind: "merged", editedLines: 0 }],
  ])("is %s by the lines that were merged", async (_, changes, wanted) => {
    const { host, place } = await createScene({
      changesBetween: async () => patch(" def add", "-a - b", "+a + b"),
      changesOf: async () => changes,
    });
    await recordClosed(place, pullOf({ head: { branch: "x", commit: "9".repeat(40) } }));
    expect(await recorded(host)).toMatchObject(wanted);
  });

  it("is closed where nobody merged it, and known for one that was picked", async () => {
    const { host, place } = await createScene();
    const head = { branch: "patchjudge/issue-12-abc-2", commit: "f".repeat(40) };
    await recordClosed(place, pullOf({ number: 31, head, mergeCommit: null }));
    expect(await recorded(host, 31)).toMatchObject({
      kind: "closed",
      candidate: 1,
      editedLines: 0,
    });
    expect(await recorded(host)).toBeNull();
  });

  it.each<[string, Partial<HostPull>]>([
    ["is open", { open: true }],
    ["is a person's, whatever its text says", { author: ALICE }],
    ["is from a fork", { ownRepository: false }],
    ["has no text of ours", { body: "" }],
  ])("is not recorded where it %s", async (_, change) => {
    const { host, place, counted } = await createScene();
    await recordClosed(place, pullOf(change));
    expect(await recorded(host)).toBeNull();
    expect(counted).toEqual([]);
  });

  const back = (change: Partial<HostPull> = {}) =>
    pullOf({
      ...{ number: 40, author: ALICE, closedAt: "2026-02-03T00:00:00Z" },
      ...{ head: { branch: "revert-30-x", commit: "8".repeat(40) } },
      body: "Reverts octo/calc#30\n\nIt broke the build.",
      ...change,
    });

  it("is reverted by a pull request that says so, and stays it", async () => {
    const { host, place } = await createScene({ pull: async () => pullOf() });
    await recordClosed(place, back());
    const reverted = { kind: "reverted", candidate: 2, at: "2026-02-03T00:00:00.000Z" };
    expect(await recorded(host)).toMatchObject(reverted);
    await recordClosed(place, pullOf());
    expect(await recorded(host)).toMatchObject(reverted);
  });

  it.each<[string, Partial<HostPull>]>([
    ["was not merged", { mergeCommit: null }],
    ["is from a fork, whose author may not write", { ownRepository: false }],
    ["was merged elsewhere", { base: "develop" }],
    ["speaks of another repository", { body: "Reverts other/lib#30" }],
    ["says more in that line", { body: "Reverts #30 as far as the docs go" }],
  ])("is not reverted by one that %s", async (_, change) => {
    const { host, place } = await createScene({ pull: async () => pullOf() });
    await recordClosed(place, back(change));
    expect(await recorded(host)).toBeNull();
  });

  it("is found once a day, whatever breaks for another pull request", async () => {
    const bad = pullOf({ number: 29, head: { branch: "x", commit: "7".repeat(40) } });
    const { host, place } = await createScene({
      ...{ pullsSince: async () => [{ ...bad, body: pullOf().body }, pullOf()] },
      ...{ commitsSince: async () => [], comments: async (n) => (n === 29 ? broken() : []) },
    });
    await tidy(place);
    expect(await recorded(host)).toMatchObject({ kind: "merged" });
  });

  it("is not believed where somebody else wrote it", async () => {
    const { host, place } = await createScene();
    const forged = { version: 1, kind: "reverted", pull: 30, candidate: 2, editedLines: 0 };
    await recordRun(host, AT, REQUEST.id, {
      [outcomePath(30)]: JSON.stringify({ ...forged, mergeCommit: MERGED, at: AT.toISOString() }),
    });
    await recordClosed(place, pullOf());
    expect(await recorded(host)).toMatchObject({ kind: "merged" });
  });

  it("is reverted by a commit that says so, found once a day", async () => {
    const commit = { tree: "", parents: [], committedAt: "2026-02-04T00:00:00Z" };
    const message = `Revert "x"\n\nThis reverts commit ${MERGED}.`;
    const { host, place, counted } = await createScene({
      pullsSince: async () => [pullOf()],
      commitsSince: async () => [{ ...commit, message }],
    });
    await tidy(place);
    expect(await recorded(host)).toMatchObject({ kind: "reverted" });
    await tidy(place);
    expect(counted).toEqual(["outcome-merged", "outcome-reverted"]);
  });
});

it("reads what git and GitHub write of reverts, and nothing like it", () => {
  const sha = "a".repeat(40);
  expect(revertedCommit(`Revert "x"\n\nThis reverts commit ${sha}.`)).toBe(sha);
  expect(revertedCommit(`> This reverts commit ${sha}.`)).toBeNull();
  const repository = { id: 7, fullName: "octo/calc", url: "" };
  const of = (body: string) =>
    revertedPull({ repository }, { body, mergeCommit: MERGED, ownRepository: true });
  expect([of("Reverts Octo/calc#12"), of("Reverts #12\r\n")]).toEqual([12, 12]);
  expect([of("this Reverts #12"), of("Reverts #0"), of("")]).toEqual([null, null, null]);
});

describe("differingLines", () => {
  it("counts lines that only one patch has, as often as they occur", () => {
    expect(differingLines(patch("+a", "+a", "-b"), patch("+a", "-b"))).toBe(1);
    expect(differingLines(patch("+a"), patch("-a"))).toBe(2);
    expect(differingLines(patch(" a", "+b"), patch("+b"))).toBe(0);
    const elsewhere = [{ ...patch("+a")[0], path: "b.py" }] as HostChange[];
    expect(differingLines(patch("+a"), elsewhere)).toBe(2);
  });

  it("counts files that the host does not show with all their lines", () => {
    const large = (added: number) => [{ path: "a", added, removed: 3, patch: null }];
    expect(differingLines(large(5), large(5))).toBe(0);
    expect(differingLines(large(5), large(6))).toBe(17);
  });
});

describe("a pull request that nobody touches", () => {
  const old = { open: true, mergeCommit: null, closedAt: null, updatedAt: "2026-02-02T23:00:00Z" };
  async function expire(change: Partial<HostPull>, days = 7) {
    const done: string[] = [];
    const { place } = await createScene({
      openPulls: async () => [pullOf({ ...old, ...change })],
      closePull: async (number) => void done.push(`close ${number}`),
      createComment: async (number, body) => {
        done.push(`say ${number} ${body.split("\n")[1]}`);
        return { id: 1, author: OURSELVES, body, createdAt: "", updatedAt: "" };
      },
    });
    for (const pull of await stalePulls(place, days)) await expirePull(place, pull, days);
    return done;
  }

  it("is closed, and told why and how to go on", async () => {
    const [said, closed] = await expire({});
    expect(closed).toBe("close 30");
    expect(said).toMatch(/^say 30 Nothing has happened here for 7 days.*reopen/);
  });

  it.each<[string, Partial<HostPull>, number]>([
    ["not before", {}, 8],
    ["never, unless it is wanted", {}, 0],
    ["not with somebody's commits on it", { head: { branch: "x", commit: MERGED } }, 7],
    ["not when it is a person's", { author: ALICE }, 7],
  ])("%s", async (_, change, days) => {
    expect(await expire(change, days)).toEqual([]);
  });
});

describe("records of old months", () => {
  const refs = ["2025-12", "2026-01", "2026-02", "notes"].map((m) => `refs/patchjudge/log/${m}`);
  const months = async (settings: string) => {
    const file = Buffer.from(settings);
    const { host, place } = await createScene({
      ...{ pullsSince: async () => [], commitsSince: async () => [], openPulls: async () => [] },
      readFile: async () => file,
    });
    const main = host.git.refs.get("refs/heads/main") ?? "";
    for (const ref of refs) host.git.refs.set(ref, main);
    await tidy(place);
    return refs.filter((ref) => host.git.refs.has(ref));
  };

  it("are deleted where the settings want it, and nothing else is", async () => {
    expect(await months("keepMonths: 2\n")).toEqual(refs.slice(1));
    expect(await months("keepMonths: 1\n")).toEqual(refs.slice(2));
    expect(await months("{}\n")).toEqual(refs);
    // Nobody knows what a faulty file wanted.
    expect(await months("keepMonths: 1\nlable: x\n")).toEqual(refs);
  });
});
