import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import type { Sampling } from "../../../src/contracts/engine.ts";
import { createRandom, drawToken } from "../../../src/engine/local/sampler.ts";

function createSampling(overrides: Partial<Sampling> = {}): Sampling {
  return { temperature: 0.8, topP: 0.95, topK: 40, seed: 1, ...overrides };
}

/** Logits as the engine gives them: most likely first, token ids of no particular order. */
function createLogits(values: readonly number[]): Map<number, number> {
  const sorted = [...values].sort((a, b) => b - a);
  return new Map(sorted.map((logit, index) => [(index * 7919) % 10_007, logit]));
}

const logits = fc
  .array(fc.double({ min: -40, max: 40, noNaN: true }), { minLength: 1, maxLength: 40 })
  .map(createLogits);
const temperature = fc.double({ min: 0.01, max: 2, noNaN: true });
const topP = fc.double({ min: 0.01, max: 1, noNaN: true });
const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 });

function draws(values: ReadonlyMap<number, number>, sampling: Sampling, count: number) {
  const random = createRandom(sampling.seed);
  return Array.from({ length: count }, () => drawToken(values, sampling, random));
}

/** Probabilities at a temperature, in the order given. */
function distribution(values: Iterable<number>, temperature: number): number[] {
  const list = [...values];
  const top = Math.max(...list);
  const weights = list.map((logit) => Math.exp((logit - top) / temperature));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

describe("drawToken", () => {
  it("takes the most likely token at temperature 0", () => {
    fc.assert(
      fc.property(logits, topP, seed, (values, topP, seed) => {
        const sampling = createSampling({ temperature: 0, topP, seed });
        const [best] = values.keys();
        expect(new Set(draws(values, sampling, 5).map(({ token }) => token))).toEqual(
          new Set([best]),
        );
      }),
    );
  });

  it("draws from the nucleus only, however hot", () => {
    fc.assert(
      fc.property(logits, temperature, topP, seed, (values, temperature, topP, seed) => {
        const probabilities = distribution(values.values(), 1);
        const tokens = [...values.keys()];
        for (const { token } of draws(values, createSampling({ temperature, topP, seed }), 20)) {
          const before = probabilities.slice(0, tokens.indexOf(token)).reduce((a, b) => a + b, 0);
          expect(before).toBeLessThan(topP + 1e-9);
        }
      }),
    );
  });

  it("gives a log-probability of the untempered model, never above 0", () => {
    fc.assert(
      fc.property(logits, temperature, seed, (values, temperature, seed) => {
        const probabilities = distribution(values.values(), 1);
        const tokens = [...values.keys()];
        for (const draw of draws(values, createSampling({ temperature, seed }), 5)) {
          expect(draw.logprob).toBeLessThanOrEqual(0);
          expect(Number.isFinite(draw.logprob)).toBe(true);
          const expected = Math.log(probabilities[tokens.indexOf(draw.token)] ?? Number.NaN);
          expect(draw.logprob).toBeCloseTo(expected, 9);
        }
      }),
    );
  });

  it("draws the same from the same seed", () => {
    fc.assert(
      fc.property(logits, temperature, topP, seed, (values, temperature, topP, seed) => {
        const sampling = createSampling({ temperature, topP, seed });
        expect(draws(values, sampling, 10)).toEqual(draws(values, sampling, 10));
      }),
    );
  });

  it.each([
    { temperature: 0.5, topP: 1 },
    { temperature: 1, topP: 1 },
    { temperature: 1.7, topP: 1 },
    { temperature: 0.8, topP: 0.9 },
    { temperature: 2, topP: 0.5 },
  ])("draws as often as it should at temperature $temperature, top-p $topP", (options) => {
    const values = createLogits([2, 1.5, 1, 0.2, -1, -3]);
    const count = 20_000;
    const seen = new Map<number, number>();
    for (const { token } of draws(values, createSampling(options), count)) {
      seen.set(token, (seen.get(token) ?? 0) + 1);
    }
    const wanted = nucleusOf([...values.values()], options);
    [...values.keys()].forEach((token, index) => {
      const difference = (seen.get(token) ?? 0) / count - (wanted[index] ?? 0);
      // Five standard deviations of the worst case, a probability of one half.
      expect(Math.abs(difference)).toBeLessThan(5 * Math.sqrt(0.25 / count));
    });
  });

  it("throws where the engine gave nothing", () => {
    expect(() => drawToken(new Map(), createSampling(), () => 0.5)).toThrow(/no logits/);
  });

  it.each([0, 0.5, 1 - 2 ** -32])("finds a token for the random number %d", (u) => {
    const values = createLogits([1, 1, 1]);
    expect([...values.keys()]).toContain(drawToken(values, createSampling(), () => u).token);
  });
});

/** What `drawToken` states: top-p on the untempered distribution, then temperature. */
function nucleusOf(values: readonly number[], options: { temperature: number; topP: number }) {
  const plain = distribution(values, 1);
  const before = plain.map((_, index) => plain.slice(0, index).reduce((a, b) => a + b, 0));
  const kept = values.filter((_, index) => (before[index] ?? 1) < options.topP);
  return distribution(kept, options.temperature);
}

describe("createRandom", () => {
  it("gives numbers in [0, 1), others for neighbouring seeds", () => {
    fc.assert(
      fc.property(seed, (seed) => {
        const random = createRandom(seed);
        const other = createRandom(seed + 1);
        const pairs = Array.from({ length: 50 }, () => [random(), other()] as const);
        expect(pairs.flat().every((u) => u >= 0 && u < 1)).toBe(true);
        expect(pairs.filter(([a, b]) => a === b).length).toBeLessThan(3);
      }),
    );
  });

  it("spreads evenly", () => {
    const random = createRandom(42);
    const bins = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 50_000; i++) {
      const bin = Math.floor(random() * 10);
      bins[bin] = (bins[bin] ?? 0) + 1;
    }
    for (const count of bins) expect(Math.abs(count - 5_000)).toBeLessThan(5 * Math.sqrt(5_000));
  });
});
