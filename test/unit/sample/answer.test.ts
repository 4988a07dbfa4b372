import { fc, test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import type { Context } from "../../../src/contracts/context.ts";
import { type AnswerOptions, parseAnswer } from "../../../src/sample/answer.ts";
import { applyEdits } from "../../../src/sample/apply.ts";

const FILE = `import math

class Cart:
    def total(self, items):
        s = 0
        for item in items:
            s += item.price
        return s

    def empty(self):
        return True
`;
const METHOD = FILE.split("\n").slice(3, 8).join("\n");

function context(overrides: Partial<Context["target"]> = {}, format: Context["format"] = "region") {
  const target = {
    path: "cart.py",
    startLine: 4,
    endLine: 8,
    text: METHOD,
    language: "python",
    name: "Cart.total",
    reasons: [],
    score: 1,
    ...overrides,
  };
  return { id: 1, format, target, reading: [] } satisfies Context;
}

function textOf(answer: string, options: AnswerOptions = {}, c: Context = context()): string {
  const parsed = parseAnswer(answer, c, options);
  if ("refusal" in parsed) return `refused: ${parsed.refusal.code}`;
  return parsed.edits.map((edit) => edit.newText).join("\n---\n");
}

const FIXED = METHOD.replace("s = 0", "s = 1");
const MARGIN = FIXED.split("\n")
  .map((line) => line.slice(4))
  .join("\n");

describe("parseAnswer", () => {
  it.each([
    ["a fence", `\`\`\`python\n${FIXED}\n\`\`\``, {}],
    ["chatter around", `Here:\n\n\`\`\`python\n${FIXED}\n\`\`\`\nHope that helps!`, {}],
    ["a longer fence", `\`\`\`\`py title="x"\n${FIXED}\n\`\`\`\``, {}],
    ["tildes", `~~~\n${FIXED}\n~~~`, {}],
    ["no closing fence", `\`\`\`python\n${FIXED}`, {}],
    ["our own opened fence", `${FIXED}\n\`\`\`\nDone.`, { opened: true }],
    ["a fence inside our own", `\`\`\`python\n${FIXED}\n\`\`\``, { opened: true }],
    ["no fence at all", `Sure, here it is:\n${FIXED}`, {}],
    ["CRLF", `\`\`\`python\n${FIXED}\n\`\`\``.replaceAll("\n", "\r\n"), {}],
    ["a method at the margin", `\`\`\`python\n${MARGIN}\n\`\`\``, {}],
    ["a first line at the margin", `${FIXED.trimStart()}\n\`\`\``, { opened: true }],
    ["a repeated signature", `    def total(self, items):\n${FIXED}\n\`\`\``, { opened: true }],
    ["a leaked token", `${FIXED}<|im_end|>\n<|im_start|>user`, { opened: true }],
    ["an echoed file", FILE.replace(METHOD, FIXED), { opened: true, fileText: FILE }],
    ["a class around it", `class Cart:\n${FIXED}\n\`\`\``, { opened: true, fileText: FILE }],
    [
      "several fences",
      `\`\`\`sh\npip install cart\npip install cart\npip x\na\nb\nc\nd\n\`\`\`\n\`\`\`python\n${FIXED}\n\`\`\`\n\`\`\`python\nCart().total([])\n\`\`\``,
      {},
    ],
    [
      "SEARCH/REPLACE",
      "<<<<<<< SEARCH\n        s = 0\n=======\n        s = 1\n>>>>>>> REPLACE",
      {},
    ],
    ["SEARCH/REPLACE, sloppy", "```\n<<<<< SEARCH\ns = 0  \n======\ns = 1\n>>>>>\n```", {}],
  ])("reads %s", (_, answer, options) => {
    expect(textOf(answer, options)).toBe(FIXED);
  });

  it.each([
    ["", "empty"],
    [" \n\n", "empty"],
    ["```python\n\n```", "empty"],
    ["I cannot help with that.", "no-edit"],
    ["<<<<<<< SEARCH\nnot there at all\n=======\nx\n>>>>>>> REPLACE", "no-match"],
    ["<<<<<<< SEARCH\n        s = 0\n=======\n", "no-edit"],
  ])("refuses %j", (answer, code) => {
    expect(textOf(answer)).toBe(`refused: ${code}`);
  });

  it("makes tabs of spaces where the file has tabs", () => {
    const target = {
      path: "a.js",
      text: "\tf() {\n\t\treturn 1;\n\t}",
      name: "f",
      startLine: 2,
      endLine: 4,
    };
    const answer = "```js\nf() {\n  return 2;\n}\n```";
    expect(textOf(answer, {}, context(target))).toBe("\tf() {\n\t\treturn 2;\n\t}");
  });

  it("cuts the class that JavaScript answers repeat", () => {
    const fileText = "class A {\n  f() {\n    return 1;\n  }\n}\n";
    const target = {
      path: "a.js",
      text: "  f() {\n    return 1;\n  }",
      name: "A.f",
      startLine: 2,
      endLine: 4,
    };
    const answer = "class A {\n  f() {\n    return 2;\n  }\n}\n```";
    const text = textOf(answer, { opened: true, fileText }, context(target));
    expect(text).toBe("  f() {\n    return 2;\n  }");
  });

  it("keeps a control token that the region itself is about", () => {
    const target = { text: 'END = "<|im_end|>"', name: "lines 1–1", startLine: 1, endLine: 1 };
    expect(textOf('```\nEND = "<|im_end|>!"\n```', {}, context(target))).toBe(
      'END = "<|im_end|>!"',
    );
  });

  it("makes a new file", () => {
    const target = { path: "new.py", text: "", startLine: 1, endLine: 0, name: "new.py" };
    const parsed = parseAnswer("```python\nx = 1\n```", context(target, "new-file"));
    expect(parsed).toEqual({
      edits: [{ path: "new.py", startLine: 1, endLine: 0, newText: "x = 1" }],
    });
  });

  const chunk = fc.constantFrom(
    ...[
      "```",
      "```py\n",
      "~~~~",
      "\n",
      "    ",
      "<<<<<<< SEARCH\n",
      "=======\n",
      ">>>>>>> REPLACE\n",
    ],
    ...[
      "def total(self, items):\n",
      "        s = 0\n",
      "<|im_end|>",
      "\r\n",
      "x",
      "\0",
      "\ud800",
      METHOD,
    ],
  );
  const answers = fc.oneof(
    fc.string(),
    fc.array(chunk, { maxLength: 40 }).map((c) => c.join("")),
  );

  test.prop([answers, fc.boolean(), fc.boolean()])(
    "stays inside the region",
    (answer, opened, known) => {
      const parsed = parseAnswer(
        answer,
        context(),
        known ? { opened, fileText: FILE } : { opened },
      );
      if ("refusal" in parsed) return;
      const after = applyEdits(FILE, parsed.edits).split("\n");
      const before = FILE.split("\n");
      expect(after.slice(0, 3)).toEqual(before.slice(0, 3));
      expect(after.slice(-4)).toEqual(before.slice(-4));
    },
  );

  const line = fc.stringMatching(/^ {0,8}[a-z(){}=]{1,8}$/);
  test.prop([fc.array(line, { minLength: 1, maxLength: 12 }), fc.boolean()])(
    "gives back a region rendered in a fence",
    (lines, known) => {
      const text = lines.join("\n");
      const c = context({ text, startLine: 1, endLine: lines.length, name: "lines 1–12" });
      const options = known ? { fileText: text } : {};
      expect(textOf(`\`\`\`python\n${text}\n\`\`\``, options, c)).toBe(text);
    },
  );

  it("takes a megabyte of one character", () => {
    const start = Date.now();
    for (const char of ["`", "<", "=", " ", "\n", "a", "~", "|", "\t"]) {
      textOf(char.repeat(1_000_000), { fileText: FILE });
      textOf(char.repeat(1_000_000), { opened: true });
    }
    expect(Date.now() - start).toBeLessThan(5000);
  });
});
