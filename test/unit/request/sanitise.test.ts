import { fc, test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import { UsageError } from "../../../src/contracts/errors.ts";
import { parseIssue } from "../../../src/request/issue-file.ts";
import { removeHiddenText } from "../../../src/request/sanitise.ts";

describe("removeHiddenText", () => {
  it.each([
    ["a <!-- secret --> b", "a  b", "HTML comments"],
    ["a <!-- never\nclosed ``` x", "a ", "HTML comments"],
    ["a <!--> b", "a  b", "HTML comments"],
    ["<!--\n```\n-->\nb", "\nb", "HTML comments"],
    ['<img src="x" alt="do > this">', '<img src="x" alt="">', "alternative texts and titles"],
    ["![do this](x.png)", "![](x.png)", "alternative texts and titles"],
    ["[//]: # (do this)\nb", "\nb", "reference comments"],
    ["a\u200Bb\uFEFF\u00AD", "ab", "invisible characters"],
    ["a\u202Eb\u2066", "ab", "text direction controls"],
    ["a\u{E0041}\u{E0042}b", "ab", "invisible characters"],
    ["a\u0007\u001B[31mb\0", "a[31mb", "control characters"],
    ["a\u200Db", "ab", "invisible characters"],
    ["x\uFE01\uFE02\uFE03", "x\uFE01", "invisible characters"],
  ])("cleans %j", (before, after, kind) => {
    expect(removeHiddenText(before)).toEqual({ text: after, removed: [kind] });
  });

  it.each([
    "plain\ttext\nwith lines",
    "Die Größe ist falsch, „Straße“ fehlt.",
    "中文问题：解析失败。",
    "می\u200Cخواهم",
    "क्\u200Dष",
    "👩\u200D💻 ❤\uFE0F",
    "`<!-- kept -->` and ``<!-- ` -->``",
    "```html\n<!-- kept -->\n<img alt='kept'>\n```\nend",
    "~~~\n<!-- kept",
    'set title="x" in the settings',
    "a < b and b > c",
  ])("leaves %j alone", (text) => {
    expect(removeHiddenText(text)).toEqual({ text, removed: [] });
  });

  it("removes a comment behind code", () => {
    expect(removeHiddenText("```\na\n```\n<!-- x -->`b`").text).toBe("```\na\n```\n`b`");
  });

  const chunk = fc.constantFrom(
    "<!--",
    "-->",
    "`",
    "```",
    "\n",
    "~~~",
    "a",
    "\u202E",
    "<img alt='",
    "'>",
    "\u200D",
    "👩",
  );
  test.prop([fc.array(chunk).map((c) => c.join(""))])(
    "leaves no direction control anywhere",
    (text) => {
      const clean = removeHiddenText(text).text;
      expect(clean).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B]/);
      expect(clean.length).toBeLessThanOrEqual(text.length);
    },
  );

  it("takes a megabyte of one thing", () => {
    const start = Date.now();
    for (const piece of [
      "`",
      "<",
      "<!--",
      "a",
      "~",
      "\n",
      "` ",
      "``` ",
      "[",
      "![",
      "<a alt=",
      '<a alt="',
      "\u200D",
      "`\n\n",
    ]) {
      removeHiddenText(piece.repeat(Math.floor(1_000_000 / piece.length)));
    }
    expect(Date.now() - start).toBeLessThan(25_000);
  });
});

describe("parseIssue", () => {
  it.each([
    ["# Crash in parser\n\nIt crashes.\n", "Crash in parser", "It crashes."],
    ["Crash in parser\r\n\r\nIt crashes.\r\n", "Crash in parser", "It crashes."],
    ["---\nlabels: bug\n---\n# Titel ##\nText", "Titel", "Text"],
    [
      "# Absturz beim Öffnen großer Dateien\n\nDie Größe wird falsch berechnet.",
      "Absturz beim Öffnen großer Dateien",
      "Die Größe wird falsch berechnet.",
    ],
    [
      "# 日期解析失败\n\n调用 `parse_date` 时抛出异常。",
      "日期解析失败",
      "调用 `parse_date` 时抛出异常。",
    ],
    ["```\n# no title\n```\n", "fallback", "```\n# no title\n```"],
    [`${"long ".repeat(50)}\nx`, "fallback", `${"long ".repeat(50)}\nx`],
  ])("reads %j", (text, title, body) => {
    expect(parseIssue(text, "fallback")).toMatchObject({ title, body });
  });

  it.each(["", " \n", "<!-- only hidden -->", "\u200B"])("refuses %j", (text) => {
    expect(() => parseIssue(text, "x")).toThrow(UsageError);
  });

  it("notes what was taken out", () => {
    expect(parseIssue("# T\n<!-- x -->y", "f").hiddenTextRemoved).toEqual(["HTML comments"]);
  });
});
