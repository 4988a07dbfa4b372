import type { EngineProgress, Score, ScoreRequest, Segment } from "../../contracts/engine.ts";
import type { Context, Sequence } from "./binding.ts";
import { type Known, readCandidate, summariseReading } from "./reading.ts";
import { readScore } from "./score.ts";
import { sharingOrder } from "./token-lists.ts";

/** What the judge reads of one candidate. */
export interface ScorePrompt {
  readonly tokens: readonly number[];
  /** Whether the token at this position is to be told how likely it was. */
  readonly asked: readonly boolean[];
}

/** A candidate's own text stands in its untrusted segments. */
export function scorePrompts(
  { prefix, candidates, reading }: Pick<ScoreRequest, "prefix" | "candidates" | "reading">,
  tokenize: (segments: readonly Segment[]) => number[],
): ScorePrompt[] {
  const shared = tokenize(prefix);
  return candidates.map((segments): ScorePrompt => {
    const parts = segments.map((segment) => ({ segment, tokens: tokenize([segment]) }));
    const asked = parts.flatMap(({ segment, tokens }) =>
      tokens.map(() => reading === true && !segment.trusted),
    );
    return {
      tokens: [...shared, ...parts.flatMap(({ tokens }) => tokens)],
      asked: [...shared.map(() => false), ...asked],
    };
  });
}

/** Prompts in the order in which neighbours share the longest beginnings. */
export function inSharingOrder(prompts: readonly ScorePrompt[]): [number, ScorePrompt][] {
  const order = sharingOrder(prompts.map(({ tokens }) => tokens));
  return order.flatMap((index) => {
    const prompt = prompts[index];
    return prompt === undefined ? [] : [[index, prompt] as [number, ScorePrompt]];
  });
}

export interface ReadScoresOptions {
  readonly sequence: Sequence;
  readonly labels: readonly number[];
  /** The context to take the last hidden state from; `null` where it is not wanted. */
  readonly hidden: Context | null;
  readonly reading: boolean;
  readonly chunk: number;
  readonly signal: AbortSignal;
  readonly onRead: (tokens: { readonly requested: number; readonly evaluated: number }) => void;
  readonly onProgress: (progress: EngineProgress) => void;
}

/**
 * One sequence reads all prompts one after the other; scores in the order of the prompts. Where nobody asks how
 * likely the text is, no token is asked about: the same reading serves.
 */
export async function readScores(
  prompts: readonly [index: number, prompt: ScorePrompt][],
  options: ReadScoresOptions,
): Promise<Score[]> {
  const { sequence, labels, hidden, reading, chunk, signal } = options;
  const scores = new Array<Score>(prompts.length);
  let known: Known = { tokens: [], readings: [] };
  for (const [done, [index, { tokens, asked }]] of prompts.entries()) {
    const read = await readCandidate(
      { sequence, tokens, asked, known },
      { signal, chunk, onTokens: () => {} },
    );
    known = read;
    options.onRead({ requested: tokens.length, evaluated: read.evaluated + 1 });
    const score = await readScore({ sequence, last: tokens.at(-1) ?? 0, labels, hidden });
    scores[index] = reading ? { ...score, reading: summariseReading(read.readings) } : score;
    options.onProgress({ phase: "judge", done: done + 1, total: prompts.length });
  }
  return scores;
}
