import { describe, expect, it } from "@jest/globals";
import {
  type Claim,
  claimIssue,
  claimRef,
  endClaim,
  moveClaim,
  readClaim,
  releaseClaim,
  takeOver,
  type Worker,
} from "../../../src/record/claim.ts";
import { createSeal } from "../../../src/record/seal.ts";
import { requestId } from "../../../src/request/request-id.ts";
import { createMemoryGit, type MemoryGit } from "../../support/memory-git.ts";
import { createRequest, createSettings } from "../../support/run-parts.ts";

const SEAL = createSeal("a secret of the tests");
const START = Date.parse("2026-01-01T10:00:00Z");

function worker(name: string, clock = { at: START }): Worker {
  return { name, seal: SEAL, now: () => new Date(clock.at), leaseMs: 60_000 };
}

const FIRST = createRequest();
const SECOND = createRequest({
  id: requestId({ repositoryId: 7, issue: 12, source: { kind: "comment", id: 100 } }),
});

async function claimed(git: ReturnType<typeof createMemoryGit>, by: Worker): Promise<Claim> {
  const outcome = await claimIssue(git, by, FIRST);
  if (outcome.kind !== "new") throw new Error(outcome.kind);
  return outcome.claim;
}

describe("a claim", () => {
  it("goes to exactly one of many who ask at once", async () => {
    const git = createMemoryGit();
    const workers = Array.from({ length: 8 }, (_, i) => worker(`w${i}`));
    const outcomes = await Promise.all(workers.map((one) => claimIssue(git, one, FIRST)));
    const kinds = outcomes.map(({ kind }) => kind).sort();
    expect(kinds).toEqual([...Array(7).fill("busy"), "new"]);
  });

  it("keeps the request, whole", async () => {
    const git = createMemoryGit();
    const claim = await claimed(git, worker("a"));
    const read = await readClaim(git, worker("a"), claimRef(12));
    expect(read).toEqual(claim);
    expect(read?.request).toEqual(FIRST);
    const blob = Buffer.from(await git.readBlob(claim.requestBlob)).toString();
    expect(JSON.parse(blob)).toEqual(FIRST);
  });

  it("keeps other requests on the issue out until it ends", async () => {
    const git = createMemoryGit();
    const claim = await claimed(git, worker("a"));
    const other = await claimIssue(git, worker("b"), SECOND);
    expect(other).toMatchObject({ kind: "other", claim: { request: { id: FIRST.id } } });
    await endClaim(git, worker("a"), claim);
    expect((await claimIssue(git, worker("b"), SECOND)).kind).toBe("new");
  });

  it("is taken over when its holder's time is up, by one", async () => {
    const git = createMemoryGit();
    const clock = { at: START };
    await claimed(git, worker("a", clock));
    clock.at += 59_000;
    expect((await claimIssue(git, worker("b", clock), FIRST)).kind).toBe("busy");
    clock.at += 2_000;
    const standing = await readClaim(git, worker("a"), claimRef(12));
    if (standing === null) throw new Error("gone");
    const taken = await Promise.all(
      ["b", "c", "d"].map((name) => takeOver(git, worker(name, clock), standing)),
    );
    const winners = taken.filter((claim) => claim !== null);
    expect(winners).toHaveLength(1);
    expect(winners[0]?.state.takeovers).toBe(1);
  });

  it("that was taken over cannot be moved on by the one who lost it", async () => {
    const git = createMemoryGit();
    const clock = { at: START };
    const slow = worker("a", clock);
    const claim = await claimed(git, slow);
    clock.at += 61_000;
    expect(await takeOver(git, worker("b", clock), claim)).not.toBeNull();
    expect(await moveClaim(git, slow, claim, { stage: "publishing" })).toBeNull();
    expect(await releaseClaim(git, worker("a"), claim)).toBeNull();
  });

  it("that was left is anybody's at once, and that is no broken try", async () => {
    const git = createMemoryGit();
    const left = await releaseClaim(git, worker("a"), await claimed(git, worker("a")), {
      stage: "dispatched",
      run: 5,
    });
    if (left === null) throw new Error("lost");
    const taken = await takeOver(git, worker("b"), left);
    expect(taken?.state).toMatchObject({ stage: "dispatched", run: 5, holder: "b", takeovers: 0 });
  });

  it("forgets broken tries once one of them has come further", async () => {
    const git = createMemoryGit();
    const clock = { at: START };
    const claim = await claimed(git, worker("a", clock));
    clock.at += 61_000;
    const taken = await takeOver(git, worker("b", clock), claim);
    if (taken === null) throw new Error("lost");
    expect(taken.state.takeovers).toBe(1);
    expect((await releaseClaim(git, worker("b", clock), taken))?.state.takeovers).toBe(0);
  });

  it("is not ended by one who lost it", async () => {
    const git = createMemoryGit();
    const clock = { at: START };
    const claim = await claimed(git, worker("a", clock));
    clock.at += 61_000;
    const taken = await takeOver(git, worker("b", clock), claim);
    await endClaim(git, worker("a"), claim);
    expect(await readClaim(git, worker("a"), claimRef(12))).toEqual(taken);
  });

  it.each<[string, (git: MemoryGit, ours: Claim) => Promise<{ tree: string; message: string }>]>([
    [
      "with another request",
      async (git, { tree, commit }) => {
        const { message } = await git.readCommit(commit);
        const wider = createRequest({ settings: createSettings({ candidates: 64 }) });
        const blob = await git.writeBlob(JSON.stringify(wider));
        return { tree: await git.writeTree([{ path: "request.json", blob }], tree), message };
      },
    ],
    [
      "in another state",
      async (git, { tree, commit }) => {
        const { message } = await git.readCommit(commit);
        return { tree, message: message.replace('"run":null', '"run":66') };
      },
    ],
    [
      "with another's seal",
      async (_git, { tree }) => {
        const mallory = { ...worker("mallory"), seal: createSeal("something else") };
        const other = createMemoryGit();
        const outcome = await claimIssue(other, mallory, FIRST);
        if (outcome.kind !== "new") throw new Error(outcome.kind);
        return { tree, message: (await other.readCommit(outcome.claim.commit)).message };
      },
    ],
  ])("%s is none, and keeps nobody out", async (_, forge) => {
    const git = createMemoryGit();
    const ours = await claimed(git, worker("a"));
    const forged = await git.writeCommit({ ...(await forge(git, ours)), parents: [ours.commit] });
    expect(await git.advanceRef(ours.ref, forged)).toBe(true);
    expect(await readClaim(git, worker("a"), ours.ref)).toBeNull();
    expect((await claimIssue(git, worker("b"), SECOND)).kind).toBe("new");
    expect((await readClaim(git, worker("b"), ours.ref))?.request.id).toBe(SECOND.id);
  });

  it("of one issue says nothing about another", async () => {
    const git = createMemoryGit();
    const { commit } = await claimed(git, worker("a"));
    await git.createRef(claimRef(13), commit);
    expect(await readClaim(git, worker("a"), claimRef(13))).toBeNull();
  });

  it("of another repository says nothing here", async () => {
    const git = createMemoryGit();
    const { ref } = await claimed(git, worker("a"));
    const elsewhere = { ...git, repository: { id: 8 } };
    expect(await readClaim(elsewhere, worker("a"), ref)).toBeNull();
  });

  it("that somebody else wrote is none", async () => {
    const git = createMemoryGit();
    const tree = await git.writeTree([{ path: "request.json", blob: await git.writeBlob("{}") }]);
    await git.createRef(
      claimRef(12),
      await git.writeCommit({ tree, parents: [], message: "mine\n\n{}" }),
    );
    expect(await readClaim(git, worker("a"), claimRef(12))).toBeNull();
  });
});
