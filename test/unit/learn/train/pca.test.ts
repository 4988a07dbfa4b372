import { describe, expect, it } from "@jest/globals";
import { createRandom } from "../../../../src/learn/random.ts";
import { matrixFromRows } from "../../../../src/learn/train/matrix.ts";
import { fitPca, project, symmetricEigen } from "../../../../src/learn/train/pca.ts";

describe("symmetricEigen", () => {
  it("solves a case by hand: [[2, 1], [1, 2]] has 3 and 1", () => {
    const { values, vectors } = symmetricEigen([
      [2, 1],
      [1, 2],
    ]);
    expect([...values].sort()).toEqual([expect.closeTo(1, 10), expect.closeTo(3, 10)]);
    const [a = 0, b = 0] = vectors[values.indexOf(Math.max(...values))] ?? [];
    expect(a / b).toBeCloseTo(1, 10);
  });
});

describe("fitPca", () => {
  const random = createRandom(3);
  const rows = Array.from({ length: 200 }, () => {
    const [a, b] = [random() - 0.5, random() - 0.5];
    return [a, a + 0.01 * random(), -a, b, 7];
  });
  const projection = fitPca(matrixFromRows(rows), 2, createRandom(1));

  it("finds what varies together first, with its variance in standardised columns", () => {
    // Three columns move as one, one alone, one never: variances 3 and 1 of 4 that vary.
    expect([...projection.variances]).toEqual([expect.closeTo(3, 1), expect.closeTo(1, 1)]);
    const [first] = projection.directions;
    const sizes = [...(first ?? [])].map(Math.abs);
    expect(sizes.slice(0, 3)).toEqual(Array.from({ length: 3 }, () => expect.closeTo(0.577, 1)));
    expect(sizes[4]).toBeCloseTo(0, 6);
  });

  it("gives coordinates of mean 0 and that variance", () => {
    const along = rows.map((row) => project(projection, row)[0] ?? 0);
    const mean = along.reduce((sum, value) => sum + value, 0) / along.length;
    const variance = along.reduce((sum, value) => sum + value ** 2, 0) / along.length;
    expect(mean).toBeCloseTo(0, 4);
    expect(variance).toBeCloseTo(projection.variances[0] ?? 0, 3);
  });

  it("leaves out directions along which nothing varies", () => {
    expect(fitPca(matrixFromRows(rows), 5, createRandom(1)).directions.length).toBeLessThan(4);
  });

  it("asks for no more directions than there are rows or columns", () => {
    const few = fitPca(matrixFromRows(rows.slice(0, 3)), 10, createRandom(1));
    expect(few.directions.length).toBeLessThanOrEqual(3);
  });
});
