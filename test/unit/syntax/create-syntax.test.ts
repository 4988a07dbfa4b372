import { beforeAll, describe, expect, it } from "@jest/globals";
import type { Syntax } from "../../../src/contracts/syntax.ts";
import { createSyntax } from "../../../src/syntax/create-syntax.ts";

let syntax: Syntax;
beforeAll(async () => {
  syntax = await createSyntax();
});

async function names(path: string, text: string): Promise<string[]> {
  const found = await syntax.definitions(path, text);
  return found.map((d) => `${d.kind} ${d.name} ${d.startLine}-${d.endLine}`);
}

describe("definitions", () => {
  it("reads Python", async () => {
    const text = `import os

# About the class.
@decorated
class A:
    x = 1  # trailing

    # Comment.
    @property
    def one(self):
        def inner():
            pass
        return inner

async def two():
    pass
`;
    expect(await names("a.py", text)).toEqual([
      "class A 3-13",
      "method A.one 8-13",
      "function A.one.inner 11-12",
      "function two 15-16",
    ]);
  });

  it("reads TypeScript", async () => {
    const text = `/** Doc. */
export const f = (a: number) => {
  return a;
};
export default class B {
  /** Field. */
  handler = () => {
    return 1;
  };
  @dec()
  get value(): number {
    return 2;
  }
}
export function g() {}
interface I { a: string }
type T = string;
const x = 1, y = () => 2;
module.exports.h = function () {
  return 1;
};
`;
    const expected = [
      "function f 1-4",
      "class B 5-14",
      "method B.handler 6-9",
      "method B.value 10-13",
      "function g 15-15",
      "class I 16-16",
      "other T 17-17",
      "function y 18-18",
      "function module.exports.h 19-21",
    ];
    expect(await names("a.ts", text)).toEqual(expected);
    expect(await names("a.tsx", text)).toEqual(expected);
  });

  it("reads JavaScript and Java", async () => {
    expect(await names("a.mjs", "class A {\n  #p = () => 1;\n  f() {}\n}\n")).toEqual([
      "class A 1-4",
      "method A.#p 2-2",
      "method A.f 3-3",
    ]);
    const java =
      "package a;\n/** Doc. */\n@Deprecated\npublic class C {\n  // c\n  @Override\n  public int m() {\n    return 1;\n  }\n  C() {}\n}\n";
    expect(await names("C.java", java)).toEqual([
      "class C 2-11",
      "method C.m 5-9",
      "method C.C 10-10",
    ]);
  });

  it("knows nothing of other languages", async () => {
    expect(await names("a.go", "func f() {}")).toEqual([]);
    expect(await syntax.errors("a.go", "func f( {}")).toBeNull();
    expect(syntax.supports("a.go")).toBe(false);
    expect(syntax.supports("a.PY")).toBe(true);
  });
});

describe("errors", () => {
  it.each([
    ["a.py", "def f():\n    return 1\n", "def f(:\n    return 1\n"],
    ["a.js", "const a = { b: 1 };\n", "const a = { b: 1 ;\n"],
    ["a.ts", "let a: number = 1;\n", "let a: = 1;\n"],
    ["a.tsx", "const a = <b>x</b>;\n", "const a = <b>x</c;\n"],
    ["A.java", "class A { int f() { return 1; } }\n", "class A { int f() { return 1 } }\n"],
  ])("counts those of %s", async (path, right, wrong) => {
    expect(await syntax.errors(path, right)).toBe(0);
    expect(await syntax.errors(path, wrong)).toBeGreaterThan(0);
  });

  it("survives deep nesting", async () => {
    const deep = `x = ${"(".repeat(20_000)}1${")".repeat(20_000)}\n`;
    expect(await syntax.errors("a.py", deep)).not.toBeNull();
    expect(await syntax.definitions("a.py", deep)).toEqual([]);
  });

  it("leaves out texts that are too long", async () => {
    const small = await createSyntax({ maxLength: 10 });
    expect(await small.errors("a.py", "x = 1 # long")).toBeNull();
  });
});

describe("language", () => {
  it.each([
    ["src/a.rs", "rust"],
    ["a.tsx", "tsx"],
    ["Dockerfile", "dockerfile"],
    ["a.constructor", "text"],
    ["LICENSE", "text"],
  ])("of %s is %s", (path, label) => {
    expect(syntax.language(path)).toBe(label);
  });
});
