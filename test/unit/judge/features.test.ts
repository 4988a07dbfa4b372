import { describe, expect, it } from "@jest/globals";
import { type Block, featureRows, needsReading, rowLength } from "../../../src/judge/features.ts";
import { createObservation } from "../../support/learn-parts.ts";

const READING = {
  tokens: 4,
  meanLogprob: -0.5,
  lowestLogprob: -2,
  entropy: 0.25,
  likeliestShare: 0.75,
};

describe("featureRows", () => {
  it("lays the blocks side by side, as they are or relative to the task's mean", () => {
    const observations = [
      createObservation({ margin: 3, agreement: 0.5, hidden: [1, 2] }),
      createObservation({ margin: 1, agreement: 0.25, hidden: [3, 6] }),
    ];
    const blocks: Block[] = [
      { feature: "margin", centred: true },
      { feature: "agreement", centred: false },
      { feature: "hidden", centred: true },
    ];
    expect(featureRows(observations, blocks).map((row) => [...row])).toEqual([
      [1, 0.5, -1, -2],
      [-1, 0.25, 1, 2],
    ]);
    expect(rowLength(blocks, 2)).toBe(4);
  });

  it("reads how likely the judge's model finds a candidate", () => {
    const blocks = (["readLogprob", "readLowest", "readEntropy", "readLikeliest"] as const).map(
      (feature): Block => ({ feature, centred: false }),
    );
    const [row] = featureRows([createObservation({ reading: READING })], blocks);
    expect([...(row ?? [])]).toEqual([-0.5, -2, 0.25, 0.75]);
    const [blank] = featureRows([createObservation({ reading: null })], blocks);
    expect([...(blank ?? [])].every(Number.isNaN)).toBe(true);
  });

  it("knows what is usual from those that are known", () => {
    const known = [null, -0.1, -0.9].map((meanLogprob) => createObservation({ meanLogprob }));
    const rows = featureRows(known, [{ feature: "meanLogprob", centred: true }]);
    expect(rows.map(([value]) => value)).toEqual([
      Number.NaN,
      expect.closeTo(0.4, 6),
      expect.closeTo(-0.4, 6),
    ]);
    const none = featureRows(
      [createObservation({ meanLogprob: null })],
      [{ feature: "meanLogprob", centred: true }],
    );
    expect(none[0]?.[0]).toBeNaN();
  });

  it("says which heads need that", () => {
    expect(needsReading([{ feature: "readLowest", centred: true }])).toBe(true);
    expect(needsReading([{ feature: "lowestLogprob", centred: true }])).toBe(false);
  });
});
