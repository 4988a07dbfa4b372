import { codeWords } from "./code-words.ts";

/** One of a task's answers: its code, how many samples wrote it, and how likely it was. */
export interface Answer {
  readonly code: string;
  readonly votes: number;
  readonly meanLogprob: number | null;
}

/**
 * How much each answer has in common with the task's others, from 0 to 1, `NaN` where there is no
 * other: the mean of the Jaccard index over their words, others weighted by their likelihood a token. Right answers resemble each
 * other more than wrong ones do; votes say the same, but see only equal texts. It is the expected
 * gain of minimum Bayes risk decoding (Kumar and Byrne, NAACL 2004) with that index as the gain.
 */
export function agreements(answers: readonly Answer[], language: string): number[] {
  const bags = answers.map(({ code }) => countWords(codeWords(code, language)));
  const likelihoods = likelihoodsOf(answers);
  return answers.map((_, i) => {
    let sum = 0;
    let total = 0;
    for (const [j, other] of answers.entries()) {
      // An answer that was written twice agrees with its twin, not with itself.
      const weight = (j === i ? other.votes - 1 : other.votes) * (likelihoods[j] ?? 0);
      if (weight === 0) continue;
      sum += weight * jaccard(bags[i] as Bag, bags[j] as Bag);
      total += weight;
    }
    return total === 0 ? Number.NaN : sum / total;
  });
}

/** An answer whose likelihood nobody knows counts as one like the others. */
function likelihoodsOf(answers: readonly Answer[]): number[] {
  const all = answers.map(({ meanLogprob }) =>
    meanLogprob === null ? null : Math.exp(meanLogprob),
  );
  const known = all.filter((value) => value !== null);
  const usual = known.length === 0 ? 1 : known.reduce((sum, own) => sum + own, 0) / known.length;
  return all.map((value) => value ?? usual);
}

type Bag = ReadonlyMap<string, number>;

function countWords(words: readonly string[]): Bag {
  const bag = new Map<string, number>();
  for (const word of words) bag.set(word, (bag.get(word) ?? 0) + 1);
  return bag;
}

/** Shared words over all words, each as often as it occurs (Ruzicka's form for multisets). */
function jaccard(a: Bag, b: Bag): number {
  let shared = 0;
  let all = 0;
  for (const [word, count] of a) {
    shared += Math.min(count, b.get(word) ?? 0);
    all += Math.max(count, b.get(word) ?? 0);
  }
  for (const [word, count] of b) if (!a.has(word)) all += count;
  return all === 0 ? 1 : shared / all;
}
