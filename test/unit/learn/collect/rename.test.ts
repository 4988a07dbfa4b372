import { describe, expect, it } from "@jest/globals";
import { withNeutralNames } from "../../../../src/learn/collect/rename.ts";

describe("withNeutralNames", () => {
  it("renames what Python code has introduced itself, and nothing else", () => {
    const code = `def longest(words, least=2):
    """The longest of words."""
    best, size = None, 0
    for word in words:  # each word
        if len(word) >= least and (n := len(word)) > size:
            best, size = word, n
    with open("words.txt") as file:
        file.write(f"{best} of {size}: {best.title()}")
    return sorted(words, key=lambda w: w.size)
`;
    expect(withNeutralNames(code, "python")).toBe(`def longest(v1, v2=2):
    """The longest of words."""
    v3, v4 = None, 0
    for v5 in v1:  # each word
        if len(v5) >= v2 and (v6 := len(v5)) > v4:
            v3, v4 = v5, v6
    with open("words.txt") as v7:
        v7.write(f"{v3} of {v4}: {v3.title()}")
    return sorted(v1, key=lambda v8: v8.size)
`);
  });

  it("does so in Java and JavaScript", () => {
    const java = `static int sum(int[] numbers, Map<String, Integer> seen) {
  int total = 0;
  for (int number : numbers) total += number;
  return Math.abs(total) + seen.size();
}`;
    expect(withNeutralNames(java, "java")).toBe(`static int sum(int[] v1, Map<String, Integer> v2) {
  int v3 = 0;
  for (int v4 : v1) v3 += v4;
  return Math.abs(v3) + v2.size();
}`);
    const script = `function greet(name, { loud }) {
  const text = \`hello \${name}\`;
  return [text].map((one) => one.name);
}`;
    expect(withNeutralNames(script, "javascript")).toBe(`function greet(v1, { v2 }) {
  const v3 = \`hello \${v1}\`;
  return [v3].map((v4) => v4.name);
}`);
  });

  it("leaves what it does not know", () => {
    expect(withNeutralNames("x := 3", "go")).toBe("x := 3");
    expect(withNeutralNames("", "python")).toBe("");
    const odd = "def f(:\n  = , ,";
    expect(withNeutralNames(odd, "python")).toBe(odd);
  });
});
