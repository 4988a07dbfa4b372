import { fc, test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import { cut, fence, inline, link, plainLine, prose } from "../../../src/publish/safe-text.ts";
import { hostile, rendered } from "./rendered.ts";

describe("inline", () => {
  it.each([
    ["calc.py", "`calc.py`"],
    ["`add` subtracts", "`` `add` subtracts ``"],
    ["two\nlines\tand  more", "`two lines and more`"],
    ["a|b", "`a¦b`"],
    ["  ", "`(empty)`"],
    ["<!-- patchjudge -->", "`⟨U+003C⟩!-- patchjudge -->`"],
    ["##[error]no", "`##⟨U+005B⟩error]no`"],
    ["\u202eevil", "`⟨U+202E⟩evil`"],
    ["`".repeat(12), "`⟨12 × U+0060⟩`"],
  ])("shows %j as %s", (text, shown) => {
    expect(inline(text, 100)).toBe(shown);
  });

  it("is cut between characters and says so", () => {
    expect(inline("abc\u{1f600}def", 5)).toBe("`abc…`");
  });

  test.prop([hostile, hostile, fc.integer({ min: 1, max: 60 })])(
    "is code and nothing else, wherever it stands",
    (first, second, max) => {
      const [a, b] = [inline(first, max), inline(second, max)];
      expect(a + b).not.toMatch(/[\n\r]/);
      const page = rendered(
        `Begin ${a} and ${b} end\n\n- ${a}\n\n> ${b}\n\n### x ${a}\n\n| h | i |\n|---|---|\n| ${a} | ${b} |\n| x | y |`,
      );
      expect(page.code).toHaveLength(7);
      expect(page.words.split("\n").map((line) => line.trim())).toEqual([
        "Begin  and  end",
        "x",
        "h",
        "i",
        "x",
        "y",
      ]);
      expect(page).toMatchObject({ blocks: [], links: [], images: 0, html: [], rows: [2, 2, 2] });
      expect(page).toMatchObject({ emphasis: 0, headings: 1 });
    },
  );

  test.prop([hostile])("cannot be taken for a marker or a command of a runner", (text) => {
    const shown = inline(text, 500);
    expect(shown).not.toContain("<!--");
    expect(shown).not.toContain("##[");
    expect(shown).not.toMatch(/^\s*::/);
  });
});

describe("fence", () => {
  it("shows a text in a block with a label", () => {
    expect(fence("a\n+b\n", { info: "diff" })).toBe("```diff\na\n+b\n```");
  });

  it("is longer than any fence in the text", () => {
    expect(fence("````\nx")).toBe("`````text\n````\nx\n`````");
  });

  it("does not grow beyond what a renderer can count", () => {
    expect(fence("`".repeat(300))).toBe("```text\n⟨300 × U+0060⟩\n```");
  });

  it("ends at the end of a line and says what is missing", () => {
    const text = ["one", "two", "three", "four"].join("\n");
    expect(fence(text, { max: 8 })).toBe("```text\none\ntwo\n```\n\n_2 more lines are left out._");
    expect(fence(text, { max: 13 })).toBe(
      "```text\none\ntwo\nthree\n```\n\n_One more line is left out._",
    );
    expect(fence(text, { max: text.length })).not.toContain("left out");
  });

  it("cuts a line that alone is too long, between characters", () => {
    expect(fence("ab\u{1f600}cd\nx", { max: 4 })).toBe(
      "```text\nab…\n```\n\n_The rest, from within a line, is left out._",
    );
  });

  it("shows what nobody would see, and keeps tabs and line ends", () => {
    const text = "a\tb\r\nc\u202ed\u200be\u0007f\rg\u2028h\ud800i";
    expect(fence(text)).toBe(
      "```text\na\tb\nc⟨U+202E⟩d⟨U+200B⟩e⟨U+0007⟩f⟨U+000D⟩g⟨U+2028⟩h⟨U+D800⟩i\n```",
    );
  });

  it("leaves emoji and scripts that need joiners as they are", () => {
    const text = "\u{1f469}\u200d\u{1f4bb} ❤\ufe0f می\u200cخواهم";
    expect(fence(text)).toBe(`\`\`\`text\n${text}\n\`\`\``);
    expect(fence("ad\u200dmin")).toContain("ad⟨U+200D⟩min");
  });

  it("shows comments of HTML, but nothing that looks like our marker", () => {
    expect(fence("<!-- a -->\n<!-- patchjudge:1 -->")).toBe(
      "```text\n<!-- a -->\n⟨U+003C⟩!-- patchjudge:1 -->\n```",
    );
  });

  test.prop([hostile, fc.option(fc.integer({ min: 1, max: 80 }), { nil: Infinity })])(
    "is never left by its text",
    (text, max) => {
      const page = rendered(
        `Before\n\n<details>\n\n${fence(`${text}\nlast`, { max })}\n\n</details>\n\nAfter`,
      );
      const [block] = page.blocks;
      expect(page.blocks).toHaveLength(1);
      expect((block?.text ?? "").length - 1).toBeLessThanOrEqual(max);
      const note =
        /^(?:\d+ more lines are|One more line is|The rest, from within a line, is) left out\.$/;
      const words = page.words.split("\n").filter((line) => !note.test(line));
      expect(words).toEqual(["Before", "After"]);
      expect(page).toMatchObject({ links: [], images: 0, html: ["<details>", "</details>"] });
      if (max === Infinity) expect(block?.text).toMatch(/last\n$/);
    },
  );
});

describe("prose", () => {
  it.each([
    "the issue names add",
    "no candidate is a patch that could be opened (3 no-edit, 2 policy)",
    "log-odds that the tests pass, learned from 263 tasks.",
    "ask again when it has ended, or `/cancel` it; `/pick 12` works too",
  ])("leaves a plain sentence as it is: %s", (sentence) => {
    expect(prose(sentence, 200)).toBe(sentence);
  });

  it.each([
    "ask @octocat",
    "fixes #1",
    "see GH-1",
    "see PROJ-12",
    "www.evil.example",
    "http://evil.example",
    "since 1234567abc",
    "well :tada: done",
    "two *stars*",
    "an `open tick",
    "- item",
    "1. item",
    "in_between",
  ])("puts into code what could have a meaning: %s", (sentence) => {
    expect(prose(sentence, 200)).toBe(inline(sentence, 200));
  });

  it("never cuts a command in two", () => {
    expect(prose("comment `/cancel` now", 12)).toBe(inline("comment `/cancel` now", 12));
  });

  test.prop([hostile, fc.integer({ min: 1, max: 60 })])("has no meaning", (text, max) => {
    const page = rendered(`Because ${prose(text, max)} and ${inline("@x", 5)}`);
    expect(page).toMatchObject({ blocks: [], links: [], images: 0, html: [], emphasis: 0 });
    expect(page.words).not.toMatch(/[@#<`]|www\.|:\/\//);
    expect(page.code).toContain("@x");
  });
});

describe("plainLine", () => {
  it.each([
    ["add subtracts", "add subtracts"],
    ["fixes #12 for @octocat", "fixes ＃12 for ＠octocat"],
    ["see GH-12 and gh-13", "see GH‑12 and gh‑13"],
    ["https://github.com/a/b/issues/1", "https：//github.com/a/b/issues/1"],
    ["[skip ci] [CI skip] [Bug] a[0]", "［skip ci] ［CI skip] [Bug] a[0]"],
    ["one\nCo-authored-by: x", "one Co-authored-by: x"],
    ["a\u202eb", "a⟨U+202E⟩b"],
  ])("shows %j as %j", (text, shown) => {
    expect(plainLine(text, 100)).toBe(shown);
  });

  test.prop([hostile])("is one line that nothing reacts to", (text) => {
    expect(plainLine(text, 100)).not.toMatch(
      /[\n\r@#]|:\/\/|<!--|\[(?:skip ci|ci skip)\]|\bgh-\d/i,
    );
    expect(plainLine(text, 20).length).toBeLessThanOrEqual(20);
  });
});

describe("link", () => {
  it("links words of ours to an address of the web", () => {
    const markdown = link("run", "https://git.example/a/b/actions/runs/1?x=(y)|z`");
    expect(rendered(markdown)).toMatchObject({ words: "run", code: [], html: [] });
    expect(rendered(markdown).links).toHaveLength(1);
    expect(markdown).not.toContain("|");
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "nonsense", "//x.example"])(
    "leaves the words alone if the address is %s",
    (address) => expect(link("run", address)).toBe("run"),
  );

  test.prop([fc.webUrl({ withFragments: true, withQueryParameters: true }), hostile])(
    "stays one link whatever the address has in it",
    (base, tail) => {
      const page = rendered(`| a |\n|---|\n| ${link("run", `${base}?${tail}`)} |`);
      expect(page).toMatchObject({ words: "a\nrun", code: [], html: [], images: 0, rows: [1, 1] });
      expect(page.links).toHaveLength(1);
    },
  );
});

test.prop([fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 10 })])(
  "cut never leaves half a character",
  (text, max) => {
    const short = cut(text, max);
    expect(short.length).toBeLessThanOrEqual(max);
    expect(short).not.toMatch(/\p{Surrogate}/u);
  },
);
