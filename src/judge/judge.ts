import type { AnswerStyle } from "../contracts/answer-style.ts";
import type { Candidate } from "../contracts/candidate.ts";
import type { Context } from "../contracts/context.ts";
import type { Engine, EngineProgress, Score } from "../contracts/engine.ts";
import type { Task } from "../contracts/task.ts";
import { agreements } from "./agreement.ts";
import { needsReading, type Observation } from "./features.ts";
import { headScores } from "./head.ts";
import { assertFits, type JudgeFile } from "./judge-file.ts";
import { judgeCandidate, judgeFence, judgePrefix, LABELS } from "./prompt.ts";

export interface JudgeRequest {
  readonly task: Task;
  readonly contexts: readonly Context[];
  /** Those with a patch that stands for itself; votes for another's patch are left out. */
  readonly candidates: readonly Candidate[];
  readonly engine: Engine;
  /** A trained judge; without one the bare margin ranks. */
  readonly judge: JudgeFile | null;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: EngineProgress) => void) | undefined;
}

export interface JudgedCandidate {
  readonly candidate: Candidate;
  readonly score: Score;
  /** What ranks it, more is better. */
  readonly merit: number;
}

/**
 * Reads the verdict of every candidate: one prefill each after the shared beginning. Throws a
 * `UserError` where the engine is not the one that the judge was trained with.
 */
export async function judgeCandidates(request: JudgeRequest): Promise<JudgedCandidate[]> {
  const judged: JudgedCandidate[] = [];
  // Backwards: a shared model's cache still holds the prompt that it answered last.
  for (const context of [...request.contexts].reverse()) {
    judged.push(...(await judgeContext(request, context)));
  }
  return judged;
}

async function judgeContext(request: JudgeRequest, context: Context): Promise<JudgedCandidate[]> {
  const own = request.candidates.filter((candidate) => candidate.context === context.id);
  const judged = await judgeTexts({
    ...request,
    context,
    candidates: own.map((candidate) => ({
      ...codesLikelihood(candidate),
      code: candidate.code ?? "",
    })),
  });
  return judged.flatMap(({ score, merit }, i) => {
    const candidate = own[i];
    return candidate === undefined ? [] : [{ candidate, score, merit }];
  });
}

/** What a judge must know of a candidate: its code, and how the generator came to it. */
export type JudgedText = { readonly code: string } & Pick<
  Observation,
  "meanLogprob" | "certainty" | "tokens" | "votes"
>;

/**
 * Takes away the likelihood of an answer that is not code alone: that of an explanation says nothing of the
 * code after it, and heads are trained on answers without one.
 */
export function codesLikelihood<
  C extends Pick<JudgedText, "meanLogprob" | "certainty"> & {
    readonly style?: AnswerStyle | undefined;
  },
>(answer: C): C {
  const isCode = answer.style === "code" || answer.style === "continued";
  return isCode ? answer : { ...answer, meanLogprob: null, certainty: null };
}

export interface JudgeTextsRequest extends Omit<JudgeRequest, "contexts" | "candidates"> {
  readonly context: Context;
  /** Different ones: equal code is one candidate with several votes. */
  readonly candidates: readonly JudgedText[];
}

/** Judges all candidates of one task, in their order; a pool's as a live run's. */
export async function judgeTexts(
  request: JudgeTextsRequest,
): Promise<Pick<JudgedCandidate, "score" | "merit">[]> {
  const { task, context, candidates, judge, engine, signal, onProgress } = request;
  if (candidates.length === 0) return [];
  if (judge !== null) assertFits(judge, await engine.info());
  const codes = candidates.map(({ code }) => code);
  const fence = judgeFence(context, codes);
  const scores = await engine.score({
    prefix: judgePrefix(task, context, fence),
    candidates: codes.map((code) => judgeCandidate(code, fence)),
    labels: LABELS,
    hidden: judge !== null && judge.head.hiddenSize > 0,
    reading: judge !== null && needsReading(judge.head.blocks),
    ...(signal ? { signal } : {}),
    ...(onProgress ? { onProgress } : {}),
  });
  const merits =
    judge === null
      ? scores.map(({ margin }) => margin)
      : meritsOf(judge.head, observationsOf(candidates, scores, context.target.language));
  return scores.map((score, i) => ({ score, merit: merits[i] ?? 0 }));
}

/** Heads are trained on all samples: one that was written twice counts twice in what is usual for a task. */
function meritsOf(head: JudgeFile["head"], observations: readonly Observation[]): number[] {
  const all = observations.flatMap((own) => Array.from({ length: own.votes }, () => own));
  const scores = headScores(head, all);
  const merits = new Map(all.map((own, i) => [own, scores[i] ?? 0]));
  return observations.map((own) => merits.get(own) ?? 0);
}

function observationsOf(
  candidates: readonly JudgedText[],
  scores: readonly Score[],
  language: string,
): Observation[] {
  const agreement = agreements(candidates, language);
  return candidates.map(({ meanLogprob, certainty, tokens, votes }, i) => {
    const { margin = 0, labelMass = 0, hidden = null, reading = null } = scores[i] ?? {};
    return {
      ...{ margin, labelMass, hidden, reading, meanLogprob, certainty, tokens, votes },
      agreement: agreement[i] ?? Number.NaN,
    };
  });
}
