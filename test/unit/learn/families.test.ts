import { describe, expect, it } from "@jest/globals";
import { type FamilyTask, groupFamilies } from "../../../src/learn/families.ts";
import { codeShingles, textShingles } from "../../../src/learn/shingles.ts";

const SWAP = "def swap(items):\n  n = len(items)\n  t = items[0]\n  items[0] = items[n - 1]\n";
const SWAP_RENAMED = "def f(a):  # turns them\n    size=len(a)\n    k=a[0]\n    a[0]=a[size-1]\n";

/** Sets of tasks that share a family, larger than one. */
function groupsOf(tasks: readonly FamilyTask[], largest?: number): string[][] {
  const groups = new Map<string, string[]>();
  for (const [task, family] of groupFamilies(tasks, { largest })) {
    groups.set(family, [...(groups.get(family) ?? []), task]);
  }
  return [...groups.values()].filter((group) => group.length > 1).map((group) => group.sort());
}

describe("textShingles", () => {
  it("does not see idle words, plurals, case and marks", () => {
    const shingles = textShingles("Write a python function to swap the first and last Elements.");
    expect(shingles).toEqual(
      new Set(["swap", "first", "last", "element", "swap first", "first last", "last element"]),
    );
    expect(textShingles("Swap first and last element!")).toEqual(shingles);
  });
});

describe("codeShingles", () => {
  it("does not see names, layout and comments", () => {
    expect(codeShingles(SWAP_RENAMED)).toEqual(codeShingles(SWAP));
  });

  it.each([
    ["numbers", "return x + 1 + y", "return x + 2 + y"],
    ["texts", 're.search("^a", text)', 're.search("b$", text)'],
    ["methods", "items.sort(key)", "items.append(key)"],
    ["division", "def f(a, b): return a // b", "def f(a, b): return a // 2"],
  ])("sees other %s", (_, a, b) => {
    expect(codeShingles(a)).not.toEqual(codeShingles(b));
  });

  it("leaves out comments of all kinds", () => {
    const bare = codeShingles("let a = b + c;\nreturn a;");
    expect(codeShingles("// x\nlet a = b + c; // y\n/* z */ return a;")).toEqual(bare);
  });

  it("keeps what is shorter than a shingle", () => {
    expect([...codeShingles("x = 1")]).toEqual(["x = 1"]);
    expect(codeShingles("").size).toBe(0);
  });
});

describe("groupFamilies", () => {
  it("joins equal problems by text, by code, and by both together", () => {
    const tasks = [
      { task: "a", text: "Write a function to interchange the first and last element of a list." },
      { task: "b", text: "Interchange first and last elements in a given list." },
      { task: "c", text: "Reverse the ends.", code: SWAP },
      { task: "d", text: "Exchange outer things.", code: SWAP_RENAMED },
      { task: "e", text: "Compute the volume of a sphere." },
    ];
    expect(groupsOf(tasks)).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
  });

  it("joins all languages of a problem, and through them what is near in one", () => {
    const tasks = [
      { task: "py/1", key: "p1", text: "count vowels of a word" },
      { task: "js/1", key: "p1", text: "something else entirely" },
      { task: "js/2", key: "p2", text: "something else entirely!" },
      { task: "py/3", key: "p3", text: "find the longest path in a tree" },
    ];
    expect(groupsOf(tasks)).toEqual([["js/1", "js/2", "py/1"]]);
  });

  it("does not take short code for equal problems", () => {
    const tasks = [
      { task: "a", text: "area of a square", code: "return a * a" },
      { task: "b", text: "double every number", code: "return b * b" },
    ];
    expect(groupsOf(tasks)).toEqual([]);
  });

  /** Each shares three of five words with the next: near; two with the one after: not near. */
  const chain = Array.from({ length: 9 }, (_, i) => ({
    task: `t${i}`,
    text: Array.from({ length: 9 }, (_unused, j) => `word${i + j}x`).join(" "),
  }));

  it("follows chains", () => {
    expect(groupsOf(chain)).toEqual([chain.map(({ task }) => task)]);
  });

  it("cuts chains that grow too long, where all in a part are near to all", () => {
    const parts = groupsOf(chain, 5);
    expect(parts.length).toBeGreaterThan(1);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(3);
  });

  it("does not depend on the order of tasks", () => {
    const forth = groupFamilies(chain, { largest: 5 });
    const back = groupFamilies([...chain].reverse(), { largest: 5 });
    expect(new Map([...back].sort())).toEqual(new Map([...forth].sort()));
  });
});
