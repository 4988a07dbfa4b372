import { describe, expect, it } from "@jest/globals";
import { hashRequest } from "../../../src/contracts/request.ts";
import {
  findRecord,
  logRef,
  type Publication,
  recordRun,
  sealPublication,
  wasRecorded,
} from "../../../src/record/log.ts";
import { createSeal } from "../../../src/record/seal.ts";
import { createMemoryGit } from "../../support/memory-git.ts";
import { createRequest, createSettings } from "../../support/run-parts.ts";

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

describe("a record", () => {
  const seal = createSeal("a secret of the tests");
  const request = createRequest();
  const { id } = request;
  const publication: Publication = {
    version: 1,
    requestId: id,
    requestBlob: "b".repeat(40),
    requestSha256: hashRequest(request),
    kind: "abstained",
    reason: "none of them parses",
    candidate: null,
    branch: null,
    commit: null,
    pull: null,
    run: 5,
    diffs: { 1: "0".repeat(64) },
    at: AT.toISOString(),
  };
  const host = () => ({ ...createMemoryGit(), repository: { id: 7 } });
  const write = (git: ReturnType<typeof host>, files: { request: object; publication: object }) =>
    recordRun(git, AT, id, {
      "request.json": JSON.stringify(files.request),
      "publication.json": JSON.stringify(files.publication),
    });
  const now = () => new Date("2026-04-02T12:00:00Z");

  it("is found, also some days later in another month", async () => {
    const git = host();
    await write(git, { request, publication: sealPublication(seal, 7, publication) });
    await recordRun(git, now(), "other", { "request.json": "{}" });
    expect(await findRecord(git, seal, id)).toMatchObject({ request, publication });
    expect(await wasRecorded(git, { seal, now }, id)).toBe(true);
    expect(await wasRecorded(git, { seal, now }, "f".repeat(64))).toBe(false);
  });

  const sealed = sealPublication(seal, 7, publication);
  const wide = createRequest({ settings: createSettings({ candidates: 64 }) });
  it.each([
    ["whose hashes were changed", { request, publication: { ...sealed, diffs: { 1: "f" } } }],
    ["of another repository", { request, publication: sealPublication(seal, 8, publication) }],
    ["whose request was changed", { request: wide, publication: sealed }],
    ["without a seal", { request, publication }],
  ])("%s is none of ours", async (_, files) => {
    const git = host();
    await write(git, files);
    expect(await findRecord(git, seal, id)).toBeNull();
  });
});
