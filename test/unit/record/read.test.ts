import { describe, expect, it } from "@jest/globals";
import { isDamaged, type KeptRun, readRecordedResult, readRun } from "../../../src/record/read.ts";
import {
  createOutcome,
  createPicked,
  createPublication,
  recordFiles,
  requestOf,
  resultOf,
} from "../../support/records.ts";

const request = requestOf(1);
const good = recordFiles({
  request,
  publication: createPublication(request),
  result: resultOf(request),
  picks: [createPicked()],
  outcomes: [createOutcome(), createOutcome({ pull: 9, candidate: 2, kind: "closed" })],
});

function read(changes: Record<string, string | null | undefined> = {}, id = request.id) {
  const files = new Map<string, Uint8Array | null>();
  for (const [name, text] of Object.entries({ ...good, ...changes })) {
    if (text !== undefined) files.set(name, text === null ? null : Buffer.from(text));
  }
  return { run: readRun(id, "2026-03", files), files };
}

function kept(changes: Record<string, string | null | undefined> = {}): KeptRun {
  const { run } = read(changes);
  if (isDamaged(run)) throw new Error(run.damage);
  return run;
}

describe("readRun", () => {
  it("reads what the app wrote", () => {
    expect(kept()).toMatchObject({
      ...{ id: request.id, month: "2026-03", request, faults: [] },
      publication: createPublication(request),
      picks: [{ candidate: 2 }],
      outcomes: [{ pull: 7 }, { pull: 9 }],
    });
  });

  it.each<[string, Record<string, string | null | undefined>, RegExp]>([
    ["no publication", { "publication.json": undefined }, /has no publication\.json/],
    ["no JSON", { "publication.json": "{" }, /publication\.json is not of this version/],
    ["no request", { "request.json": undefined }, /has no request\.json/],
    ["another version", { "request.json": '{"version":2}' }, /request\.json is not.*version/],
    ["a huge file", { "request.json": null }, /request\.json is larger than 1000000 bytes/],
    [
      "a request that was changed",
      { "request.json": JSON.stringify({ ...request, repository: "other" }) },
      /is not what its publication\.json is about/,
    ],
    [
      "another request's record",
      recordFiles({ request: requestOf(2), publication: createPublication(requestOf(2)) }),
      /record of another request/,
    ],
  ])("tells of %s", (_, changes, says) => {
    const { run } = read(changes);
    expect(run).toEqual({ id: request.id, month: "2026-03", damage: expect.stringMatching(says) });
  });

  it("tells of a folder that has another name than a request", () => {
    expect(read({}, "notes").run).toMatchObject({ damage: expect.stringContaining("not named") });
  });

  it("keeps a run whose other files are damaged, and names them", () => {
    const pick = JSON.stringify(createPicked({ candidate: 3 }));
    const run = kept({ "outcomes/7.json": "[]", "picks/2.json": pick, "picks/4.json": null });
    expect(run.outcomes).toMatchObject([{ pull: 9 }]);
    expect(run.picks).toMatchObject([{ pull: 9 }]);
    expect(run.faults).toEqual([
      "its picks/2.json is about another pull request",
      "its picks/4.json is larger than 20000 bytes",
      'its outcomes/7.json is not of this version (at "")',
    ]);
  });

  it("does not read any number of picks", () => {
    const many = Object.fromEntries(
      [...Array(70).keys()].map((i) => [`picks/${i + 1}.json`, "{}"]),
    );
    expect(kept(many)).toMatchObject({ picks: [], faults: ["it has 70 files in picks/"] });
  });
});

describe("readRecordedResult", () => {
  it.each<[string, string | null | undefined, unknown]>([
    ["the result", good["result.json"], resultOf(request)],
    ["none", undefined, "no result was recorded"],
    ["a huge one", null, expect.stringContaining("larger than")],
    ["no result", "{}", expect.stringContaining("not of this version")],
    [
      "another request's",
      JSON.stringify(resultOf(requestOf(2))),
      "its result.json is of another request",
    ],
  ])("finds %s", (_, text, expected) => {
    const { files } = read({ "result.json": text });
    expect(readRecordedResult(kept(), files)).toEqual(expected);
  });
});
