import { describe, expect, it } from "@jest/globals";
import type { Result } from "../../../src/contracts/result.ts";
import { compareResults } from "../../../src/record/compare.ts";
import { createCandidate, createModelUse, createResult } from "../../support/run-parts.ts";

function withManifest(change: Partial<Result["manifest"]>): Result {
  const result = createResult();
  return { ...result, manifest: { ...result.manifest, ...change } };
}

function hashes(...answers: string[]): NonNullable<Result["manifest"]["tokens"]> {
  return {
    prompts: [{ context: 1, count: 3, sha256: "prompt" }],
    answers: answers.map((sha256, i) => ({ candidate: i + 1, count: 5, sha256 })),
  };
}

function differing(before: Result, after: Result): string[] {
  return compareResults(before, after)
    .checks.filter(({ same }) => same === false)
    .map(({ what }) => what);
}

describe("compareResults", () => {
  it("finds nothing to tell of two equal runs", () => {
    const same = withManifest({ tokens: hashes("one") });
    const found = compareResults(same, same);
    expect(differing(same, same)).toEqual([]);
    expect(found).toMatchObject({ identical: 1, marginDifference: 0 });
    expect(found.candidates).toEqual([{ candidate: 1, same: true, by: "tokens" }]);
  });

  it.each<[string, Partial<Result["manifest"]>]>([
    ["program", { patchjudge: "9" }],
    ["Node", { node: "v99" }],
    ["engine", { generator: createModelUse({ device: "cuda" }) }],
    ["generator's weights", { generator: createModelUse({ modelSha256: "1" }) }],
    ["judge's weights", { judge: createModelUse({ modelSha256: "1" }) }],
    ["sampler settings", { settings: { ...createResult().manifest.settings, seed: 2 } }],
    ["prompts", { generator: createModelUse({ promptsSha256: "1" }) }],
  ])("tells that the %s is another", (what, change) => {
    const weights = createModelUse({ modelSha256: "0" });
    const before = withManifest({ generator: weights, judge: weights });
    const after = withManifest({ generator: weights, judge: weights, ...change });
    expect(differing(before, after)).toContain(what);
  });

  it("says unknown where a run did not tell", () => {
    const { checks } = compareResults(createResult(), withManifest({ tokens: hashes("one") }));
    const unknown = checks.filter(({ same }) => same === null).map(({ what }) => what);
    expect(unknown).toEqual(["generator's weights", "judge's weights", "prompt tokens"]);
  });

  it("compares tokens where both tell them, since a recorded text may be redacted", () => {
    const redacted = {
      ...withManifest({ tokens: hashes("one") }),
      candidates: [createCandidate({ answer: "[redacted]" })],
    };
    expect(compareResults(redacted, withManifest({ tokens: hashes("one") })).identical).toBe(1);
    expect(compareResults(redacted, withManifest({ tokens: hashes("two") })).identical).toBe(0);
  });

  it("compares texts else, and takes no margins of what came out otherwise", () => {
    const after = createResult({ candidates: [createCandidate({ answer: "another" })] });
    const found = compareResults(createResult(), after);
    expect(found.candidates).toEqual([{ candidate: 1, same: false, by: "text" }]);
    expect(found).toMatchObject({ identical: 0, marginDifference: null });
  });
});
