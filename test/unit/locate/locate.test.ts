import { beforeAll, describe, expect, it } from "@jest/globals";
import { UserError } from "../../../src/contracts/errors.ts";
import type { Syntax } from "../../../src/contracts/syntax.ts";
import type { Task } from "../../../src/contracts/task.ts";
import { renderLocated } from "../../../src/locate/explain.ts";
import { locate } from "../../../src/locate/locate.ts";
import { DEFAULT_LOCATE, type LocateRequest } from "../../../src/locate/types.ts";
import { createSyntax } from "../../../src/syntax/create-syntax.ts";
import { fakeRepository } from "./fake-repository.ts";

let syntax: Syntax;
beforeAll(async () => {
  syntax = await createSyntax();
});

function filler(prefix: string, count: number): string {
  const one = (i: number) =>
    `def ${prefix}_${i}(value):\n    """Filler ${i}."""\n    result = value + ${i}\n    return result\n`;
  return Array.from({ length: count }, (_, i) => one(i)).join("\n\n");
}

const DATES = `"""Dates."""
import datetime
from util import clean

LIMIT = 10


def parse_date(text):
    """Reads a date."""
    text = clean(text)
    return datetime.date.fromisoformat(text)


class Calendar:
    def __init__(self, days):
        self.days = days

    def first_day(self):
        return sorted(self.days)[0]

    def add_day(self, day):
        self.days.append(parse_date(day))


${filler("dates", 12)}
`;
const UTIL = `def clean(text):\n    return text.strip()\n\n\n${filler("util", 20)}`;
const TEST = `from dates import parse_date\n\n\ndef test_parse_date():\n    assert parse_date(" 2020-01-01 ")\n\n\n${filler("t", 12)}`;
const FILES = {
  "src/dates.py": DATES,
  "src/util.py": UTIL,
  "tests/test_dates.py": TEST,
  "README.md": "# Dates\n\nparse_date reads dates. Calendar holds days.\n",
  "node_modules/x/dates.py": DATES,
  "package-lock.json": "parse_date",
  "logo.png": "parse_date",
};

function task(title: string, body = ""): Task {
  return { title, body, discussion: [], hiddenTextRemoved: [] };
}

async function run(
  request: Partial<LocateRequest> & { task: Task },
  files: Record<string, string | Uint8Array> = FILES,
) {
  return await locate({
    repository: fakeRepository(files),
    commit: "c",
    syntax,
    decode: (bytes) => (bytes.includes(0) ? null : Buffer.from(bytes).toString("utf8")),
    settings: DEFAULT_LOCATE,
    ...request,
  });
}

const TRACE = `It fails:

\`\`\`
Traceback (most recent call last):
  File "/home/me/project/app.py", line 3, in main
    calendar.add_day("x")
  File "/home/me/project/src/dates.py", line 22, in add_day
    self.days.append(parse_date(day))
  File "/home/me/project/src/dates.py", line 19, in first_day
    return sorted(self.days)[0]
  File "/usr/lib/python3.11/datetime.py", line 100, in nothing
IndexError: list index out of range
\`\`\`
`;

