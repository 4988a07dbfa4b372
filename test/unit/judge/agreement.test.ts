import { fc, test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import { type Answer, agreements } from "../../../src/judge/agreement.ts";
import { codeWords, withoutComments } from "../../../src/judge/code-words.ts";

describe("codeWords", () => {
  it.each([
    ["python", "x = a  # b\n", ["x", "=", "a"]],
    ["python", '"""What it does."""\nreturn "# no"', ["return", '"# no"']],
    ["python", "a // b", ["a", "/", "/", "b"]],
    ["javascript", "a / b // c\n/* d */ e", ["a", "/", "b", "e"]],
    ["java", 'String s = "// no"; /* open', ["String", "s", "=", '"// no"', ";"]],
    ["text", "Größe 1.5", ["Größe", "1.5"]],
  ])("%s: %j", (language, code, words) => {
    expect(codeWords(code, language)).toEqual(words);
  });

  it.each(["/*", "'''", '"\\\\', "'\\\\", "`\\\\"])(
    "reads many of %j that nothing closes in no more than linear time",
    (piece) => {
      const hostile = piece.repeat(200_000);
      const start = performance.now();
      for (const language of ["python", "javascript"]) codeWords(hostile, language);
      // Quadratic time would be minutes; this is no benchmark.
      expect(performance.now() - start).toBeLessThan(10_000);
    },
  );
});

describe("withoutComments", () => {
  it.each([
    [
      "python",
      'def f():\n    """Doc."""\n    # why\n    return "#"  # 1\n',
      'def f():\n    return "#"\n',
    ],
    [
      "java",
      "/** Doc. */\nint f() {\n  // why\n  return 1 / 2; /* x */\n}",
      "int f() {\n  return 1 / 2;\n}\n",
    ],
    ["javascript", "const a = '//';\n", "const a = '//';\n"],
  ])("%s: %j", (language, code, kept) => {
    expect(withoutComments(code, language)).toBe(kept);
  });
});

describe("agreements", () => {
  it("is the mean overlap with the others, by hand", () => {
    // Words: {a, +, b}, {a, -, b}, {x}: overlaps 2/4, 0, 0.
    const found = agreements([answer("a + b"), answer("a - b"), answer("x")], "python");
    expect(found).toEqual([0.25, 0.25, 0]);
  });

  it("counts the votes of others, and one's own twins, but not oneself", () => {
    const [first, second] = agreements([answer("a + b", 3), answer("x")], "python");
    // Two twins of overlap 1, one stranger of 0.
    expect(first).toBeCloseTo(2 / 3);
    expect(second).toBe(0);
    expect(agreements([answer("a"), answer("a"), answer("a"), answer("x")], "python")[0]).toBe(
      agreements([answer("a", 3), answer("x")], "python")[0],
    );
  });

  it("weighs others by their likelihood a token", () => {
    const likely = { ...answer("a + b"), meanLogprob: Math.log(0.9) };
    const unlikely = { ...answer("x * y"), meanLogprob: Math.log(0.1) };
    const [own] = agreements([answer("a - b"), likely, unlikely], "python");
    expect(own).toBeCloseTo(0.5 * 0.9);
  });

  it("takes one whose likelihood nobody knows for one like the others", () => {
    const known = { ...answer("x * y"), meanLogprob: Math.log(0.1) };
    const unknown = { ...answer("a + b"), meanLogprob: null };
    const [own] = agreements([{ ...answer("a - b"), meanLogprob: null }, unknown, known], "python");
    expect(own).toBeCloseTo(0.25);
  });

  it("knows nothing of an answer that stands alone, and says 1 of two empty ones", () => {
    expect(agreements([answer("a")], "python")).toEqual([Number.NaN]);
    expect(agreements([answer(""), answer("# note")], "python")).toEqual([1, 1]);
    expect(agreements([], "python")).toEqual([]);
  });

  test.prop([fc.array(fc.record({ code: fc.string(), votes: fc.integer({ min: 1, max: 9 }) }))])(
    "lies between 0 and 1 and does not hang on the order",
    (answers) => {
      const all = answers.map(({ code, votes }) => answer(code, votes));
      const found = agreements(all, "python");
      const backwards = agreements([...all].reverse(), "python").reverse();
      if (all.length === 1 && all[0]?.votes === 1) return expect(found).toEqual([Number.NaN]);
      found.forEach((value, i) => {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
        expect(value).toBeCloseTo(backwards[i] ?? Number.NaN);
      });
    },
  );
});

function answer(code: string, votes = 1): Answer {
  return { code, votes, meanLogprob: 0 };
}
