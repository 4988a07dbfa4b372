import { fc, test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import { findBlock, replaceBlock } from "../../../src/sample/matcher.ts";

const TEXT = `class A:
    def one(self):
        value = compute(self.first)

        return value

    def two(self):
        value = compute(self.second)

        return value
`.split("\n");

describe("findBlock", () => {
  it.each([
    ["exact", ["    def two(self):", "        value = compute(self.second)"]],
    ["trailing-space", ["    def two(self):  ", "        value = compute(self.second)"]],
    ["indentation", ["def two(self):", "    value = compute(self.second)"]],
    ["blank-lines", ["def two(self):", "    value = compute(self.second)", "    return value"]],
    ["similar", ["def two(self):", "    values = compute(self.second)"]],
  ])("finds a block: %s", (how, needle) => {
    expect(findBlock(TEXT, needle)).toMatchObject({ start: 6, how });
  });

  it("does not guess between two places", () => {
    expect(findBlock(TEXT, ["        return value"])).toHaveProperty("problem");
  });

  it("refuses what is not there, is empty, or is too long", () => {
    expect(findBlock(TEXT, ["nothing like it"])).toHaveProperty("problem");
    expect(findBlock(TEXT, ["", " "])).toHaveProperty("problem");
    const same = new Array(5000).fill("x");
    expect(findBlock(same, same)).toHaveProperty("problem");
  });

  const lines = fc.array(fc.constantFrom("a", "  b", "", "c  ", "\td"), { maxLength: 20 });
  test.prop([lines, lines])("names only places that exist", (haystack, needle) => {
    const found = findBlock(haystack, needle);
    if ("problem" in found) return;
    expect(found.start).toBeGreaterThanOrEqual(0);
    expect(found.end).toBeLessThanOrEqual(haystack.length);
    expect(found.end).toBeGreaterThan(found.start);
  });

  test.prop([lines, fc.array(fc.constantFrom("x", "  y"), { minLength: 1 }), lines])(
    "finds an exact block that stands there once",
    (before, block, after) => {
      const once = ["first line", ...block];
      const found = findBlock([...before, ...once, ...after], once);
      expect(found).toMatchObject({ start: before.length, how: "exact" });
    },
  );
});

describe("replaceBlock", () => {
  it("indents the replacement as what it replaces", () => {
    const replaced = replaceBlock(TEXT, ["def two(self):"], ["def two(self, x):", "    x += 1"]);
    expect(replaced).toMatchObject({ how: "indentation" });
    if ("problem" in replaced) return;
    expect(replaced.lines.slice(6, 8)).toEqual(["    def two(self, x):", "        x += 1"]);
  });
});