describe("locate", () => {
  it.each([
    ["a name in the title", task("parse_date crashes on spaces"), "parse_date"],
    ["a name in a code span", task("Crash", "Calling `parse_date(None)` crashes."), "parse_date"],
    ["a method", task("Calendar.first_day fails for an empty list"), "Calendar.first_day"],
    [
      "a plain word",
      task("clean should remove tabs inside too", "The function clean keeps tabs."),
      "clean",
    ],
    ["the deepest own frame", task("Crash on start", TRACE), "Calendar.first_day"],
    [
      "a link",
      task("Wrong", "https://github.com/a/b/blob/main/src/dates.py#L21-L22"),
      "Calendar.add_day",
    ],
    ["a path with a line", task("Wrong", "See src/dates.py:10 please"), "parse_date"],
    [
      "German",
      task(
        "Leerzeichen am Anfang",
        "Beim Aufruf von parse_date mit führendem Leerzeichen stürzt das Programm ab. Bitte beheben.",
      ),
      "parse_date",
    ],
    [
      "Chinese",
      task("日期解析失败", "调用parse_date函数时，如果字符串前面有空格，就会抛出异常。"),
      "parse_date",
    ],
  ])("finds the definition by %s", async (_, issue, name) => {
    const located = await run({ task: issue });
    expect(located.contexts[0]?.target.name).toBe(name);
    expect(located.contexts[0]?.format).toBe("region");
  });

  it("gives the exact lines of the region", async () => {
    const { target } = (await run({ task: task("parse_date crashes") })).contexts[0] ?? {};
    expect(target).toMatchObject({
      path: "src/dates.py",
      startLine: 8,
      endLine: 11,
      language: "python",
    });
    expect(target?.text).toBe(DATES.split("\n").slice(7, 11).join("\n"));
  });

  it("adds imports, callees, callers and tests to read, within the limit", async () => {
    const settings = { ...DEFAULT_LOCATE, maxReadingLines: 30 };
    const located = await run({ task: task("parse_date crashes on spaces"), settings });
    const reading = located.contexts[0]?.reading ?? [];
    expect(reading[0]).toMatchObject({ path: "src/dates.py", startLine: 1 });
    const names = reading.map((region) => region.name);
    expect(names).toEqual(expect.arrayContaining(["clean", "test_parse_date", "Calendar.add_day"]));
    const lines = reading.reduce((sum, region) => sum + region.endLine - region.startLine + 1, 0);
    expect(lines).toBeLessThanOrEqual(30);
  });

  it("leaves out links, vendored files, lockfiles and binaries", async () => {
    const located = await run({ task: task("parse_date") });
    const paths = located.files.map((file) => file.path);
    expect(paths).not.toContain("node_modules/x/dates.py");
    expect(paths).not.toContain("package-lock.json");
    expect(located.scanned).toMatchObject({ files: 4, skipped: 3, truncated: false });
  });

  it("gives different targets to several contexts", async () => {
    const settings = { ...DEFAULT_LOCATE, contexts: 3 };
    const { contexts } = await run({ task: task("parse_date and clean and first_day"), settings });
    expect(contexts.map((context) => context.id)).toEqual([1, 2, 3]);
    expect(new Set(contexts.map((context) => context.target.name)).size).toBe(3);
  });

  it("asks for a small file as a whole", async () => {
    const located = await run(
      { task: task("slug is wrong") },
      { "a.py": "def slug(x):\n    return x\n" },
    );
    expect(located.contexts[0]).toMatchObject({
      format: "whole-file",
      target: { startLine: 1, endLine: 2 },
    });
  });

  it("asks for SEARCH/REPLACE in a long function", async () => {
    const long = `def huge(x):\n${"    x += 1\n".repeat(300)}    return x\n`;
    const located = await run({ task: task("huge is wrong") }, { "a.py": long });
    expect(located.contexts[0]).toMatchObject({
      format: "search-replace",
      target: { name: "huge" },
    });
  });

  it("asks for a window where there is no parser", async () => {
    const lines = Array.from({ length: 400 }, (_, i) => `line ${i} of code`);
    lines[222] = "func CheckTotals(x int) int { return x }";
    const located = await run({ task: task("CheckTotals is wrong") }, { "a.go": lines.join("\n") });
    const target = located.contexts[0]?.target;
    expect(located.contexts[0]?.format).toBe("region");
    expect(target?.startLine).toBeLessThanOrEqual(223);
    expect(target?.endLine).toBeGreaterThanOrEqual(223);
    expect((target?.endLine ?? 0) - (target?.startLine ?? 0)).toBeLessThan(60);
  });

  it.each([
    ["Add a script", "Please create `scripts/export.py` that prints all dates."],
    ["Neues Skript", "Bitte scripts/export.py anlegen."],
    ["新建脚本", "请新建 scripts/export.py 文件，导出所有日期。"],
  ])("asks for a new file: %s", async (title, body) => {
    const located = await run({ task: task(title, body) });
    expect(located.contexts[0]).toMatchObject({
      format: "new-file",
      target: { path: "scripts/export.py" },
    });
  });

  it("never proposes a new file outside the repository", async () => {
    const located = await run({
      task: task("Create a file", "Create ../../etc/x.py and /etc/y.py and .github/z.yml"),
    });
    expect(located.contexts[0]?.format).not.toBe("new-file");
  });

  it("always reads files that are named, and says when limits cut", async () => {
    const repository = fakeRepository(FILES);
    const settings = { ...DEFAULT_LOCATE, maxFiles: 1, maxBytes: 10 };
    const located = await run({
      repository,
      settings,
      task: task("Wrong", "in src/util.py, function clean"),
    });
    expect(located.contexts[0]?.target.path).toBe("src/util.py");
    expect(located.scanned.truncated).toBe(true);
    expect(renderLocated(located)).toMatch("some files were not looked at");
  });

  it("finds something although no word fits", async () => {
    const located = await run({ task: task("世界") });
    expect(located.contexts).toHaveLength(1);
  });

  it("says so when there is nothing to change", async () => {
    await expect(run({ task: task("x") }, { "a.png": "x" })).rejects.toThrow(UserError);
    await expect(run({ task: task("x"), signal: AbortSignal.abort() })).rejects.toThrow("stopped");
  });

  it("prefers code over its tests", async () => {
    const located = await run({
      task: task("test fails", "FAILED tests/test_dates.py::test_parse_date"),
    });
    expect(located.contexts[0]?.target.name).toBe("parse_date");
  });
});
