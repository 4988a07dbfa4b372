import { describe, expect, it } from "@jest/globals";
import {
  decimal,
  levelOf,
  listOf,
  percentWithInterval,
  pointsWithInterval,
  sureness,
  withInterval,
} from "../../../../src/learn/report/numbers.ts";
import { spread } from "../../../../src/learn/report/spread.ts";

describe("numbers of the report", () => {
  it("have three decimals and their interval", () => {
    expect(withInterval({ value: 0.7444, low: 0.6841, high: 0.8049 })).toBe("0.744 (0.684–0.805)");
    expect(withInterval({ value: 0.5, low: null, high: null })).toBe("0.500");
    expect(withInterval({ value: null, low: null, high: null })).toBe("–");
    expect(withInterval(undefined)).toBe("–");
  });

  it("never let a dash stand beside a minus", () => {
    expect(withInterval({ value: -0.01, low: -0.05, high: 0.02 })).toBe("−0.010 (−0.050 to 0.020)");
    expect(decimal(-0.0001)).toBe("0.000");
  });

  it("come in percent and points as well", () => {
    const figure = { value: 0.381, low: 0.245, high: 0.502 };
    expect(percentWithInterval(figure)).toBe("38.1\u00a0% (24.5–50.2\u00a0%)");
    expect(pointsWithInterval(figure)).toBe("38.1\u00a0points (24.5–50.2)");
    expect(levelOf(0.95)).toBe("95\u00a0%");
  });

  it("leave the sign open where the interval holds zero", () => {
    expect(sureness({ value: 0.1, low: 0.01, high: 0.2 })).toBe("above");
    expect(sureness({ value: -0.1, low: -0.2, high: -0.01 })).toBe("below");
    expect(sureness({ value: 0.1, low: 0, high: 0.2 })).toBe("unclear");
    expect(sureness({ value: 0.1, low: null, high: null })).toBe("unclear");
  });

  it("stand in lists", () => {
    expect(listOf([])).toBe("");
    expect(listOf(["a", "b", "c"])).toBe("a, b and c");
  });
});

describe("spread", () => {
  it("leaves apart what is apart, and moves the rest no more than it must", () => {
    expect(spread([0, 10, 5], 2)).toEqual([0, 10, 5]);
    expect(spread([5, 5], 2)).toEqual([4, 6]);
    expect(spread([], 2)).toEqual([]);
  });

  it("keeps the order and the gap in a crowd", () => {
    const moved = spread([1, 1.1, 1.2, 3], 1);
    for (let i = 1; i < moved.length; i += 1) {
      expect((moved[i] ?? 0) - (moved[i - 1] ?? 0)).toBeGreaterThanOrEqual(1 - 1e-9);
    }
  });
});
