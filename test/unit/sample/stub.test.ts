import { describe, expect, it } from "@jest/globals";
import { applyEdits } from "../../../src/sample/apply.ts";
import { findStub } from "../../../src/sample/stub.ts";

const OLD = "def f(x):\n    # keep the rest of the list\n    return x\n";
const LONG = Array.from({ length: 30 }, (_, i) => `line ${i}`).join("\n");

describe("findStub", () => {
  it.each([
    "    # ... rest of code unchanged",
    "    // rest of the function",
    "    # ... existing code ...",
    "    // ...existing code...",
    "    # ... (same as before)",
    "    # ...",
    "    // TODO: implement",
    "    # your code here",
    "    ...",
    "    /* existing code */",
    "    # the other functions remain the same ...",
  ])("finds %j", (line) => {
    expect(findStub(OLD, `def f(x):\n    y = 1\n${line}\n`)).not.toBeNull();
  });

  it.each([
    OLD,
    "def f(x):\n    # the code below handles the remaining items\n    return x",
    "try:\n    f()\nexcept ValueError:\n    pass",
    "class Wrong(Exception):\n    pass",
    "@overload\ndef f(x: int) -> int:\n    ...",
    "const all = [...rest, ...existing];",
  ])("lets %j pass", (text) => {
    expect(findStub(OLD, text)).toBeNull();
  });

  it("finds a function that stops after its first line, unless it did before", () => {
    expect(findStub(OLD, "def f(x):\n")).toBe('"def f(x):" has no body');
    expect(findStub(OLD, "def f(x):\n    # later\n\ndef g(x):\n    return x")).toMatch("no body");
    expect(findStub("def f(x):", "def f(x):")).toBeNull();
    expect(findStub(OLD, "def f(x):\n    return x + 1\n\n\ndef g(y):\n    return y")).toBeNull();
    expect(findStub(OLD, "def f(x): return x")).toBeNull();
  });

  it("finds an empty function and a region that shrank", () => {
    expect(findStub(OLD, "def f(x):\n    pass")).toMatch("whole body");
    expect(findStub(LONG, "line 1\nline 2")).toMatch("2 of 30");
    expect(findStub(LONG, LONG.slice(0, 200))).toBeNull();
  });
});

describe("applyEdits", () => {
  const edit = { path: "a", startLine: 2, endLine: 2, newText: "x\ny" };

  it("replaces, inserts, deletes", () => {
    expect(applyEdits("a\nb\nc\n", [edit])).toBe("a\nx\ny\nc\n");
    expect(applyEdits("a\nb\nc", [{ ...edit, startLine: 4, endLine: 3 }])).toBe("a\nb\nc\nx\ny");
    expect(applyEdits("a\nb\nc", [{ ...edit, newText: "" }])).toBe("a\nc");
    expect(applyEdits("", [{ ...edit, startLine: 1, endLine: 0 }])).toBe("x\ny\n");
  });

  it("throws where edits overlap or reach past the end", () => {
    expect(() => applyEdits("a\nb\nc", [edit, edit])).toThrow(RangeError);
    expect(() => applyEdits("a", [edit])).toThrow(RangeError);
  });
});
