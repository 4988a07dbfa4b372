import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it, jest } from "@jest/globals";
import { recordRun } from "../../src/record/log.ts";
import { git } from "../../src/workspace/git.ts";
import { deleteMonth, listMonth, openLog } from "../../src/workspace/log-refs.ts";
import { createBareGit } from "../support/bare-git.ts";
import {
  createGitFolder,
  type GitFolder,
  openFolder,
  removeFolders,
  temporaryFolder,
} from "../support/git-folder.ts";

jest.setTimeout(60_000);
afterAll(removeFolders);

const MARCH = new Date("2026-03-05T10:00:00Z");
const REF = "refs/patchjudge/log/2026-03";

async function createPlace(options: { clone?: string[] } = {}) {
  const work = createGitFolder({ "a.py": "" });
  const remote = openFolder(join(temporaryFolder(), "remote.git"));
  work.git(["clone", "-q", "--bare", work.root, remote.root]);
  remote.git(["config", "uploadpack.allowFilter", "true"]);
  const clone = openFolder(join(temporaryFolder(), "clone"));
  work.git(["clone", "-q", ...(options.clone ?? []), `file://${remote.root}`, clone.root]);
  const host = createBareGit(remote.root);
  const record = (id: string) => recordRun(host, MARCH, id, { "request.json": id });
  return { remote, clone, record };
}

function month(months: Awaited<ReturnType<typeof openLog>>["months"]) {
  const [first] = months;
  if (first === undefined) throw new Error("no month");
  return first;
}

describe("deleting a month", () => {
  it("leaves one alone that was written to since it was listed", async () => {
    const { remote, clone, record } = await createPlace();
    await record("one");
    const log = await openLog(clone.root, { offline: false });
    await record("two");
    const why = await deleteMonth(log, month(log.months));
    expect(why).toMatch(/new records since it was listed; run again/);
    expect(remote.ask("ls-tree", "--name-only", REF)).toBe("one\ntwo");
    const again = await openLog(clone.root, { offline: false });
    expect(await deleteMonth(again, month(again.months))).toBeNull();
    expect(remote.ask("for-each-ref", REF)).toBe("");
    expect(clone.ask("for-each-ref", "refs/patchjudge-fetched")).toBe("");
  });

  it("does the same in a repository's own log", async () => {
    const { remote, record } = await createPlace();
    remote.git(["remote", "remove", "origin"]);
    await record("one");
    const log = await openLog(remote.root, { offline: false });
    await record("two");
    expect(await deleteMonth(log, month(log.months))).toMatch(/new records since/);
    expect(remote.ask("ls-tree", "--name-only", REF)).toBe("one\ntwo");
  });

  it("tells what the remote says against it", async () => {
    const { remote, clone, record } = await createPlace();
    await record("one");
    remote.write({ "hooks/update": "#!/bin/sh\necho records stay >&2\nexit 1\n" });
    chmodSync(join(remote.root, "hooks", "update"), 0o755);
    const log = await openLog(clone.root, { offline: false });
    expect(await deleteMonth(log, month(log.months))).toMatch(/records stay/);
    expect(remote.ask("for-each-ref", REF)).not.toBe("");
  });

  it("deletes nothing but months", async () => {
    const log = { root: temporaryFolder(), remote: "origin", months: [] };
    const other = { month: "../../heads/main", ref: "refs/heads/main", commit: "1".repeat(40) };
    await expect(deleteMonth(log, other)).rejects.toThrow("is no month");
  });
});

describe("fetching the log", () => {
  it("brings the contents into a partial and into a shallow clone, and leaves both as they are", async () => {
    for (const clone of [["--filter=blob:none"], ["--depth=1"]]) {
      const place = await createPlace({ clone });
      await place.record("one");
      const before = stateOf(place.clone);
      const log = await openLog(place.clone.root, { offline: false });
      const entries = await listMonth(log.root, month(log.months));
      expect(entries).toMatchObject([{ path: "one/request.json", size: 3 }]);
      expect(stateOf(place.clone)).toEqual(before);
    }
  });

  it("forgets a month that the remote has no more", async () => {
    const { remote, clone, record } = await createPlace();
    await record("one");
    await openLog(clone.root, { offline: false });
    remote.git(["update-ref", "-d", REF]);
    await expect(openLog(clone.root, { offline: false })).rejects.toThrow("no records yet");
  });

  it("runs no program that a remote names", async () => {
    const { clone } = await createPlace();
    const mark = join(temporaryFolder(), "mark");
    clone.git(["remote", "set-url", "origin", `ext::sh -c touch% ${mark}`]);
    clone.git(["config", "protocol.ext.allow", "always"]);
    await expect(openLog(clone.root, { offline: false })).rejects.toThrow(/'ext' not allowed/);
  });

  function stateOf({ root, ask }: GitFolder) {
    return {
      config: ask("config", "--local", "--list"),
      refs: ask("for-each-ref", "refs/heads", "refs/tags", "refs/remotes"),
      shallow: ask("rev-parse", "--is-shallow-repository"),
      status: ask("-C", root, "status", "--porcelain"),
    };
  }
});

describe("a listing that is too long", () => {
  it("ends git", async () => {
    const { root } = createGitFolder({});
    writeFileSync(join(root, "long"), "x".repeat(100_000));
    const oid = (await git(["hash-object", "-w", "long"], { cwd: root })).toString().trim();
    const ask = git(["cat-file", "blob", oid], { cwd: root, maxOutputBytes: 1_000 });
    await expect(ask).rejects.toThrow("printed more than 1000 bytes");
  });
});
