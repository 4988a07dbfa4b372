import { describe, expect, it } from "@jest/globals";
import type { KeptRun } from "../../../src/record/read.ts";
import {
  endedText,
  fateText,
  newestFirst,
  outcomeText,
  placeText,
  pullsOf,
  shortLength,
  summariseRun,
} from "../../../src/record/summary.ts";
import {
  createOutcome,
  createPicked,
  createPublication,
  requestOf,
} from "../../support/records.ts";

function createRun(overrides: Partial<KeptRun> = {}): KeptRun {
  const request = requestOf(1);
  const publication = createPublication(request);
  const nothing = { picks: [], outcomes: [], faults: [] };
  return { id: request.id, month: "2026-03", request, publication, ...nothing, ...overrides };
}

describe("pullsOf", () => {
  it("has the judge's choice and what people picked, each with its own outcome", () => {
    const outcomes = [createOutcome({ pull: 9, candidate: 2 })];
    expect(pullsOf(createRun({ picks: [createPicked()], outcomes }))).toEqual([
      { pull: 7, candidate: 1, picked: false, outcome: null },
      {
        ...{ pull: 9, candidate: 2, picked: true },
        outcome: { kind: "merged", editedLines: 0, at: "2026-03-07T10:00:00Z" },
      },
    ]);
  });

  it("takes no outcome of another candidate", () => {
    const outcomes = [createOutcome({ candidate: 5 })];
    expect(pullsOf(createRun({ outcomes }))).toMatchObject([{ outcome: null }]);
  });
});

describe("texts of a summary", () => {
  it("tell how it ended", () => {
    expect(endedText(summariseRun(createRun()))).toBe("opened #7");
    const publication = createPublication(requestOf(1), { kind: "abstained", pull: null });
    expect(endedText(summariseRun(createRun({ publication })))).toBe("abstained");
  });

  it.each([
    [null, "still open"],
    [createOutcome(), "merged"],
    [createOutcome({ kind: "edited", editedLines: 1 }), "edited, 1 line"],
    [createOutcome({ kind: "edited", editedLines: 4 }), "edited, 4 lines"],
    [createOutcome({ kind: "reverted" }), "reverted"],
  ])("%j is %s", (outcome, text) => expect(outcomeText(outcome)).toBe(text));
});

describe("the order of a list", () => {
  it("is newest first, with damaged ones at the end of their month", () => {
    const run = (at: string) => ({ ...summariseRun(createRun()), id: at, at });
    const damaged = { id: "damaged", month: "2026-03", damage: "x" };
    const all = [run("2026-02-28T00:00:00Z"), damaged, run("2026-03-01T00:00:00Z")];
    expect([...all, run("2026-04-01T00:00:00Z")].sort(newestFirst).map(({ id }) => id)).toEqual([
      "2026-04-01T00:00:00Z",
      "2026-03-01T00:00:00Z",
      "damaged",
      "2026-02-28T00:00:00Z",
    ]);
  });
});

describe("shortLength", () => {
  it.each([
    [[], 8],
    [["a".repeat(64)], 8],
    [["a".repeat(64), "a".repeat(64)], 8],
    [[`${"a".repeat(10)}b`.padEnd(64, "0"), `${"a".repeat(10)}c`.padEnd(64, "0")], 11],
  ])("of %j is %i", (ids, length) => expect(shortLength(ids)).toBe(length));
});

it("says of a bare branch that nobody knows what became of it", () => {
  expect([placeText({ pull: 7 }), fateText({ pull: 7, outcome: null })]).toEqual([
    "#7",
    "still open",
  ]);
  const branch = { pull: null, outcome: null };
  expect([placeText(branch), fateText(branch)]).toEqual(["branch", "not known"]);
});
