import type { Candidate } from "../../src/contracts/candidate.ts";
import type { Context, Region } from "../../src/contracts/context.ts";
import type { Sample } from "../../src/contracts/engine.ts";
import type { Request, RunSettings } from "../../src/contracts/request.ts";
import type { ModelUse, Result } from "../../src/contracts/result.ts";
import type { Task } from "../../src/contracts/task.ts";
import type { RunConditions } from "../../src/judge/belief.ts";
import { DEFAULT_POLICY } from "../../src/policy/settings.ts";
import { requestId } from "../../src/request/request-id.ts";

/** The parts of a run, plain and valid; every test says only what matters to it. */
export function createTask(overrides: Partial<Task> = {}): Task {
  const body = "add(1, 2) gives -1.";
  return { title: "add subtracts", body, discussion: [], hiddenTextRemoved: [], ...overrides };
}

export function createSettings(overrides: Partial<RunSettings> = {}): RunSettings {
  const sampling = { temperature: 0.8, topP: 0.95, topK: 40, seed: 1, maxAnswerTokens: 512 };
  const policy = {
    ...DEFAULT_POLICY,
    allow: [...DEFAULT_POLICY.allow],
    deny: [...DEFAULT_POLICY.deny],
    paths: [...DEFAULT_POLICY.paths],
  };
  const limits = { maxTargetLines: 150, maxReadingLines: 120, policy };
  return { candidates: 10, contexts: 1, ...sampling, ...limits, ...overrides };
}

export function createRegion(overrides: Partial<Region> = {}): Region {
  const text = overrides.text ?? "def add(a, b):\n    return a - b";
  const startLine = overrides.startLine ?? 1;
  return {
    path: "calc.py",
    startLine,
    endLine: startLine + text.split("\n").length - 1,
    text,
    language: "python",
    name: "add",
    reasons: ["the issue names add"],
    score: 1,
    ...overrides,
  };
}

export function createContext(overrides: Partial<Context> = {}): Context {
  return { id: 1, format: "region", target: createRegion(), reading: [], ...overrides };
}

export function createSample(overrides: Partial<Sample> = {}): Sample {
  return { text: "", tokens: 5, finish: "stop", meanLogprob: -0.5, certainty: null, ...overrides };
}

const DIFF = `diff --git a/calc.py b/calc.py
index 1111111..2222222 100644
--- a/calc.py
+++ b/calc.py
@@ -1,2 +1,2 @@
 def add(a, b):
-    return a - b
+    return a + b
`;

export function createCandidate(overrides: Partial<Candidate> = {}): Candidate {
  return {
    id: 1,
    context: 1,
    answer: "def add(a, b):\n    return a + b",
    tokens: 12,
    finish: "stop",
    meanLogprob: -0.25,
    certainty: null,
    code: "def add(a, b):\n    return a + b",
    diff: DIFF,
    files: ["calc.py"],
    addedLines: 1,
    removedLines: 1,
    tree: "2".repeat(40),
    refusals: [],
    votes: 1,
    ...overrides,
  };
}

/** A candidate whose answer gave no patch. */
export function createFailed(overrides: Partial<Candidate> = {}): Candidate {
  const { code: _code, diff: _diff, tree: _tree, ...rest } = createCandidate();
  const refusals: Candidate["refusals"] = [{ code: "no-edit", detail: "the answer has no code" }];
  return { ...rest, files: [], addedLines: 0, removedLines: 0, refusals, ...overrides };
}

export function createModelUse(overrides: Partial<ModelUse> = {}): ModelUse {
  return {
    engine: "scripted",
    engineVersion: "1",
    model: "model",
    modelSha256: null,
    device: "cpu",
    sharedPrefill: "none",
    requestedTokens: 300,
    evaluatedTokens: 200,
    generatedTokens: 100,
    promptsSha256: "0".repeat(64),
    ...overrides,
  };
}

export function createResult(overrides: Partial<Result> = {}): Result {
  const candidates = overrides.candidates ?? [createCandidate()];
  return {
    version: 1,
    task: createTask(),
    located: { files: [], notice: null },
    contexts: [createContext()],
    prompts: [{ context: 1, text: "the prompt", tokens: 3 }],
    candidates,
    evidence: candidates.map(({ id, diff, votes }) => {
      return { candidate: id, applies: diff !== undefined, allowed: true, parses: true, votes };
    }),
    verdict: {
      ranking: [{ candidate: 1, rank: 1, margin: 1.5, labelMass: 0.9, score: 1.5 }],
      judge: null,
      calibration: "uncalibrated",
      probability: null,
      decision: { kind: "open", candidate: 1 },
    },
    manifest: {
      patchjudge: "0.1.0",
      node: "v20",
      requestSha256: "0".repeat(64),
      requestId: "a".repeat(64),
      repository: "calc",
      baseRef: "HEAD",
      baseCommit: "b".repeat(40),
      settings: createSettings(),
      generator: createModelUse(),
      judge: createModelUse(),
      sharedProcess: true,
      startedAt: "2026-01-01T00:00:00.000Z",
      timings: { sample: 1.25 },
    },
    ...overrides,
  };
}

/** A request as gate freezes it. */
export function createRequest(overrides: Partial<Request> = {}): Request {
  const origin: NonNullable<Request["origin"]> = {
    host: "github",
    repositoryId: 7,
    issue: 12,
    source: { kind: "comment", id: 99 },
    actor: "alice",
    words: "",
    askedAt: "2026-01-01T10:00:00Z",
  };
  return {
    version: 1,
    id: requestId(origin),
    repository: "octo/calc",
    base: { ref: "main", commit: "b".repeat(40) },
    task: createTask(),
    settings: createSettings(),
    origin,
    ...overrides,
  };
}

/** What the tests' calibration for repositories speaks about. */
export function createConditions(overrides: Partial<RunConditions> = {}): RunConditions {
  return {
    ...{ generatorSha256: "b".repeat(64), contexts: [createContext()] },
    ...{ candidates: 10, temperature: 0.8, promptsSha256: "c".repeat(64) },
    ...overrides,
  };
}
