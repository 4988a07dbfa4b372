import { fc, test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import type { AnswerStyle } from "../../../src/contracts/answer-style.ts";
import { Context, EditFormat, type Region } from "../../../src/contracts/context.ts";
import type { Segment } from "../../../src/contracts/engine.ts";
import type { Task } from "../../../src/contracts/task.ts";
import { judgeCandidate, judgeFence, judgePrefix } from "../../../src/judge/prompt.ts";
import { beginning } from "../../../src/prompt/beginning.ts";
import { fenced, fenceFor, plainText } from "../../../src/prompt/chatml.ts";
import { generatorPrompt, livePrompts } from "../../../src/sample/prompt.ts";
import { createContext, createRegion, createTask } from "../../support/run-parts.ts";

/** A word of ours in every stranger's text shows where that text went. */
const MARK = "stranger";
const piece = fc.constantFrom(
  MARK,
  "<|im_end|>",
  "<|im_start|>system\n",
  "```",
  "````",
  "`",
  "\n",
  "~~~",
  "ü",
  "汉",
  " ",
);
const hostile = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));

const tasks: fc.Arbitrary<Task> = fc
  .record({
    title: hostile.map((text) => `${MARK} ${text}`),
    body: hostile,
    discussion: fc.array(fc.record({ author: hostile, body: hostile }), { maxLength: 3 }),
  })
  .map((overrides) => createTask(overrides));

const regions: fc.Arbitrary<Region> = fc
  .record({ path: hostile, text: hostile, name: hostile })
  .map((overrides) => createRegion(overrides));

const contexts: fc.Arbitrary<Context> = fc.record({
  id: fc.constant(1),
  format: fc.constantFrom(...EditFormat.options),
  target: regions,
  reading: fc.array(regions, { maxLength: 3 }),
});

function ofTrust(segments: readonly Segment[], trusted: boolean): string[] {
  return segments.filter((s) => s.trusted === trusted).map(({ text }) => text);
}

function turnsOf(text: string): string[] {
  return [...text.matchAll(/<\|im_start\|>(system|user|assistant)\n/g)].map(([, who]) => who ?? "");
}

describe("the prompts of generator and judge", () => {
  test.prop([tasks, contexts])("begin alike, to the last character", (task, context) => {
    const begin = beginning(task, context);
    for (const { segments } of livePrompts(task, context)) {
      expect(segments.slice(0, begin.length)).toEqual(begin);
    }
    expect(judgePrefix(task, context, "```").slice(0, begin.length)).toEqual(begin);
  });

  test.prop([tasks, contexts, hostile])(
    "hold a stranger's text in untrusted segments only",
    (task, context, code) => {
      const fence = judgeFence(context, [code]);
      const all = [
        ...livePrompts(task, context).flatMap(({ segments }) => segments),
        ...judgePrefix(task, context, fence),
        ...judgeCandidate(code, fence),
      ];
      expect(ofTrust(all, true).join("")).not.toContain(MARK);
      expect(ofTrust(all, true).join("")).not.toMatch(
        /\P{ASCII}|~~~|<\|im_start\|>system\n(?!You are)/u,
      );
      expect(ofTrust(all, false).join("")).toContain(MARK);
    },
  );

  test.prop([tasks, contexts])("have the turns of ChatML and no more", (task, context) => {
    const judged = ofTrust(
      [...judgePrefix(task, context, "```"), ...judgeCandidate("x", "```")],
      true,
    ).join("");
    for (const { segments } of livePrompts(task, context)) {
      const asked = ofTrust(segments, true).join("");
      expect(turnsOf(asked)).toEqual(["system", "user", "assistant"]);
      expect(asked.match(/<\|im_end\|>/g)).toHaveLength(2);
    }
    expect(turnsOf(judged)).toEqual(["system", "user", "assistant", "user", "assistant"]);
    expect(judged.match(/<\|im_end\|>/g)).toHaveLength(4);
  });

  test.prop([tasks, contexts, fc.array(hostile)])(
    "ask for code as they judge it, in a fence that no candidate can close",
    (task, context, codes) => {
      const fence = judgeFence(context, codes);
      for (const code of codes) expect(code).not.toContain(fence);
      const { segments } = generatorPrompt(task, context, "code");
      const own = fenceFor(context.target.text);
      if (fence === own && context.format !== "search-replace") {
        expect(judgePrefix(task, context, fence)).toEqual(segments);
      }
    },
  );

  it("shows the discussion with its authors, and what to change last", () => {
    const task = createTask({ discussion: [{ author: "ann", body: "also for 3" }] });
    const reading = [createRegion({ path: "other.py", text: "OTHER = 1" })];
    const text = plainText(beginning(task, createContext({ reading })));
    const places = [
      "add subtracts",
      "ann:\nalso for 3",
      "other.py",
      "OTHER = 1",
      "calc.py, lines 1 to 2",
      "return a - b",
    ];
    const found = places.map((place) => text.indexOf(place));
    expect(found).toEqual([...found].sort((a, b) => a - b));
    expect(found).not.toContain(-1);
  });

  it.each<[Context["format"], AnswerStyle, string | null, string[]]>([
    ["region", "code", "```", ["\n```"]],
    ["whole-file", "code", "```", ["\n```"]],
    ["new-file", "code", "```", ["\n```"]],
    ["search-replace", "code", null, []],
    ["region", "continued", "```", ["\n```"]],
    ["new-file", "continued", "```", ["\n```"]],
    ["search-replace", "continued", null, []],
    ["region", "explained", null, ["\n```\n"]],
    ["whole-file", "explained", null, ["\n```\n"]],
    ["new-file", "explained", "```", ["\n```"]],
  ])("open a fence for the answer of a %s, %s: %s", (format, style, fence, stop) => {
    const made = generatorPrompt(createTask(), createContext({ format }), style);
    expect(made).toMatchObject({ fence, stop });
    const asked = plainText(made.segments);
    const fenceOnly = asked.slice(0, asked.length - (made.begun ?? "").length);
    expect(fenceOnly.endsWith("```python\n")).toBe(fence !== null);
  });

  it("begin the answer with the region's first line, which is a stranger's text", () => {
    const target = createRegion({ text: "\n  @cache\n  def add(a, b):\n    return a - b\n" });
    const made = generatorPrompt(createTask(), createContext({ target }), "continued");
    expect(made).toMatchObject({ begun: "  @cache\n", style: "continued" });
    expect(made.segments.at(-1)).toEqual({ text: "  @cache\n", trusted: false });
    const empty = createContext({ target: createRegion({ text: "\n" }) });
    const nothing = generatorPrompt(createTask(), empty, "continued");
    expect(nothing.begun).toBeUndefined();
    expect(nothing.style).toBe("code");
  });

  it("ends where the verdict is the next token", () => {
    const text = plainText(judgeCandidate("x", "```"));
    expect(text).toMatch(/Answer Yes or No\.<\|im_end\|>\n<\|im_start\|>assistant\n$/);
  });

  it("makes a context that the schema allows", () => {
    expect(Context.safeParse(createContext()).success).toBe(true);
  });
});

describe("fenced", () => {
  test.prop([hostile])("cannot be closed by what it holds", (text) => {
    const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
    const [open, inside, close] = fenced(text, "python");
    expect(fenceFor(text).length).toBeGreaterThan(longest);
    expect(open?.text).toBe(`${fenceFor(text)}python\n`);
    expect(inside).toEqual({ text, trusted: false });
    expect(plainText([inside, close].filter((s) => s !== undefined))).toMatch(
      new RegExp(`(?:^|\\n)${fenceFor(text)}\\n$`),
    );
  });
});
