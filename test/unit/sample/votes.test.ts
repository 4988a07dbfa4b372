import { fc, test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import type { Candidate } from "../../../src/contracts/candidate.ts";
import { mergeEqual } from "../../../src/sample/votes.ts";
import { createCandidate, createFailed } from "../../support/run-parts.ts";

/** Candidates as `id: what they say`, numbered in order; each text has a tree of its own. */
function merge(candidates: readonly Partial<Candidate>[]) {
  return mergeEqual(
    candidates.map((overrides, i) =>
      createCandidate({ tree: String(i).repeat(40), ...overrides, id: i + 1 }),
    ),
  );
}

describe("mergeEqual", () => {
  it("gives the votes to the first and names it in the others", () => {
    const merged = merge([{ code: "a" }, { code: "b" }, { code: "a" }, { code: "a" }]);
    expect(merged.map(({ sameAs }) => sameAs)).toEqual([undefined, undefined, 1, 1]);
    expect(merged.map(({ votes }) => votes)).toEqual([3, 1, 3, 3]);
  });

  it.each([
    ["space at the ends of lines", "a \nb", "a\nb\t"],
    ["empty lines", "a\n\nb", "a\nb"],
    ["empty lines at the end", "a\nb\n\n", "a\nb"],
  ])("does not tell %s apart", (_what, one, other) => {
    expect(merge([{ code: one }, { code: other }])[1]?.sameAs).toBe(1);
  });

  it.each<[string, Partial<Candidate>, Partial<Candidate>]>([
    ["indentation", { code: "a\n  b" }, { code: "a\nb" }],
    ["space inside a line", { code: "a  b" }, { code: "a b" }],
    ["case", { code: "a" }, { code: "A" }],
    ["order of lines", { code: "a\nb" }, { code: "b\na" }],
    ["files", { code: "a", files: ["x"] }, { code: "a", files: ["y"] }],
    ["the place in a file", { code: "a", context: 1 }, { code: "a", context: 2 }],
    [
      "what speaks against it",
      { code: "a" },
      { code: "a", refusals: [{ code: "half-answer", detail: "" }] },
    ],
  ])("tells %s apart", (_what, one, other) => {
    const merged = merge([one, other]);
    expect(merged.map(({ sameAs, votes }) => [sameAs, votes])).toEqual([
      [undefined, 1],
      [undefined, 1],
    ]);
  });

  it("knows one patch that two contexts gave by its tree", () => {
    const tree = "e".repeat(40);
    const merged = merge([
      { code: "class A:\n  x = 1", context: 1, tree },
      { code: "x = 1", context: 2, tree },
    ]);
    expect(merged[1]?.sameAs).toBe(1);
  });

  it("never merges candidates without a patch", () => {
    const merged = mergeEqual([createFailed({ id: 1 }), createFailed({ id: 2 })]);
    expect(merged.map(({ sameAs, votes }) => [sameAs, votes])).toEqual([
      [undefined, 1],
      [undefined, 1],
    ]);
  });

  const overrides = fc.record({
    code: fc.constantFrom("a", "a ", "b", "b\n\n", "c"),
    context: fc.constantFrom(1, 2),
    tree: fc.constantFrom("1", "2", "3", "4"),
    files: fc.constantFrom<string[]>(["x"], ["x", "y"]),
  });
  const failed = fc.constant(null);

  test.prop([fc.array(fc.oneof(overrides, failed), { maxLength: 20 })])(
    "hands out every vote once, and `sameAs` names an earlier one that stands for itself",
    (list) => {
      const merged = mergeEqual(
        list.map((own, i) =>
          own === null ? createFailed({ id: i + 1 }) : createCandidate({ ...own, id: i + 1 }),
        ),
      );
      const first = merged.filter(({ sameAs }) => sameAs === undefined);
      expect(first.reduce((sum, { votes }) => sum + votes, 0)).toBe(list.length);
      for (const { id, sameAs, votes } of merged) {
        if (sameAs === undefined) continue;
        const kept = merged.find((candidate) => candidate.id === sameAs);
        expect(sameAs).toBeLessThan(id);
        expect(kept?.sameAs).toBeUndefined();
        expect(kept?.votes).toBe(votes);
      }
    },
  );
});
