import { describe, expect, it } from "@jest/globals";
import { summariseReading, tokenReading } from "../../../src/engine/local/reading.ts";

describe("tokenReading", () => {
  // Logits whose softmax is 0.5, 0.25, 0.25.
  const logits = new Map([
    [7, Math.log(2)],
    [8, 0],
    [9, 0],
  ]);

  it("gives the token's log-probability, and the entropy of all, by hand", () => {
    const { logprob, entropy, isLikeliest } = tokenReading(logits, 8);
    expect(logprob).toBeCloseTo(Math.log(0.25));
    expect(entropy).toBeCloseTo(1.5 * Math.log(2));
    expect(isLikeliest).toBe(false);
    expect(tokenReading(logits, 7)).toMatchObject({ isLikeliest: true });
  });

  it("takes a token that is not among the likeliest as the last of them", () => {
    expect(tokenReading(logits, 1).logprob).toBeCloseTo(Math.log(0.25));
    expect(tokenReading(logits, 1).isLikeliest).toBe(false);
  });
});

describe("summariseReading", () => {
  it("averages over the tokens that were asked about", () => {
    const sure = { logprob: -0.1, entropy: 0.2, isLikeliest: true };
    const unsure = { logprob: -0.9, entropy: 1, isLikeliest: false };
    const found = summariseReading([undefined, sure, undefined, unsure]);
    expect(found?.meanLogprob).toBeCloseTo(-0.5);
    expect(found?.entropy).toBeCloseTo(0.6);
    expect(found).toMatchObject({ tokens: 2, lowestLogprob: -0.9, likeliestShare: 0.5 });
  });

  it("says nothing of a candidate without text", () => {
    expect(summariseReading([undefined])).toBeNull();
  });
});
