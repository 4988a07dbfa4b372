import { describe, expect, it } from "@jest/globals";
import type { Patch } from "../../../src/contracts/repository.ts";
import { findOrCreateBranch } from "../../../src/publish/branch.ts";
import { createMemoryGit, type MemoryGit } from "../../support/memory-git.ts";
import { createRequest } from "../../support/run-parts.ts";

const MESSAGE = { headline: "Add adds", body: "" };

async function scene(git: MemoryGit = createMemoryGit({ "calc.py": "a - b\n" })) {
  const { commit } = await git.defaultBranch();
  const request = createRequest({ base: { ref: "main", commit } });
  const content = Buffer.from("a + b\n");
  const blob = await git.writeBlob(content);
  const tree = await git.writeTree(
    [{ path: "calc.py", blob }],
    (await git.readCommit(commit)).tree,
  );
  const change = {
    oldMode: "100644",
    newMode: "100644",
    oldOid: "1",
    newOid: "2",
    status: "M",
    path: "calc.py",
  };
  const patch: Patch = {
    diff: Buffer.from("diff"),
    changes: [change],
    tree,
    addedLines: 1,
    removedLines: 1,
    edits: [{ path: "calc.py", content }],
  };
  const name = `patchjudge/issue-12-${request.id.slice(0, 8)}`;
  return { git, request, patch, name, parts: { request, patch, message: MESSAGE } };
}

/** Somebody commits a file on a branch. */
async function push(git: MemoryGit, branch: string, path: string): Promise<void> {
  const ref = `refs/heads/${branch}`;
  const head = git.refs.get(ref) ?? "";
  const blob = await git.writeBlob("theirs");
  const tree = await git.writeTree([{ path, blob }], (await git.readCommit(head)).tree);
  git.refs.set(ref, await git.writeCommit({ tree, parents: [head], message: "theirs" }));
}

describe("the branch", () => {
  it("is made once, with one commit", async () => {
    const { git, name, parts, patch, request } = await scene();
    const first = await findOrCreateBranch(git, parts);
    const second = await findOrCreateBranch(git, parts);
    expect(first).toEqual(second);
    expect(first.name).toBe(name);
    expect(await git.readCommit(first.commit)).toMatchObject({
      tree: patch.tree,
      parents: [request.base.commit],
    });
    expect(git.calls.filter((call) => call === "commitEdits")).toHaveLength(1);
  });

  it("is found again below what people have added since", async () => {
    const { git, parts } = await scene();
    const first = await findOrCreateBranch(git, parts);
    await push(git, first.name, "theirs.txt");
    await push(git, first.name, "more.txt");
    expect(await findOrCreateBranch(git, parts)).toEqual(first);
    const onto = await findOrCreateBranch(git, { ...parts, onto: first.name });
    expect(onto).toEqual(first);
  });

  it("grows on a pull request's branch, but not over what was pushed meanwhile", async () => {
    const { git, parts, request } = await scene();
    git.refs.set("refs/heads/topic", request.base.commit);
    const grown = await findOrCreateBranch(git, { ...parts, onto: "topic" });
    expect(grown.name).toBe("topic");
    expect((await git.readCommit(grown.commit)).parents).toEqual([request.base.commit]);
    git.refs.set("refs/heads/other", request.base.commit);
    await push(git, "other", "theirs.txt");
    const own = await findOrCreateBranch(git, { ...parts, onto: "other" });
    expect(own.name).toMatch(/^patchjudge\/issue-12-/);
    expect((await findOrCreateBranch(git, { ...parts, onto: "gone" })).name).toBe(own.name);
  });

  it("is one when two make it at once", async () => {
    const { git, parts } = await scene();
    const [a, b] = await Promise.all([
      findOrCreateBranch(git, parts),
      findOrCreateBranch(git, parts),
    ]);
    expect(a).toEqual(b);
    expect([...git.refs.keys()].filter((ref) => ref.includes("patchjudge"))).toHaveLength(1);
  });

  it("is another where people have committed on it", async () => {
    const { git, name, parts, request } = await scene();
    const { tree } = await git.readCommit(request.base.commit);
    const theirs = await git.writeCommit({ tree, parents: [request.base.commit], message: "mine" });
    await git.createRef(`refs/heads/${name}`, theirs);
    expect((await findOrCreateBranch(git, parts)).name).toBe(`${name}-2`);
    expect(git.refs.get(`refs/heads/${name}`)).toBe(theirs);
  });

  it("is given up where the host commits something else", async () => {
    const { git, parts } = await scene();
    const wrong = { ...parts, patch: { ...parts.patch, tree: "0".repeat(40) } };
    await expect(findOrCreateBranch(git, wrong)).rejects.toThrow(
      "is not the patch that was checked",
    );
  });
});
