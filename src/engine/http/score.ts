import type { Score } from "../../contracts/engine.ts";
import { EngineError } from "../../contracts/errors.ts";
import type { Connection } from "./connection.ts";
import { BrokenAnswer } from "./failure.ts";
import type { UsageMeter } from "./usage.ts";
import { Embeddings } from "./wire.ts";

const RETRIES = 4;
/** How many of the likeliest tokens are asked for, until both labels are among them. */
const WIDTHS = [128, 4096, 1_000_000];
/** Below this the server's 32-bit probability is zero and its logarithm has no meaning. */
const SMALLEST_LOGPROB = -103;

export interface ScoreDeps {
  readonly connection: Connection;
  readonly model: string;
  readonly meter: UsageMeter;
}

/**
 * Margin and mass of the two labels after `prompt`.
 *
 * Both are read from one softmax over the whole vocabulary: log P(yes) − log P(no) is exactly
 * logit(yes) − logit(no), since the normaliser cancels. The other exact way, a large bias on both
 * labels, needs a second call for the mass. A list that lacks a label is asked for again, longer;
 * by then the prompt is in the cache, so a repetition evaluates one token.
 */
export async function scorePrompt(
  deps: ScoreDeps,
  prompt: readonly number[],
  labels: readonly [number, number],
  signal: AbortSignal | undefined,
): Promise<Omit<Score, "hidden">> {
  for (const width of WIDTHS) {
    const found = await topLogprobs(deps, prompt, width, signal);
    const isComplete = found.size < width;
    const yes = found.get(labels[0]) ?? (isComplete ? SMALLEST_LOGPROB : undefined);
    const no = found.get(labels[1]) ?? (isComplete ? SMALLEST_LOGPROB : undefined);
    if (yes !== undefined && no !== undefined) {
      const [y, n] = [Math.max(yes, SMALLEST_LOGPROB), Math.max(no, SMALLEST_LOGPROB)];
      return { margin: y - n, labelMass: Math.min(1, Math.exp(y) + Math.exp(n)) };
    }
  }
  throw new EngineError(
    "the server's list of token probabilities lacks the labels; update llama-server",
  );
}

async function topLogprobs(
  deps: ScoreDeps,
  prompt: readonly number[],
  width: number,
  signal: AbortSignal | undefined,
): Promise<Map<number, number>> {
  let found = new Map<number, number>();
  await deps.connection.complete({
    // One slot for all candidates: slots do not share what they have read.
    body: {
      model: deps.model,
      prompt,
      max_tokens: 1,
      temperature: 0,
      logprobs: width,
      id_slot: 0,
      cache_prompt: true,
    },
    retries: RETRIES,
    signal,
    onRestart: () => {
      found = new Map();
    },
    onChunk: (chunk) => {
      const [token] = chunk.choices[0]?.logprobs?.content ?? [];
      for (const { id, logprob } of token?.top_logprobs ?? []) {
        found.set(id, logprob);
      }
      if (chunk.usage) {
        deps.meter.evaluated(chunk.usage);
      }
    },
    check: () => {
      if (found.size === 0) {
        throw new BrokenAnswer(
          "sent no token probabilities; is it a llama-server of late 2025 or newer?",
        );
      }
    },
  });
  return found;
}

/** The last token's state after the final norm, not normalised. Its prompt should be in the cache. */
export async function readHidden(
  deps: ScoreDeps,
  prompt: readonly number[],
  signal?: AbortSignal,
): Promise<number[]> {
  const body = { model: deps.model, input: [prompt], embd_normalize: -1 };
  const [first] = await deps.connection.post("/embeddings", body, Embeddings, signal);
  const rows = first?.embedding ?? [];
  const last = rows.at(-1);
  return Array.isArray(last) ? last : rows.filter((value) => typeof value === "number");
}
