import type { Engine } from "../contracts/engine.ts";
import { candidateProbability } from "../judge/head.ts";
import { judgeTexts } from "../judge/judge.ts";
import type { JudgeFile } from "../judge/judge-file.ts";
import { judgedOf, type PoolLine } from "./collect/pool.ts";
import type { ScoredLine } from "./scored.ts";
import type { LearnTask } from "./tasks/types.ts";
import { withVotes } from "./with-votes.ts";

export interface JudgePoolRequest {
  readonly task: LearnTask;
  readonly pool: PoolLine;
  readonly family: string | undefined;
  /** Null: the bare margin ranks. */
  readonly judge: JudgeFile | null;
  readonly engine: Engine;
  readonly signal: AbortSignal;
}

/** Scores all candidates of a pool's line that a live run judges, by its code path. */
export async function judgePoolLine(request: JudgePoolRequest): Promise<ScoredLine> {
  const { task, pool, judge, engine, signal } = request;
  const sampled = judgedOf(pool);
  const unique = withVotes(pool);
  const judged = await judgeTexts({
    task: task.task,
    context: task.context,
    candidates: unique,
    judge,
    engine,
    signal,
  });
  const calibration = judge?.calibrations[pool.domain];
  const scores = new Map(unique.map(({ code }, i) => [code, judged[i]]));
  const candidates = pool.candidates.map((candidate) => {
    const own = sampled.includes(candidate) ? scores.get(candidate.code) : undefined;
    if (own === undefined) return candidate;
    const { merit, score } = own;
    const probability =
      calibration === undefined ? {} : { probability: candidateProbability(calibration, merit) };
    return { ...candidate, score: merit, margin: score.margin, ...probability };
  });
  const family = request.family === undefined ? {} : { family: request.family };
  return { ...pool, ...family, judge: judge?.name ?? "margin", candidates };
}
