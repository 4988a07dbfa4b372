import { beforeAll, describe, expect, it } from "@jest/globals";
import type { Syntax } from "../../../../src/contracts/syntax.ts";
import { readSource, type SeedLanguage } from "../../../../src/learn/seed/lexer.ts";
import { OPERATORS } from "../../../../src/learn/seed/operators/operators.ts";
import { createSyntax } from "../../../../src/syntax/create-syntax.ts";

let syntax: Syntax;
beforeAll(async () => {
  syntax = await createSyntax();
});

function mutate(name: string, text: string, language: SeedLanguage = "python"): string[] {
  const operator = OPERATORS.find((known) => known.name === name);
  if (operator === undefined) throw new Error(`no operator ${name}`);
  return operator
    .edits(readSource(text, language))
    .map((edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end));
}

const PYTHON = `def pick(items, limit=10, sep=", "):
    """Takes items < 3 and not more, or none. Returns min(items)."""
    # not a guard: if x < 3 and y: return max(1, 2)
    if not items:
        return None
    found = []
    for item in items[:limit]:
        if item >= 2 and item != limit:
            found.append(item + 1)
        else:
            found.append(0)
    rest = max(len(items), limit)
    return replace(rest, sep), True, '''x < 1 and "y"''', f"{rest + 1} or {limit}"
`;

const SCRIPT = `function pick(items, limit, sep) {
  // not a guard: if (x < 3 && y) return Math.max(1, 2);
  if (!items) { return null; }
  var found = [];
  for (var i = 0; i < items.length; i++) {
    if (items[i] >= 2 && items[i] !== limit) {
      found.push(items[i] + 1);
    } else {
      found.push(0);
    }
  }
  /* min(a < b) || true */
  var re = /a < b && "c[/]/g;
  return replace(found, sep) || "x < 1 && y" || \`\${limit + 1} < 2\` || re || true;
}
`;

describe("operators", () => {
  it.each([
    ["comparison", "if a < b:", ["if a <= b:"]],
    ["comparison", "if a == b != c:", ["if a != b != c:", "if a == b == c:"]],
    ["arithmetic", "x = a + b - -1", ["x = a - b - -1", "x = a + b + -1"]],
    ["arithmetic", "f(*args, -1, 'a' + b)", []],
    ["boolean", "a and (b or c)", ["a or (b or c)", "a and (b and c)"]],
    ["off-by-one", "x[1:n]", ["x[0:n]", "x[1:n - 1]"]],
    ["off-by-one", "y = len(x) - 1", ["y = len(x) - 2"]],
    ["off-by-one", "y = len(x)", ["y = len(x) - 1"]],
    ["constant", "f(True, '')", ["f(False, '')", "f(True, ' ')"]],
    ["negation", "a is not b and not c", ["a is b and not c", "a is not b and c"]],
    ["api", "min(a).strip().min", ["max(a).strip().min", "min(a).lstrip().min"]],
    ["arguments", "f(a, g(b, c), d)", ["f(g(b, c), a, d)", "f(a, g(c, b), d)"]],
    ["arguments", "f(a, key=b)", []],
    ["arguments", "def f(a, b): pass", []],
  ])("%s changes %s", (name, text, mutants) => {
    expect(mutate(name, text)).toEqual(mutants);
  });

  it.each([
    ["comparison", "a === b", ["a !== b"]],
    ["boolean", "a || b", ["a && b"]],
    ["negation", "if (!a && !!b) {}", ["if (a && !!b) {}"]],
    ["off-by-one", "a.length", ["a.length - 1"]],
    ["off-by-one", "a.length = n", []],
    ["api", "a.push(b)", ["a.unshift(b)"]],
    ["constant", "f(true, undefined)", ["f(false, undefined)"]],
  ])("%s changes %s in JavaScript", (name, text, mutants) => {
    expect(mutate(name, text, "javascript")).toEqual(mutants);
  });

  it("takes a variable for the one made before it", () => {
    expect(mutate("variable", "def f(a, b):\n    c = g(a)\n    return c\n")).toEqual([
      "def f(a, b):\n    c = g(b)\n    return c\n",
      "def f(a, b):\n    c = g(a)\n    return b\n",
    ]);
  });

  it("drops guards and branches as whole lines", () => {
    expect(mutate("guard", PYTHON)).toEqual([
      PYTHON.replace("    if not items:\n        return None\n", ""),
    ]);
    expect(mutate("branch", PYTHON)).toEqual([
      PYTHON.replace("        else:\n            found.append(0)\n", ""),
    ]);
    expect(mutate("guard", SCRIPT, "javascript")).toEqual([
      SCRIPT.replace("  if (!items) { return null; }\n", ""),
    ]);
    expect(mutate("branch", SCRIPT, "javascript")).toEqual([
      SCRIPT.replace(" else {\n      found.push(0);\n    }", ""),
    ]);
  });

  it("leaves a guard that is all of its block, and the else of a loop", () => {
    expect(mutate("guard", "def f(a):\n    if a:\n        return 1\n")).toEqual([]);
    expect(mutate("branch", "for a in b:\n    c()\nelse:\n    d()\n")).toEqual([]);
  });

  const files: [SeedLanguage, string, string][] = [
    ["python", "a.py", PYTHON],
    ["javascript", "a.js", SCRIPT],
  ];
  it.each(files)("keep %s code, its texts and its comments whole", async (language, path, text) => {
    const still = readSource(text, language)
      .tokens.filter(({ kind, text: token }) => kind === "string" && token.length > 2)
      .map((token) => token.text);
    const comments = text.match(/(?:#|\/\/|\/\*).*/g) ?? [];
    expect(still.length).toBeGreaterThan(2);
    for (const { name } of OPERATORS) {
      const mutants = mutate(name, text, language);
      expect([name, mutants.length]).not.toEqual([name, 0]);
      expect(new Set(mutants).size).toBe(mutants.length);
      for (const mutant of mutants) {
        expect(mutant).not.toBe(text);
        for (const part of [...still, ...comments]) expect(mutant).toContain(part);
        expect([mutant, await syntax.errors(path, mutant)]).toEqual([mutant, 0]);
      }
    }
  });
});
