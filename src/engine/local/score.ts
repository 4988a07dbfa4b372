import type { Score } from "../../contracts/engine.ts";
import type { Context, Model, Sequence } from "./binding.ts";

/** The id of a label that must be exactly one token; throws otherwise. */
export function singleToken(model: Model, label: string): number {
  const tokens = model.tokenize(label, false);
  if (tokens.length !== 1 || tokens[0] === undefined) {
    throw new Error(
      `the label "${label}" is ${tokens.length} tokens for this model; it must be one`,
    );
  }
  return tokens[0];
}

/**
 * Evaluates the last prompt token and reads both labels' logits: no sampling, no rounding.
 * `hidden` is the context to take the last hidden state from, if it yields one.
 */
export async function readScore(request: {
  sequence: Sequence;
  last: number;
  labels: readonly number[];
  hidden: Context | null;
}): Promise<Score> {
  const [output] = await request.sequence.controlledEvaluate([
    [
      request.last,
      {
        generateNext: {
          // The most likely token comes along as the reference of `totalLogitWeight`.
          logits: { filter: { tokens: [...request.labels], includeTop: 1 } },
          totalLogitWeight: true,
        },
      },
    ],
  ]);
  const logits = output?.next.logits ?? new Map<number, number>();
  const [yes, no] = request.labels.map((label) => logits.get(label));
  if (yes === undefined || no === undefined) throw new Error("the engine gave no label logits");
  const max = Math.max(...logits.values());
  const total = output?.next.totalLogitWeight ?? Number.NaN;
  return {
    margin: yes - no,
    labelMass: (Math.exp(yes - max) + Math.exp(no - max)) / total,
    hidden: request.hidden === null ? null : [...request.hidden._ctx.getEmbedding(1)],
  };
}
