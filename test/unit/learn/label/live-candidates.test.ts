import { describe, expect, it } from "@jest/globals";
import type { StyledCandidate } from "../../../../src/learn/collect/pool.ts";
import { liveCandidates } from "../../../../src/learn/label/live-candidates.ts";
import { decodeText } from "../../../../src/sample/text-file.ts";
import { createSyntax } from "../../../../src/syntax/create-syntax.ts";
import { createLearnTask } from "../../../support/learn-parts.ts";
import { createContext, createRegion } from "../../../support/run-parts.ts";

const FILE = "import math\n\ndef add(a, b):\n    return a - b\n\nLIMIT = 3\n";
const FAULTY = "def add(a, b):\n    return a - b";
const FIXED = "def add(a, b):\n    return a + b";

async function live(answers: readonly (string | Partial<StyledCandidate>)[]) {
  const target = createRegion({ startLine: 3, text: FAULTY });
  const task = createLearnTask({ domain: "repository", context: createContext({ target }) });
  const file = decodeText(Buffer.from(FILE));
  if (file === null) throw new Error("no text");
  const candidates = answers.map((own, i): StyledCandidate => {
    const usual = { code: "", tokens: 9, finish: "stop" as const, meanLogprob: -0.1 };
    const given = typeof own === "string" ? { code: own } : own;
    return { id: i + 1, style: "explained", certainty: null, ...usual, ...given };
  });
  return await liveCandidates(task, candidates, { file, syntax: await createSyntax() });
}

const explained = (code: string) => `add must add.\n\n\`\`\`python\n${code}`;

describe("liveCandidates", () => {
  it("are the region's new text, without explanation, echo and wrong indentation", async () => {
    const [one, two] = await live([
      explained(FIXED),
      explained(`import math\n\n${FIXED.replaceAll(/^/gm, "  ")}\n\nLIMIT = 3`),
    ]);
    const newText = FILE.replace("a - b", "a + b");
    expect(one).toEqual({ id: 1, code: FIXED, newText, refused: null });
    expect(two).toEqual({ id: 2, code: FIXED, newText, refused: null });
  });

  it("say why a live run would not judge them", async () => {
    const refused = await live([
      explained(FAULTY),
      { code: explained(FIXED), finish: "length" },
      explained("def add(a, b):\n    return (a +"),
      explained("def add(a, b):\n    pass"),
      "I cannot help with that.",
      "",
    ]);
    expect(refused.map((own) => own.refused)).toEqual([
      "no-op",
      "half-answer",
      "syntax",
      "stub",
      "no-edit",
      "empty",
    ]);
    expect(refused.every(({ newText }) => newText === null)).toBe(true);
  });

  it("are read as their question was asked", async () => {
    const read = await live([
      { code: `${FIXED}\n`, style: "code" },
      explained(FIXED),
      { code: "    return a + b\n", style: "continued" },
      { code: `${FIXED}\n`, style: "continued" },
    ]);
    expect(read.map(({ code, refused }) => [code, refused])).toEqual(read.map(() => [FIXED, null]));
  });

  it("are equal to the last character where a live run counts votes", async () => {
    const spaced = "def add(a, b):\n\n    return a + b  ";
    const [one, two] = await live([explained(FIXED), explained(spaced)]);
    expect(two?.code).toBe(one?.code);
    expect(two?.newText).toBe(one?.newText);
  });
});
