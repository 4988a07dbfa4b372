import { beforeAll, describe, expect, it } from "@jest/globals";
import type { Syntax } from "../../../../src/contracts/syntax.ts";
import { createRandom } from "../../../../src/learn/random.ts";
import { findMutants, parses, spreadMutants } from "../../../../src/learn/seed/mutants.ts";
import { createSyntax } from "../../../../src/syntax/create-syntax.ts";

let syntax: Syntax;
beforeAll(async () => {
  syntax = await createSyntax();
});

const LONG = `def long(a):\n${"    a = a + 1\n".repeat(40)}    return a\n`;
const TEXT = `import os

LIMIT = 3


class Cart:
    def total(self, items):
        """Sum."""
        if not items:
            return 0
        return sum(items) + LIMIT

    def tiny(self): return 1


${LONG}

def outer(a, b):
    def inner(c):
        return c < 1
    return inner(a) and b
`;

describe("findMutants", () => {
  it("changes one definition of a fitting length, and nothing outside of it", async () => {
    const file = { path: "cart.py", text: TEXT, language: "python" as const };
    const mutants = await findMutants(file, syntax);
    expect(new Set(mutants.map(({ definition }) => definition.name))).toEqual(
      new Set(["Cart.total", "outer"]),
    );
    for (const mutant of mutants) {
      const { startLine, endLine } = mutant.definition;
      expect(
        TEXT.split("\n")
          .slice(startLine - 1, endLine)
          .join("\n"),
      ).toBe(mutant.original.trimEnd());
      expect(mutant.fileText).toBe(TEXT.replace(mutant.original, () => mutant.mutated));
      expect(await parses(mutant, TEXT, syntax)).toBe(true);
    }
  });

  it("leaves files with other line ends alone", async () => {
    const file = { path: "a.py", text: TEXT.replaceAll("\n", "\r\n"), language: "python" as const };
    expect(await findMutants(file, syntax)).toEqual([]);
  });
});

describe("spreadMutants", () => {
  it("lets operators take turns, the same way for the same seed", async () => {
    const file = { path: "cart.py", text: TEXT, language: "python" as const };
    const mutants = await findMutants(file, syntax);
    const order = spreadMutants(mutants, createRandom(1));
    const kinds = new Set(mutants.map(({ operator }) => operator)).size;
    expect(kinds).toBeGreaterThan(4);
    expect(new Set(order.slice(0, kinds).map(({ operator }) => operator)).size).toBe(kinds);
    expect(order).toHaveLength(mutants.length);
    expect(spreadMutants(mutants, createRandom(1))).toEqual(order);
    expect(spreadMutants(mutants, createRandom(2))).not.toEqual(order);
  });
});
