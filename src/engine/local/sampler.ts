import type { Sampling } from "../../contracts/engine.ts";
import type { NextTokenRequest } from "./binding.ts";

/** A seeded source of numbers in [0, 1): mulberry32, 32 bits of state. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A token, and what the model thought before temperature and cuts, in nats. */
export interface Draw {
  readonly token: number;
  readonly logprob: number;
  readonly entropy: number;
  readonly selfCertainty: number;
}

/**
 * Draws the next token from the `topK` most likely ones (token → logit, most likely first).
 * Order as in llama.cpp's default chain: top-k, top-p on the untempered distribution, then
 * temperature. The log-probability is normalised over the given tokens; what lies outside the top
 * 40 of a 150,000-word vocabulary is below a thousandth for code and is left out.
 */
export function drawToken(
  logits: ReadonlyMap<number, number>,
  sampling: Sampling,
  random: () => number,
): Draw {
  const entries = [...logits];
  const top = entries[0];
  if (top === undefined) throw new Error("the engine returned no logits");
  const probabilities = softmax(entries.map(([, logit]) => logit));
  const kept = sampling.temperature <= 0 ? 1 : nucleusSize(probabilities, sampling.topP);
  const weights = entries
    .slice(0, kept)
    .map(([, logit]) => Math.exp((logit - top[1]) / Math.max(sampling.temperature, 1e-6)));
  const index = pickIndex(weights, random());
  return {
    token: entries[index]?.[0] ?? top[0],
    logprob: Math.log(probabilities[index] ?? 1),
    ...certaintyOf(probabilities),
  };
}

/** Asks for the likeliest tokens' logits, as the model gave them: temperature 1 and no top-p. */
export function likeliest(count: number): NextTokenRequest {
  return {
    logits: { filter: { includeTop: count } },
    options: { temperature: 1, topK: count, topP: 1 },
  };
}

/** Entropy, and the divergence KL(uniform ‖ p), of the given tokens' distribution. */
export function certaintyOf(probabilities: readonly number[]): Omit<Draw, "token" | "logprob"> {
  let entropy = 0;
  let logSum = 0;
  for (const p of probabilities) {
    const log = Math.log(Math.max(p, 1e-30));
    entropy -= p * log;
    logSum += log;
  }
  const n = probabilities.length;
  return { entropy, selfCertainty: -logSum / n - Math.log(n) };
}

/** Probabilities of logits, the largest of which comes first. */
export function softmax(logits: readonly number[]): number[] {
  const max = logits[0] ?? 0;
  const weights = logits.map((logit) => Math.exp(logit - max));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

/** How many of the most likely tokens together reach `topP`. */
function nucleusSize(probabilities: readonly number[], topP: number): number {
  let mass = 0;
  const index = probabilities.findIndex((p) => {
    mass += p;
    return mass >= topP;
  });
  return index < 0 ? probabilities.length : index + 1;
}

function pickIndex(weights: readonly number[], u: number): number {
  let rest = u * weights.reduce((a, b) => a + b, 0);
  for (const [index, weight] of weights.entries()) {
    rest -= weight;
    if (rest < 0) return index;
  }
  return weights.length - 1;
}
