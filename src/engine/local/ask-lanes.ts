import type { Score } from "../../contracts/engine.ts";
import type { Context } from "./binding.ts";
import type { FinishedLane } from "./generate.ts";
import { readScore } from "./score.ts";

export interface LaneQuestion {
  /** Token ids, the last of which yields the verdict. */
  readonly question: readonly number[];
  /** Token ids of the labels. */
  readonly labels: readonly number[];
  readonly hidden: boolean;
  readonly onTokens: (count: number) => void;
}

/**
 * Asks each finished sample about itself, after its own last token: all lanes read the question as
 * one batch, then each yields a verdict.
 */
export async function askLanes(
  lanes: readonly FinishedLane[],
  context: Context,
  { question, labels, hidden, onTokens }: LaneQuestion,
): Promise<Score[]> {
  const last = question.at(-1);
  if (last === undefined) throw new Error("the follow-up question is empty");
  await Promise.all(
    lanes.map(({ sequence, unread }) => {
      onTokens(unread.length + question.length);
      return sequence.evaluateWithoutGeneratingNewTokens([...unread, ...question.slice(0, -1)]);
    }),
  );
  const scores: Score[] = [];
  for (const { sequence } of lanes) {
    scores.push(await readScore({ sequence, last, labels, hidden: hidden ? context : null }));
  }
  return scores;
}
