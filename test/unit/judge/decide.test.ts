import { fc, test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import type { Candidate } from "../../../src/contracts/candidate.ts";
import { Verdict } from "../../../src/contracts/verdict.ts";
import { decide, rankCandidates } from "../../../src/judge/decide.ts";
import type { JudgedCandidate } from "../../../src/judge/judge.ts";
import { createCandidate, createConditions, createFailed } from "../../support/run-parts.ts";

const NO_JUDGE = { judge: null, run: createConditions() };

function judged(id: number, margin: number, overrides: Partial<Candidate> = {}): JudgedCandidate {
  return {
    candidate: createCandidate({ style: "code", ...overrides, id }),
    score: { margin, labelMass: 0.5, hidden: null },
    merit: margin,
  };
}

function order(list: readonly JudgedCandidate[]): number[] {
  return rankCandidates(list).map(({ candidate }) => candidate);
}

describe("rankCandidates", () => {
  it.each<[string, JudgedCandidate[], number[]]>([
    ["margin", [judged(1, -2), judged(2, 3), judged(3, 0)], [2, 3, 1]],
    ["votes where margins are equal", [judged(1, 1), judged(2, 1, { votes: 4 })], [2, 1]],
    [
      "likelihood where votes are equal too",
      [judged(1, 1, { meanLogprob: -0.9 }), judged(2, 1, { meanLogprob: -0.1 })],
      [2, 1],
    ],
    [
      "a known likelihood before an unknown one",
      [judged(1, 1, { meanLogprob: null }), judged(2, 1, { meanLogprob: -9 })],
      [2, 1],
    ],
    [
      "no likelihood of an explanation",
      [judged(1, 1, { style: "explained", meanLogprob: -0.1 }), judged(2, 1, { meanLogprob: -9 })],
      [2, 1],
    ],
    [
      "the order of sampling where all is equal",
      [judged(2, 1, { meanLogprob: null }), judged(1, 1, { meanLogprob: null })],
      [1, 2],
    ],
    ["margin before votes", [judged(1, 1, { votes: 9 }), judged(2, 1.01)], [2, 1]],
  ])("goes by %s", (_what, list, expected) => {
    expect(order(list)).toEqual(expected);
  });

  it("passes margin and label mass on", () => {
    expect(rankCandidates([judged(7, -1.5)])).toEqual([
      { candidate: 7, rank: 1, margin: -1.5, labelMass: 0.5, score: -1.5 },
    ]);
  });

  // Few values, so that ties of every kind come up.
  const one = fc.record({
    margin: fc.oneof(
      fc.constantFrom(-1, 0, -0, 1),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    ),
    votes: fc.constantFrom(1, 2),
    meanLogprob: fc.constantFrom(null, -1, -0.5),
  });
  const shuffled = fc.array(one, { minLength: 1, maxLength: 12 }).chain((list) => {
    const all = list.map(({ margin, ...own }, i) => judged(i + 1, margin, own));
    return fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }));
  });

  test.prop([shuffled])("has no ties and does not depend on the order given", ([list, other]) => {
    const ranking = rankCandidates(list);
    expect(ranking.map(({ rank }) => rank)).toEqual(list.map((_, i) => i + 1));
    expect(new Set(ranking.map(({ candidate }) => candidate)).size).toBe(list.length);
    expect(order(other)).toEqual(order(list));
    const margins = ranking.map(({ margin }) => margin);
    expect(margins).toEqual([...margins].sort((a, b) => b - a));
  });

  test.prop([shuffled])("ranks two alike whoever else is there", ([list]) => {
    const all = order(list);
    const [a, b] = list;
    if (a === undefined || b === undefined) return;
    const pair = order([a, b]);
    expect(all.filter((id) => pair.includes(id))).toEqual(pair);
  });
});

describe("decide", () => {
  const bad: Candidate["refusals"] = [{ code: "policy", detail: "ci" }];

  it("opens the best candidate that nothing speaks against", () => {
    const list = [judged(1, 9, { refusals: bad }), judged(2, 1), judged(3, 5)];
    const verdict = decide(
      rankCandidates(list),
      list.map(({ candidate }) => candidate),
      NO_JUDGE,
    );
    expect(verdict.decision).toEqual({ kind: "open", candidate: 3 });
    expect(Verdict.safeParse(verdict).success).toBe(true);
  });

  it("opens the best however low its margin: raw margins have no threshold", () => {
    const only = judged(1, -20);
    const { decision } = decide(rankCandidates([only]), [only.candidate], NO_JUDGE);
    expect(decision).toEqual({ kind: "open", candidate: 1 });
  });

  it("never opens what has no patch", () => {
    const failed = createFailed({ id: 1, refusals: [] });
    const ranking = rankCandidates([{ ...judged(1, 1), candidate: failed }]);
    expect(decide(ranking, [failed], NO_JUDGE).decision.kind).toBe("abstain");
  });

  it("abstains with the reasons counted, commonest first", () => {
    const candidates = [
      createCandidate({ id: 1, refusals: bad }),
      createFailed({ id: 2 }),
      createFailed({ id: 3 }),
    ];
    expect(decide([], candidates, NO_JUDGE).decision).toEqual({
      kind: "abstain",
      reason: "no candidate is a patch that could be opened (2 no-edit, 1 policy)",
    });
  });
});
