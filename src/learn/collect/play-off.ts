import { z } from "zod";
import type { Engine, Segment } from "../../contracts/engine.ts";
import { beginning } from "../../prompt/beginning.ts";
import { answerTurn, fenced, trusted } from "../../prompt/chatml.ts";
import { hashPrompt } from "../prompt-hash.ts";
import type { ScoredLine } from "../scored.ts";
import type { LearnTask } from "../tasks/types.ts";
import { Cost, measured } from "./cost.ts";

/** A task's best candidates, each pair of them shown to a judge's model in both orders. */
export const PlayOffLine = z.object({
  task: z.string(),
  generator: z.string(),
  model: z.string(),
  modelSha256: z.string().nullable(),
  promptSha256: z.string(),
  cost: Cost,
  /** How much more likely the model calls the first one right: logit(A) − logit(B). */
  matches: z.array(
    z.object({ first: z.int().positive(), second: z.int().positive(), margin: z.number() }),
  ),
});
export type PlayOffLine = z.infer<typeof PlayOffLine>;

/** Names of one token each. */
const PLACES: [first: string, second: string] = ["A", "B"];

interface Contender {
  readonly id: number;
  readonly code: string;
}

/** The best by score, of equal code the first; greedy answers are not ranked. */
export function contenders({ candidates }: ScoredLine, count: number): Contender[] {
  const ranked = candidates
    .flatMap(({ id, code, greedy, score }) =>
      greedy || score === undefined ? [] : [{ id, code, score }],
    )
    .sort((a, b) => b.score - a.score || a.id - b.id);
  return [...new Map([...ranked].reverse().map((own) => [own.code, own])).values()]
    .sort((a, b) => b.score - a.score || a.id - b.id)
    .slice(0, count)
    .map(({ id, code }) => ({ id, code }));
}

/** Asks for every ordered pair of the contenders which one is right. */
export async function playOff(
  request: { task: LearnTask; scored: ScoredLine; count: number },
  engine: Engine,
  signal: AbortSignal,
): Promise<PlayOffLine> {
  const { task, scored, count } = request;
  const best = contenders(scored, count);
  const pairs = best.flatMap((first) =>
    best.filter((second) => second !== first).map((second) => ({ first, second })),
  );
  const prefix = playOffPrefix(task);
  const candidates = pairs.map(({ first, second }) => playOffPair(task, first.code, second.code));
  const { value: scores, cost } = await measured(engine, () =>
    engine.score({ prefix, candidates, labels: PLACES, signal }),
  );
  const { model, modelSha256 } = await engine.info();
  return {
    ...{ task: scored.task, generator: scored.generator, model, modelSha256 },
    promptSha256: hashPrompt([...prefix, ...candidates.flat()]),
    cost,
    matches: pairs.map(({ first, second }, i) => ({
      ...{ first: first.id, second: second.id, margin: scores[i]?.margin ?? 0 },
    })),
  };
}

function playOffPrefix({ task, context }: LearnTask): Segment[] {
  return [
    ...beginning(task, context),
    trusted("\nTwo developers propose new text for that code. One of them is right.\n"),
  ];
}

function playOffPair({ language }: LearnTask, first: string, second: string): Segment[] {
  return [
    trusted("\n# A\n"),
    ...fenced(first, language),
    trusted("\n# B\n"),
    ...fenced(second, language),
    trusted("\nWhich one is completely right? Answer A or B."),
    answerTurn(),
  ];
}

/** Each contender's mean margin over its rivals, both orders; 0 is as good as they are. */
export function playOffPoints({ matches }: PlayOffLine): Map<number, number> {
  const ids = [...new Set(matches.flatMap(({ first, second }) => [first, second]))];
  const points = (id: number) =>
    matches.flatMap(({ first, second, margin }) =>
      first === id ? [margin] : second === id ? [-margin] : [],
    );
  return new Map(
    ids.map((id) => {
      const own = points(id);
      return [id, own.reduce((sum, margin) => sum + margin, 0) / own.length];
    }),
  );
}
