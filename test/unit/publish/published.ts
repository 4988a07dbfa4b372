import type { Candidate } from "../../../src/contracts/candidate.ts";
import type { Result } from "../../../src/contracts/result.ts";
import {
  createCandidate,
  createContext,
  createFailed,
  createModelUse,
  createRegion,
  createResult,
  createTask,
} from "../../support/run-parts.ts";

/** A run of five: the best, another patch, a vote for it, one that policy refuses, one without code. */
export function createRun(overrides: Partial<Result> = {}): Result {
  const candidates = overrides.candidates ?? [
    createCandidate({ id: 1, votes: 2 }),
    createCandidate({ id: 2, diff: diffOf("sum([a, b])") }),
    createCandidate({ id: 3, sameAs: 1 }),
    createCandidate({
      id: 4,
      diff: diffOf("1"),
      refusals: [{ code: "policy", detail: "deny: .github/workflows/ci.yml may not change" }],
    }),
    createFailed({ id: 5 }),
  ];
  const result = createResult({ ...overrides, candidates });
  const ranking = [
    { candidate: 1, rank: 1, margin: 1.5, labelMass: 0.9, score: 1.5 },
    { candidate: 2, rank: 2, margin: 0.25, labelMass: 0.9, score: 0.25 },
  ];
  return { ...result, verdict: { ...result.verdict, ranking, ...overrides.verdict } };
}

export function abstaining(
  reason = "no candidate is a patch that could be opened (1 no-edit)",
): Result {
  const run = createRun();
  return { ...run, verdict: { ...run.verdict, decision: { kind: "abstain", reason } } };
}

/** A run in which everything that strangers or models can write is `text`. */
export function poisoned(text: string): Result {
  const run = createRun();
  const detail = text;
  const candidates = run.candidates.map((candidate): Candidate => {
    const diff = candidate.diff === undefined ? {} : { diff: `${candidate.diff}+${text}` };
    const refusals = candidate.refusals.map(({ code }) => ({ code, detail }));
    return { ...candidate, ...diff, refusals, files: candidate.files.map(() => text) };
  });
  const use = createModelUse({
    engine: text,
    engineVersion: text,
    model: text,
    modelSha256: text,
    device: text,
    promptsSha256: text,
  });
  const { manifest, verdict } = run;
  return {
    ...run,
    candidates,
    task: createTask({ title: text || "x", body: text }),
    contexts: [
      createContext({ target: createRegion({ path: text, name: text, reasons: [text, text] }) }),
    ],
    verdict: { ...verdict, judge: { name: text, meaning: text } },
    manifest: {
      ...manifest,
      requestId: text,
      patchjudge: text,
      node: text,
      repository: text,
      baseRef: text,
      baseCommit: text,
      startedAt: text,
      generator: use,
      judge: use,
      timings: { [text]: 1 },
    },
  };
}

export function diffOf(expression: string): string {
  return `diff --git a/calc.py b/calc.py
--- a/calc.py
+++ b/calc.py
@@ -1,2 +1,2 @@
 def add(a, b):
-    return a - b
+    return ${expression}
`;
}

/** The exact bytes of each diff of a run. */
export function diffsOf({ candidates }: Result): Map<number, Uint8Array> {
  return new Map(
    candidates.flatMap(({ id, diff }) => (diff === undefined ? [] : [[id, Buffer.from(diff)]])),
  );
}
