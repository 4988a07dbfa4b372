import { describe, expect, it } from "@jest/globals";
import type { Context } from "../../../src/contracts/context.ts";
import type { Sample } from "../../../src/contracts/engine.ts";
import { draftEdit } from "../../../src/sample/draft.ts";
import { generatorPrompt } from "../../../src/sample/prompt.ts";
import { decodeText } from "../../../src/sample/text-file.ts";
import { createContext, createRegion, createSample, createTask } from "../../support/run-parts.ts";

const FILE = "import math\n\ndef add(a, b):\n    return a - b\n\nLIMIT = 3\n";
const TARGET = { startLine: 3, text: "def add(a, b):\n    return a - b" };
const FIXED = "def add(a, b):\n    return a + b";

/** The draft of an answer to a file in Latin-1 bytes; `null` for a file that does not exist. */
function draft(
  answer: string | Partial<Sample>,
  parts: { file?: string | null; context?: Context } = {},
) {
  const { file = FILE, context = createContext({ target: createRegion(TARGET) }) } = parts;
  const sample = createSample(typeof answer === "string" ? { text: answer } : answer);
  const prompt = generatorPrompt(createTask(), context, "explained");
  const decoded = file === null ? null : decodeText(Buffer.from(file, "latin1"));
  return draftEdit({ context, prompt, sample }, decoded);
}

function bytes({ edit }: ReturnType<typeof draft>): string | undefined {
  return edit && Buffer.from(edit.content).toString("latin1");
}

function codes({ refusals }: ReturnType<typeof draft>): string[] {
  return refusals.map(({ code }) => code);
}

describe("draftEdit", () => {
  it("puts the answer into its place and nowhere else", () => {
    const made = draft(FIXED);
    expect(bytes(made)).toBe(FILE.replace("a - b", "a + b"));
    expect(made).toMatchObject({ code: FIXED, refusals: [], edit: { path: "calc.py" } });
  });

  it.each([
    ["CRLF", FILE.replaceAll("\n", "\r\n")],
    ["a lone CR", FILE.replaceAll("\n", "\r")],
    ["no final newline", FILE.trimEnd()],
    ["Latin-1", FILE.replace("import math", "# gr\xfcn\n# rot").replace("\n\ndef", "\ndef")],
    ["a BOM", `\xef\xbb\xbf${FILE}`],
  ])("keeps a file with %s as it is but for the fix", (_what, file) => {
    expect(bytes(draft(FIXED, { file }))).toBe(file.replace("a - b", "a + b"));
  });

  it("refuses what Latin-1 cannot hold, and keeps the code to show", () => {
    const file = FILE.replace("LIMIT", "GR\xdcN");
    const made = draft(`${FIXED}  # →`, { file });
    expect(codes(made)).toEqual(["encoding"]);
    expect(made.edit).toBeUndefined();
    expect(made.code).toBe(`${FIXED}  # →`);
  });

  it("keeps half an answer with its edit", () => {
    const made = draft({ text: "def add(a, b):\n    return a +", finish: "length", tokens: 9 });
    expect(codes(made)).toEqual(["half-answer"]);
    expect(made.refusals[0]?.detail).toContain("9 tokens");
    expect(bytes(made)).toContain("    return a +\n\nLIMIT");
  });

  it.each([
    ["the same code", TARGET.text],
    ["the same code but for space around it", `\n${TARGET.text}\n\n`],
  ])("says that %s changes nothing", (_what, answer) => {
    expect(codes(draft(answer))).toEqual(["no-op"]);
  });

  it("refuses a stub", () => {
    expect(codes(draft("def add(a, b):\n    # ... rest of the code"))).toEqual(["stub"]);
  });

  it.each([
    ["", "empty"],
    ["   \n\n", "empty"],
  ])("has no edit for the answer %j", (answer, code) => {
    const made = draft(answer);
    expect(codes(made)).toEqual([code]);
    expect(made.edit).toBeUndefined();
  });

  it("gives both reasons for half an answer that is nothing", () => {
    expect(codes(draft({ text: "", finish: "length" }))).toEqual(["half-answer", "empty"]);
  });

  it("writes a new file with a final newline", () => {
    const target = createRegion({ path: "new.py", text: "", endLine: 0, name: "new.py" });
    const context = createContext({ format: "new-file", target });
    const made = draft("x = 1", { file: null, context });
    expect(made).toMatchObject({ code: "x = 1", refusals: [], edit: { path: "new.py" } });
    expect(bytes(made)).toBe("x = 1\n");
  });

  it("takes the whole file where it was asked for", () => {
    const target = createRegion({ text: FILE.trimEnd() });
    const context = createContext({ format: "whole-file", target });
    const made = draft("def add(a, b):\n    return a + b\n", { context });
    expect(bytes(made)).toBe("def add(a, b):\n    return a + b\n");
    expect(made.code).toBe(FIXED);
  });

  it("shows the judge the whole region of a SEARCH/REPLACE answer", () => {
    const context = createContext({ format: "search-replace", target: createRegion(TARGET) });
    const answer = "<<<<<<< SEARCH\n    return a - b\n=======\n    return a + b\n>>>>>>> REPLACE";
    const made = draft(answer, { context });
    expect(made.code).toBe(FIXED);
    expect(bytes(made)).toBe(FILE.replace("a - b", "a + b"));
  });

  it("shows the judge all of a region that grew, at the end of a file too", () => {
    const target = createRegion({ startLine: 6, text: "LIMIT = 3", name: "lines 6–6" });
    const made = draft("```python\nLIMIT = 4\nOTHER = 5\n```", {
      context: createContext({ target }),
    });
    expect(made.code).toBe("LIMIT = 4\nOTHER = 5");
    expect(bytes(made)).toBe(FILE.replace("LIMIT = 3", "LIMIT = 4\nOTHER = 5"));
  });
});
