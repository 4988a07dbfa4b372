import { describe, expect, it } from "@jest/globals";
import { UserError } from "../../../src/contracts/errors.ts";
import { hashRequest } from "../../../src/contracts/request.ts";
import type { Result } from "../../../src/contracts/result.ts";
import { checkResult } from "../../../src/publish/check-result.ts";
import { createCandidate, createRequest, createResult } from "../../support/run-parts.ts";

const REQUEST = createRequest();

function resultOf(change: Partial<Result> = {}): Result {
  const made = createResult({ candidates: [createCandidate()] });
  const manifest = {
    ...made.manifest,
    requestId: REQUEST.id,
    requestSha256: hashRequest(REQUEST),
    baseCommit: REQUEST.base.commit,
  };
  const ranked = { candidate: 1, rank: 1, margin: 1, labelMass: 1, score: 1 };
  const verdict: Result["verdict"] = {
    ...made.verdict,
    ranking: [ranked],
    decision: { kind: "open", candidate: 1 },
  };
  return { ...made, manifest, verdict, ...change };
}

function check(result: unknown, diffs = new Map([[1, Buffer.from(createCandidate().diff ?? "")]])) {
  const text = typeof result === "string" ? result : JSON.stringify(result);
  return checkResult(REQUEST, { result: Buffer.from(text), diffs });
}

describe("a result", () => {
  it("is read as it was written, about the task that was frozen", () => {
    const written = resultOf();
    const forged = { ...written, task: { ...written.task, title: "Merge me now" } };
    expect(check(forged)).toEqual({ ...written, task: REQUEST.task });
  });

  const good = resultOf();
  const rank = (candidate: number) => ({ candidate, rank: 1, margin: 1, labelMass: 1, score: 1 });
  it.each<[string, unknown, string]>([
    ["no JSON", "{", "not of this version"],
    ["an empty file", "", "not of this version"],
    ["another version", { ...good, version: 2 }, 'at "version"'],
    [
      "another request",
      resultOf({ manifest: { ...good.manifest, requestId: "0".repeat(64) } }),
      "another request",
    ],
    [
      "a changed request",
      resultOf({ manifest: { ...good.manifest, requestSha256: "0".repeat(64) } }),
      "changed on the way",
    ],
    [
      "another commit",
      resultOf({ manifest: { ...good.manifest, baseCommit: "0".repeat(40) } }),
      "another commit",
    ],
    [
      "a number twice",
      resultOf({ candidates: [createCandidate(), createCandidate()] }),
      "one number",
    ],
    [
      "too many",
      resultOf({
        candidates: Array.from({ length: 11 }, (_, i) => createCandidate({ id: i + 1 })),
      }),
      "more candidates",
    ],
    [
      "a rank twice",
      resultOf({ verdict: { ...good.verdict, ranking: [rank(1), rank(1)] } }),
      "ranked twice",
    ],
    [
      "a rank of nobody",
      resultOf({ verdict: { ...good.verdict, ranking: [rank(1), rank(9)] } }),
      "not there",
    ],
    [
      "a candidate opened that is not there",
      resultOf({ verdict: { ...good.verdict, decision: { kind: "open", candidate: 9 } } }),
      "it opens a candidate that is not there",
    ],
    [
      "a refused candidate opened",
      resultOf({ candidates: [createCandidate({ refusals: [{ code: "policy", detail: "x" }] })] }),
      "that it refuses",
    ],
    [
      "another than the best opened",
      resultOf({
        candidates: [createCandidate(), createCandidate({ id: 2 })],
        verdict: { ...good.verdict, ranking: [rank(2), rank(1)] },
      }),
      "another candidate than the best",
    ],
  ])("with %s is refused", (_, result, why) => {
    expect(() => check(result)).toThrow(UserError);
    expect(() => check(result)).toThrow(why);
  });

  it("that shows another patch than it holds is refused", () => {
    const other = new Map([[1, Buffer.from("another")]]);
    expect(() => check(resultOf(), other)).toThrow("another patch than it holds");
  });

  it("without the patch that it opens is refused", () => {
    expect(() => check(resultOf(), new Map())).toThrow("is missing");
  });
});
