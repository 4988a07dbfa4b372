import { describe, expect, it } from "@jest/globals";
import { logRef, recordRun } from "../../../src/record/log.ts";
import { createMemoryGit } from "../../support/memory-git.ts";

const AT = new Date("2026-03-31T23:59:59Z");

describe("the log", () => {
  it("has one ref a month and one folder a run, whoever writes at once", async () => {
    const git = createMemoryGit();
    const ids = Array.from({ length: 5 }, (_, i) => `run-${i}`);
    await Promise.all(
      ids.map((id) => recordRun(git, AT, id, { "request.json": id, "a.diff": "x" })),
    );
    expect(logRef(AT)).toBe("refs/patchjudge/log/2026-03");
    const head = git.refs.get(logRef(AT)) ?? "";
    const paths = (await git.readTree(head)).map(({ path }) => path);
    expect(paths).toEqual(ids.flatMap((id) => [`${id}/a.diff`, `${id}/request.json`]));
  });

  it("is not changed by the same record again", async () => {
    const git = createMemoryGit();
    await recordRun(git, AT, "one", { "request.json": "1" });
    const head = git.refs.get(logRef(AT));
    await recordRun(git, AT, "one", { "request.json": "1" });
    expect(git.refs.get(logRef(AT))).toBe(head);
  });

  it("says so when others write all the time", async () => {
    const git = createMemoryGit();
    await recordRun(git, AT, "one", { "request.json": "1" });
    const busy = { ...git, advanceRef: async () => false };
    await expect(recordRun(busy, AT, "two", { "request.json": "2" })).rejects.toThrow(
      "others wrote all the time",
    );
  });
});
