import { createHash } from "node:crypto";
import { describe, expect, it } from "@jest/globals";
import type { Candidate } from "../../../../src/contracts/candidate.ts";
import {
  type HarvestPull,
  labelRun,
  type RunOutcomes,
} from "../../../../src/learn/harvest/rules.ts";
import { createCandidate } from "../../../support/run-parts.ts";

const CANDIDATES = [1, 2, 3].map((id) =>
  createCandidate({ id, diff: `diff ${id}\n`, addedLines: 20, removedLines: 20 }),
);

function hash(diff: string): string {
  return createHash("sha256").update(diff).digest("hex");
}

function label(pulls: readonly HarvestPull[], candidates: readonly Candidate[] = CANDIDATES) {
  const diffs: RunOutcomes["diffs"] = Object.fromEntries(
    candidates.map(({ id, diff = "" }) => [id, hash(diff)]),
  );
  const { labels, ...rest } = labelRun({ candidates, diffs, pulls });
  return { ...rest, labels: Object.fromEntries(labels) };
}

function pull(
  candidate: number,
  kind: NonNullable<HarvestPull["outcome"]>["kind"] | null,
  more: { picked?: boolean; editedLines?: number } = {},
): HarvestPull {
  const { picked = false, editedLines = 0 } = more;
  return { candidate, picked, outcome: kind === null ? null : { kind, editedLines } };
}

describe("labelRun", () => {
  it.each<[string, HarvestPull[], Record<string, boolean>]>([
    ["nothing was opened", [], {}],
    ["it is still open", [pull(1, null)], {}],
    ["it was merged", [pull(1, "merged")], { 1: true }],
    ["it was closed", [pull(1, "closed")], {}],
    ["it was reverted", [pull(1, "reverted")], { 1: false }],
    ["8 of its 40 lines were edited", [pull(1, "edited", { editedLines: 8 })], { 1: true }],
    ["9 of its 40 lines were edited", [pull(1, "edited", { editedLines: 9 })], {}],
    [
      "a picked one was merged instead",
      [pull(1, "closed"), pull(2, "merged", { picked: true })],
      { 1: false, 2: true },
    ],
    [
      "a picked one was merged while the first is open",
      [pull(1, null), pull(2, "edited", { picked: true, editedLines: 1 })],
      { 1: false, 2: true },
    ],
    [
      "a picked one was merged after larger edits",
      [pull(1, "closed"), pull(2, "edited", { picked: true, editedLines: 40 })],
      {},
    ],
    [
      "both were merged",
      [pull(1, "merged"), pull(2, "merged", { picked: true })],
      { 1: true, 2: true },
    ],
    [
      "a picked one of an abstention was merged",
      [pull(3, "merged", { picked: true })],
      { 3: true },
    ],
  ])("where %s", (_, pulls, labels) => {
    expect(label(pulls).labels).toEqual(labels);
  });

  it("takes at most ten edited lines, however long the patch is", () => {
    const long = [createCandidate({ addedLines: 500, removedLines: 0 })];
    expect(label([pull(1, "edited", { editedLines: 10 })], long).labels).toEqual({ 1: true });
    expect(label([pull(1, "edited", { editedLines: 11 })], long).labels).toEqual({});
  });

  it("gives equal patches one label", () => {
    const [one, two, three] = CANDIDATES as [Candidate, Candidate, Candidate];
    const equal = [one, { ...two, diff: one.diff ?? "" }, { ...three, sameAs: 1 }];
    expect(label([pull(1, "merged")], equal).labels).toEqual({ 1: true, 2: true, 3: true });
  });

  it("gives none where people contradict each other", () => {
    const [one, two] = CANDIDATES as [Candidate, Candidate, Candidate];
    const equal = [one, { ...two, diff: one.diff ?? "" }];
    const pulls = [pull(1, "reverted"), pull(2, "merged", { picked: true })];
    expect(label(pulls, equal)).toMatchObject({ labels: {}, contradictions: 1 });
  });

  it("gives none to a text that is not the one that was published", () => {
    const changed = { candidates: CANDIDATES, diffs: { 1: hash("other") } };
    const found = labelRun({ ...changed, pulls: [pull(1, "merged")] });
    expect(found).toMatchObject({ changed: 1, rules: ["merged as it was"] });
    expect(found.labels.size).toBe(0);
  });
});
