import { fc, test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import { nestedCrossValidate, splitFolds } from "../../../src/learn/folds.ts";
import { createRandom } from "../../../src/learn/random.ts";

const LANGUAGES = ["python", "java", "javascript"];

function createTasks(sizes: readonly number[]) {
  return sizes.flatMap((size, f) =>
    Array.from({ length: size }, (_, i) => ({
      id: `${f}/${i}`,
      family: `f${f}`,
      language: LANGUAGES[(f + i) % 3] ?? "",
    })),
  );
}

describe("splitFolds", () => {
  const families = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 5, maxLength: 60 });
  test.prop([families, fc.integer()])("holds each task out once, families whole", (sizes, seed) => {
    const tasks = createTasks(sizes);
    const folds = splitFolds(tasks, 5, createRandom(seed));
    const held = folds.flatMap((fold) => fold.held.map(({ id }) => id));
    expect(held.sort()).toEqual(tasks.map(({ id }) => id).sort());
    for (const fold of folds) {
      expect(fold.training.length + fold.held.length).toBe(tasks.length);
      const own = new Set(fold.held.map(({ family }) => family));
      expect(fold.training.some(({ family }) => own.has(family))).toBe(false);
    }
  });

  it("balances tasks and languages", () => {
    const tasks = createTasks(Array.from({ length: 200 }, (_, i) => 1 + (i % 4 === 0 ? 2 : 0)));
    for (const { held } of splitFolds(tasks, 5, createRandom(1))) {
      expect(Math.abs(held.length - tasks.length / 5)).toBeLessThanOrEqual(2);
      for (const language of LANGUAGES) {
        const all = tasks.filter((task) => task.language === language).length;
        const own = held.filter((task) => task.language === language).length;
        expect(Math.abs(own - all / 5)).toBeLessThanOrEqual(3);
      }
    }
  });

  it("is the same for the same seed only", () => {
    const tasks = createTasks(new Array(30).fill(1));
    const split = (seed: number) => splitFolds(tasks, 3, createRandom(seed));
    expect(split(1)).toEqual(split(1));
    expect(split(1)).not.toEqual(split(2));
  });

  it.each([1, 4, 2.5])("refuses %d folds of three families", (count) => {
    expect(() => splitFolds(createTasks([2, 1, 1]), count, createRandom(1))).toThrow(RangeError);
  });
});

describe("nestedCrossValidate", () => {
  it("never shows a held-out family to training, nor an inner one to inner training", () => {
    const tasks = createTasks(new Array(40).fill(2));
    const plan = { tasks, outer: 4, inner: 3, seed: 1 };
    const held = nestedCrossValidate(
      plan,
      (training, innerFolds) => {
        expect(innerFolds).toHaveLength(3);
        for (const fold of innerFolds) {
          expect([...fold.training, ...fold.held].every((task) => training.includes(task))).toBe(
            true,
          );
        }
        return new Set(training.map(({ family }) => family));
      },
      (seen, own) => {
        expect(own.some(({ family }) => seen.has(family))).toBe(false);
        return own.length;
      },
    );
    expect(held.reduce((sum, n) => sum + n, 0)).toBe(80);
  });
});
