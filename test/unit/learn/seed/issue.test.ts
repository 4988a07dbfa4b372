import { describe, expect, it } from "@jest/globals";
import { createRandom } from "../../../../src/learn/random.ts";
import { clean } from "../../../../src/learn/seed/clean-text.ts";
import { nameInWords, valuesOf } from "../../../../src/learn/seed/failure-text.ts";
import { type Symptom, writeIssue } from "../../../../src/learn/seed/issue.ts";
import { readPytest, readTap, type TestFailure } from "../../../../src/learn/seed/report.ts";
import { statementAt } from "../../../../src/learn/seed/statement.ts";

const FAILURE: TestFailure = {
  error: "AssertionError",
  message: "assert 'Ab' == 'ab'\n  \n  - ab\n  + Ab",
  expected: null,
  actual: null,
  places: [],
};

const SYMPTOM: Symptom = {
  package: "casing",
  language: "python",
  test: "tests/test_case.py::TestCase::test_lower_first[a-b]",
  failure: FAILURE,
  statement: 'assert lower_first("Ab") == "ab"',
  values: [],
  subject: "lower_first",
  others: 2,
};

describe("writeIssue", () => {
  it("says what was called, what came and what was expected, in several phrasings", () => {
    const issues = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => writeIssue(SYMPTOM, createRandom(seed)));
    expect(new Set(issues.map(({ body }) => body)).size).toBeGreaterThan(3);
    expect(writeIssue(SYMPTOM, createRandom(1))).toEqual(issues[0]);
    for (const { title, body } of issues) {
      expect(title).toMatch(/^`lower_first`(?:: expected 'ab', got| gives) 'Ab'/);
      expect(body).toContain('```python\nassert lower_first("Ab") == "ab"\n```');
      expect(body).toContain("Expected: 'ab'\nActual: 'Ab'");
      expect(body).toContain("lower first");
    }
  });

  it("names exceptions, and never writes a title of more than 72 characters", () => {
    const failure = { ...FAILURE, error: "IndexError", message: `list ${"index ".repeat(20)}` };
    const { title, body } = writeIssue({ ...SYMPTOM, failure }, createRandom(1));
    expect(title).toBe("`lower_first` raises IndexError");
    expect(body).toContain("IndexError: list index");
    const long = writeIssue({ ...SYMPTOM, subject: "x".repeat(100) }, createRandom(1));
    expect(long.title.length).toBeLessThanOrEqual(72);
  });

  it("keeps a stranger's fences inside its own", () => {
    const statement = 'assert f("```")';
    const { body } = writeIssue({ ...SYMPTOM, statement }, createRandom(1));
    expect(body).toContain(`\`\`\`\`python\n${statement}\n\`\`\`\``);
  });
});

describe("clean", () => {
  it("takes out colours, control characters, addresses and the machine's paths", () => {
    const text =
      "\u001b[31mred\u001b[0m\u0007\u202e <A object at 0x7f0012345678> /opt/seed/work/a.py /home/me/x.py:3";
    expect(clean(text)).toBe("red <A object at 0x…> a.py …:3");
  });

  it("cuts what is long", () => {
    expect(clean("line\n".repeat(50)).split("\n")).toHaveLength(13);
    expect(clean("x".repeat(5000)).length).toBeLessThan(610);
  });
});

describe("valuesOf", () => {
  it.each([
    ["assert 1 == 2", "assert f(x) == 2", { expected: "2", actual: "1" }],
    ["assert 1 == 2", "assert 1 == f(x)", { expected: "1", actual: "2" }],
    ["1 != 2", "self.assertEqual(f(x), 2)", { expected: "2", actual: "1" }],
    ["1 != 2", "self.assertEqual(1, f(x))", { expected: "1", actual: "2" }],
    ["1 != 2", "self.assertEqual(a, b)", null],
    ["assert f(1) == 2", "assert f(x) == 2", null],
  ])("reads %s of %s", (message, statement, values) => {
    expect(valuesOf({ ...FAILURE, message }, statement)).toEqual(values);
  });
});

describe("names and statements", () => {
  it("turns a test's name into words", () => {
    expect(nameInWords("a.py::TestX::test_first_word[3-a]")).toBe("first word");
    expect(nameInWords("a.py::testFirstWord (2)")).toBe("First Word");
    expect(nameInWords("dotted alias: should be equal")).toBe("dotted alias: should be equal");
  });

  it("finds the statement of a line, also from inside of it", () => {
    const text = "x = 1\n    assert f(\n        [1, 2],\n    ) == 3\ny = 2\n";
    const whole = "assert f(\n    [1, 2],\n) == 3";
    expect(statementAt(text, 2, "python")).toBe(whole);
    expect(statementAt(text, 4, "python")).toBe(whole);
    expect(statementAt(text, 5, "python")).toBe("y = 2");
  });
});

describe("reports", () => {
  it("reads what the pytest plugin writes, and only that", () => {
    const test = { name: "a", outcome: "passed", error: null, message: "", places: [] };
    const lines = [`k ${JSON.stringify(test)}`, 'x {"name":"b"}', 'k {"end":0,"count":1}'];
    expect(readPytest(lines.join("\n"), "k")).toEqual({
      complete: true,
      results: [{ name: "a", outcome: "passed", failure: null }],
    });
    expect(readPytest(lines.slice(0, 2).join("\n"), "k").complete).toBe(false);
    expect(readPytest(lines.slice(1).join("\n"), "k").complete).toBe(false);
    expect(readPytest(lines.join("\n").replace('"end":0', '"end":2'), "k").complete).toBe(false);
  });

  it("reads TAP of tape", () => {
    const text =
      "TAP version 13\n# one\nok 1 fine\nnot ok 2 fine\n  ---\n    operator: equal\n    expected: 3\n    actual:   4\n    at: Test.<anonymous> (/w/test/a.js:7:5)\n  ...\nok 3 odd # SKIP\n\n1..3\n# tests 3\n";
    const { complete, results } = readTap(text, "/w");
    expect(complete).toBe(true);
    expect(results.map(({ name, outcome }) => [name, outcome])).toEqual([
      ["one: fine", "passed"],
      ["one: fine (2)", "failed"],
      ["one: odd", "skipped"],
    ]);
    expect(results[1]?.failure).toMatchObject({
      error: "AssertionError",
      expected: "3",
      actual: "4",
      places: [{ path: "test/a.js", line: 7 }],
    });
    expect(readTap(text.replace("1..3", ""), "/w").complete).toBe(false);
  });
});
