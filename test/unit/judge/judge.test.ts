import { describe, expect, it } from "@jest/globals";
import type { EngineProgress } from "../../../src/contracts/engine.ts";
import { createScriptedEngine } from "../../../src/engine/scripted/engine.ts";
import { judgeCandidates } from "../../../src/judge/judge.ts";
import { judgeCandidate, judgePrefix, LABELS } from "../../../src/judge/prompt.ts";
import {
  createCandidate,
  createContext,
  createRegion,
  createTask,
} from "../../support/run-parts.ts";

const first = createContext();
const second = createContext({ id: 2, target: createRegion({ path: "b.py" }) });

const FENCE = "```";

describe("judgeCandidates", () => {
  it("asks once a context, the last one first, and gives every candidate its own margin", async () => {
    const engine = createScriptedEngine({ margins: (text) => (text.includes("good") ? 2 : -2) });
    const candidates = [
      createCandidate({ id: 1, code: "bad" }),
      createCandidate({ id: 2, code: "good", context: 2 }),
      createCandidate({ id: 3, code: "good" }),
    ];
    const task = createTask();
    const judged = await judgeCandidates({
      task,
      contexts: [first, second],
      candidates,
      engine,
      judge: null,
    });
    const margins = judged.map(({ candidate, score }) => [candidate.id, score.margin]);
    expect(margins).toEqual([
      [2, 2],
      [1, -2],
      [3, 2],
    ]);
    expect(engine.requests.score).toMatchObject([
      { prefix: judgePrefix(task, second, FENCE), candidates: [judgeCandidate("good", FENCE)] },
      {
        prefix: judgePrefix(task, first, FENCE),
        candidates: [judgeCandidate("bad", FENCE), judgeCandidate("good", FENCE)],
        labels: LABELS,
      },
    ]);
  });

  it("asks nothing about a context without candidates", async () => {
    const engine = createScriptedEngine({});
    const request = {
      task: createTask(),
      contexts: [first, second],
      candidates: [],
      engine,
      judge: null,
    };
    expect(await judgeCandidates(request)).toEqual([]);
    expect(engine.requests.score).toEqual([]);
  });

  it("hands signal and progress to the engine", async () => {
    const engine = createScriptedEngine({});
    const { signal } = new AbortController();
    const onProgress = (_: EngineProgress) => {};
    const candidates = [createCandidate()];
    await judgeCandidates({
      task: createTask(),
      contexts: [first],
      candidates,
      engine,
      judge: null,
      signal,
      onProgress,
    });
    expect(engine.requests.score[0]).toMatchObject({ signal, onProgress });
  });
});
