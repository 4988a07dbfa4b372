import { test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import type { CommentState } from "../../../src/publish/comment-state.ts";
import { commentBody } from "../../../src/publish/comment-text.ts";
import { createCandidate, createRequest, createSettings } from "../../support/run-parts.ts";
import { abstaining, createRun, poisoned } from "./published.ts";
import { hostile, rendered } from "./rendered.ts";

const RUN = "https://git.example/octo/calc/actions/runs/5";
const SINCE = "2026-01-31T12:05:59.123Z";
const request = createRequest();
const bodyOf = (state: CommentState) => commentBody(request, state);

describe("commentBody", () => {
  const states: readonly CommentState[] = [
    { kind: "queued", since: SINCE, runUrl: null },
    { kind: "running", since: SINCE, runUrl: RUN, usualSeconds: 130 },
    { kind: "opened", pullNumber: 34, result: createRun() },
    { kind: "abstained", result: abstaining(), runUrl: RUN },
    {
      kind: "failed",
      reason: "the runner went away",
      runUrl: RUN,
      help: "Comment `/generate` to try again.",
    },
    { kind: "cancelled", by: "alice" },
    { kind: "refused", reason: "only people who may push can ask" },
  ];

  it.each(states)("begins with the marker and goes on with a sentence: $kind", (state) => {
    const [first, blank, sentence] = bodyOf(state).split("\n");
    expect(first).toBe(`<!-- patchjudge:${request.id} -->`);
    expect(blank).toBe("");
    expect(sentence).toMatch(/^[A-Z\d].*\.$/);
  });

  it("says since when a request waits, and what can be done meanwhile", () => {
    const text = bodyOf({ kind: "queued", since: SINCE, runUrl: RUN });
    expect(text).toContain("has been in the queue since 2026-01-31 12:05 UTC.");
    expect(text).toContain("`/cancel`");
    expect(rendered(text).links).toEqual([RUN]);
  });

  it.each([
    [4, "a few seconds"],
    [44, "about 40 seconds"],
    [88, "about 90 seconds"],
    [100, "about 2 minutes"],
    [62 * 60, "about 62 minutes"],
    [2 * 3600, "about 2 hours"],
  ])("says how long %d s are", (usualSeconds, words) => {
    const text = bodyOf({ kind: "running", since: SINCE, runUrl: null, usualSeconds });
    expect(text).toContain(`usually takes ${words}.`);
  });

  it("says so where nobody knows how long it takes, or since when", () => {
    const text = bodyOf({ kind: "running", since: "soon", runUrl: null, usualSeconds: null });
    expect(text).toContain("not known yet");
    expect(text).toContain("started at an unknown time");
    expect(text).toContain("10 candidate patches are being written");
  });

  it("counts a single candidate", () => {
    const one = createRequest({ settings: createSettings({ candidates: 1 }) });
    const state = { kind: "running", since: SINCE, runUrl: null, usualSeconds: 5 } as const;
    expect(commentBody(one, state)).toContain("1 candidate patch is being written");
  });

  it("needs no more than an id for a command that was refused", () => {
    const text = commentBody(
      { id: request.id },
      { kind: "refused", reason: "ask `/status` first" },
    );
    expect(text).toContain("Nothing was started: ask `/status` first.");
  });

  it("tells of an open pull request with table, pick and notice", () => {
    const text = bodyOf({ kind: "opened", pullNumber: 34, result: createRun() });
    expect(text).toContain("Pull request #34 is open for you to review, with candidate 1 of 5.");
    expect(text).toContain("Comment `/pick 2`");
    expect(text).toContain("review before merging");
    expect(rendered(text).rows.slice(0, 6)).toEqual(Array(6).fill(7));
  });

  it("tells which one a person picked", () => {
    const text = bodyOf({ kind: "opened", pullNumber: 34, result: abstaining(), picked: 2 });
    expect(text).toContain("with candidate 2 of 5.");
    expect(text).toContain("picked by a person; the judge would have opened none");
  });

  it("gives every reason when nothing is opened, and the diffs that could be", () => {
    const page = rendered(bodyOf({ kind: "abstained", result: abstaining(), runUrl: RUN }));
    expect(page.words).toContain("No pull request was opened: no candidate is a patch");
    expect(page.words).toContain("Candidate 5: ");
    expect(page.code).toContain("policy: deny: .github/workflows/ci.yml may not change");
    expect(page.blocks).toHaveLength(2);
  });

  it("offers no pick where nothing could be picked", () => {
    const refusals = [{ code: "policy" as const, detail: "no" }];
    const result = { ...abstaining(), candidates: [createCandidate({ refusals })] };
    const text = bodyOf({ kind: "abstained", result, runUrl: null });
    expect(text).not.toContain("/pick");
  });

  test.prop([hostile], { numRuns: 60 })("gives strangers' text no meaning", (text) => {
    const result = poisoned(text);
    const decision = { kind: "abstain", reason: text } as const;
    const none = { ...result, verdict: { ...result.verdict, decision } };
    const all: CommentState[] = [
      { kind: "opened", pullNumber: 34, result },
      { kind: "opened", pullNumber: 34, result: none, picked: 1 },
      { kind: "abstained", result: none, runUrl: null },
      { kind: "failed", reason: text, runUrl: null, help: text },
      { kind: "cancelled", by: text },
      { kind: "refused", reason: text },
    ];
    for (const state of all) {
      const page = rendered(bodyOf(state));
      expect(page).toMatchObject({ links: [], images: 0, headings: 0 });
      expect(page.words.replaceAll("#34", "")).not.toMatch(/[@#<`]|www\.|:\/\//);
      const tags = page.html.join("\n").replace(/<\/?(?:details|summary)>/g, "");
      expect(tags.replace(/^<!-- patchjudge:[0-9a-f]{64} -->$/m, "")).not.toMatch(/[<>]/);
      expect(page.html.filter((tag) => tag.startsWith("<!--"))).toHaveLength(1);
    }
  });
});
