import type { Reading } from "../../contracts/engine.ts";
import type { Sequence } from "./binding.ts";
import type { PrefillOptions } from "./prefill.ts";
import { certaintyOf, likeliest, softmax } from "./sampler.ts";
import { commonLength } from "./token-lists.ts";

/** What the model made of one token of a candidate, given all before it. */
export interface TokenReading {
  readonly logprob: number;
  /** Of what it expected there, in nats. */
  readonly entropy: number;
  readonly isLikeliest: boolean;
}

/** What one sequence has read, and what the model made of it, by position. */
export interface Known {
  readonly tokens: readonly number[];
  readonly readings: readonly (TokenReading | undefined)[];
}

/** Only so many of the likeliest tokens count, as in sampling: the rest are worth under a percent. */
const NEXT = likeliest(40);

/**
 * Brings the sequence's cache to `tokens` without the last one, and learns on the way how likely
 * each of the `asked` ones was. What `known` shares with `tokens` is not read again, but for the
 * one token whose output tells how likely the first new one is.
 */
export async function readCandidate(
  request: {
    readonly sequence: Sequence;
    readonly tokens: readonly number[];
    /** Whether the token at this position is the candidate's own text. */
    readonly asked: readonly boolean[];
    readonly known: Known;
  },
  options: PrefillOptions,
): Promise<Known & { readonly evaluated: number }> {
  const { sequence, tokens, asked, known } = request;
  const readings = known.readings.slice(0, commonLength(known.tokens, tokens));
  const end = tokens.length - 1;
  const firstNew = asked.findIndex((isAsked, i) => isAsked && readings[i] === undefined);
  const keep = firstNew < 0 ? end : Math.min(end, Math.max(0, firstNew - 1));
  await sequence.adaptStateToTokens(tokens.slice(0, keep), false);
  const start = sequence.nextTokenIndex;
  for (let index = start; index < end; index += options.chunk) {
    options.signal.throwIfAborted();
    const until = Math.min(end, index + options.chunk);
    await readChunk({ sequence, tokens, asked, readings }, index, until);
    options.onTokens(until - index);
  }
  return { tokens, readings, evaluated: end - start };
}

async function readChunk(
  {
    sequence,
    tokens,
    asked,
    readings,
  }: Omit<Known, "readings"> & {
    readonly sequence: Sequence;
    readonly asked: readonly boolean[];
    readonly readings: (TokenReading | undefined)[];
  },
  from: number,
  until: number,
): Promise<void> {
  const chunk = tokens.slice(from, until);
  const outputs = await sequence.controlledEvaluate(
    chunk.map((token, i) => (asked[from + i + 1] ? [token, { generateNext: NEXT }] : token)),
  );
  for (const [i] of chunk.entries()) {
    const position = from + i + 1;
    const logits = outputs[i]?.next.logits;
    if (asked[position] && logits) readings[position] = tokenReading(logits, tokens[position] ?? 0);
  }
}

/**
 * From the likeliest tokens' logits, the largest first. A token that is not among them is taken as
 * the last of them: no surprise is endless.
 */
export function tokenReading(logits: ReadonlyMap<number, number>, token: number): TokenReading {
  const probabilities = softmax([...logits.values()]);
  const index = [...logits.keys()].indexOf(token);
  return {
    logprob: Math.log(probabilities.at(index) ?? 1),
    entropy: certaintyOf(probabilities).entropy,
    isLikeliest: index === 0,
  };
}

/** Over the candidate's own tokens; `null` where it has none. */
export function summariseReading(readings: Known["readings"]): Reading | null {
  const read = readings.filter((reading) => reading !== undefined);
  if (read.length === 0) return null;
  const mean = (of: (reading: TokenReading) => number) =>
    read.reduce((sum, reading) => sum + of(reading), 0) / read.length;
  return {
    tokens: read.length,
    meanLogprob: mean(({ logprob }) => logprob),
    lowestLogprob: Math.min(...read.map(({ logprob }) => logprob)),
    entropy: mean(({ entropy }) => entropy),
    likeliestShare: mean(({ isLikeliest }) => Number(isLikeliest)),
  };
}
