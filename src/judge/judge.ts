import type { Candidate } from "../contracts/candidate.ts";
import type { Context } from "../contracts/context.ts";
import type { Engine, EngineProgress, Score } from "../contracts/engine.ts";
import type { Task } from "../contracts/task.ts";
import { judgeCandidate, judgePrefix, LABELS } from "./prompt.ts";

export interface JudgeRequest {
  readonly task: Task;
  readonly contexts: readonly Context[];
  /** Those with a patch that stands for itself; votes for another's patch are left out. */
  readonly candidates: readonly Candidate[];
  readonly engine: Engine;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: EngineProgress) => void) | undefined;
}

export interface JudgedCandidate {
  readonly candidate: Candidate;
  readonly score: Score;
}

/** Reads the verdict margin of every candidate: one prefill each after the shared beginning. */
export async function judgeCandidates(request: JudgeRequest): Promise<JudgedCandidate[]> {
  const judged: JudgedCandidate[] = [];
  // Backwards: a shared model's cache still holds the prompt that it answered last.
  for (const context of [...request.contexts].reverse()) {
    const own = request.candidates.filter((candidate) => candidate.context === context.id);
    if (own.length === 0) continue;
    const scores = await request.engine.score({
      prefix: judgePrefix(request.task, context),
      candidates: own.map((candidate) => judgeCandidate(context, candidate.code ?? "")),
      labels: LABELS,
      ...(request.signal ? { signal: request.signal } : {}),
      ...(request.onProgress ? { onProgress: request.onProgress } : {}),
    });
    for (const [index, candidate] of own.entries()) {
      const score = scores[index];
      if (score !== undefined) judged.push({ candidate, score });
    }
  }
  return judged;
}
