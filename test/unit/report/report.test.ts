import { fc, test } from "@fast-check/jest";
import { describe, expect, it } from "@jest/globals";
import picocolors from "picocolors";
import type { Candidate } from "../../../src/contracts/candidate.ts";
import { Result } from "../../../src/contracts/result.ts";
import type { Ranked } from "../../../src/contracts/verdict.ts";
import { renderPage } from "../../../src/report/page.ts";
import { printable } from "../../../src/report/printable.ts";
import { decisionSentence, scoreNote, signed, tableRows } from "../../../src/report/rows.ts";
import { renderTable } from "../../../src/report/table.ts";
import {
  createCandidate,
  createContext,
  createFailed,
  createRegion,
  createResult,
  createTask,
} from "../../support/run-parts.ts";

const plain = picocolors.createColors(false);

/** Characters of a stranger that no reader sees, or that steer a terminal or the reading direction. */
const UNSEEN = [
  "\u0007",
  "\u001b",
  "\u007f",
  "\u009b",
  "\u061c",
  "\u200b",
  "\u200e",
  "\u202e",
  "\u2066",
  "\u2060",
  "\ufeff",
  "\u{e0041}",
];
const ATTACK = `<script>alert(1)</script><img src=x onerror=alert(1)>"'&<a href="javascript:x">${UNSEEN.join("")}\u001b[2J\u001b]8;;http://x\u0007`;

function ranked(candidate: number, rank: number, score: number): Ranked {
  return { candidate, rank, margin: score, labelMass: 0.9, score };
}

/** Four candidates: the best, a vote for it, the runner-up, and one that is no patch. */
function createVaried(): Result {
  const candidates = [
    createCandidate({ id: 1, votes: 1, addedLines: 12, removedLines: 3 }),
    createCandidate({ id: 2, votes: 2 }),
    createCandidate({ id: 3, votes: 2, sameAs: 2 }),
    createFailed({ id: 4 }),
  ];
  return createResult({
    candidates,
    verdict: {
      ranking: [ranked(2, 1, 2.346), ranked(1, 2, -0.5)],
      judge: null,
      calibration: "uncalibrated",
      probability: null,
      decision: { kind: "open", candidate: 2 },
    },
  });
}

/** A result in which every stranger's text is an attack. */
function createHostile(text = ATTACK): Result {
  const region = createRegion({ path: `${text}.py`, name: text, reasons: [text], text });
  const own: Partial<Candidate> = { answer: text, diff: `+${text}\n`, files: [text], code: text };
  const refusals: Candidate["refusals"] = [{ code: "policy", detail: text }];
  const base = createResult();
  return createResult({
    task: createTask({ title: text, body: text, discussion: [{ author: text, body: text }] }),
    contexts: [createContext({ target: region, reading: [region] })],
    prompts: [{ context: 1, text, tokens: 3 }],
    candidates: [
      createCandidate(own),
      createFailed({ id: 2, answer: text, files: [text], refusals }),
    ],
    manifest: {
      ...base.manifest,
      repository: text,
      generator: { ...base.manifest.generator, model: text, device: text },
      judge: { ...base.manifest.judge, model: text },
      sharedProcess: false,
    },
  });
}

describe("tableRows", () => {
  it("puts votes under the patch that they are for, and what is no patch last", () => {
    const rows = tableRows(createVaried());
    expect(
      rows.map(({ candidate, rank, votes, state }) => [candidate, rank, votes, state]),
    ).toEqual([
      [2, "1", "2", "ready"],
      [3, "", "", "same as 2"],
      [1, "2", "1", "ready"],
      [4, "", "1", "no-edit: the answer has no code"],
    ]);
    expect(rows.map(({ chosen }) => chosen)).toEqual([true, false, false, false]);
  });

  it("takes every number from the result", () => {
    const rows = tableRows(createVaried());
    expect(rows.map(({ rank, score, votes, change }) => [rank, score, votes, change])).toEqual([
      ["1", "+2.35", "2", "+1 −1"],
      ["", "", "", "+1 −1"],
      ["2", "−0.50", "1", "+12 −3"],
      ["", "", "1", ""],
    ]);
  });

  it.each([
    [2.346, "+2.35"],
    [-0.5, "−0.50"],
    [0, "+0.00"],
    [-0.001, "−0.00"],
    [1234.5, "+1234.50"],
  ])("writes %f as %s", (value, text) => {
    expect(signed(value)).toBe(text);
  });
});

describe("decisionSentence", () => {
  it("counts the votes and the lead", () => {
    expect(decisionSentence(createVaried())).toBe(
      "Candidate 2 is best: 2 of 4 samples wrote it, +2.85 over the next.",
    );
  });

  it("has no lead where there is no other", () => {
    expect(decisionSentence(createResult())).toBe("Candidate 1 is best: 1 of 1 samples wrote it.");
  });

  it("gives the reason of an abstention", () => {
    const decision = { kind: "abstain" as const, reason: "no candidate (2 stub)" };
    const none = { judge: null, probability: null, calibration: "uncalibrated" as const };
    const verdict = { ranking: [], ...none, decision };
    expect(decisionSentence(createResult({ verdict }))).toBe(
      "No patch is opened: no candidate (2 stub).",
    );
  });
});

describe("scoreNote", () => {
  const noteOf = (own: Partial<Result["verdict"]>) => {
    const result = createResult();
    return scoreNote({ ...result, verdict: { ...result.verdict, ...own } });
  };
  const basis = { tasks: 44, packages: 30, languages: ["javascript", "python"] };

  it.each<[number, string]>([
    [0.62, "about 60 %"],
    [0.634, "about 65 %"],
    [0.999, "about 95 %"],
    [0.001, "about 5 %"],
  ])("says of %d no more than a few dozen tasks tell, and of which", (probability, words) => {
    const note = noteOf({ calibration: "repository", probability, basis });
    expect(note).toContain(words);
    expect(note).toContain("44 bugs planted in 30 packages (javascript, python)");
    expect(note).toContain("your issue is of another kind");
  });

  it("says why there is no probability where the judge has one for other runs", () => {
    expect(noteOf({})).toContain("Not calibrated for repositories: it ranks");
    const noProbability = "the calibration is for python";
    expect(noteOf({ noProbability })).toContain(`(${noProbability}): it ranks`);
  });
});

describe("renderTable", () => {
  it("shows each row once, with the best marked by a sign", () => {
    const lines = renderTable(createVaried(), plain, 100).split("\n");
    const rows = lines
      .filter((line) => /^│.*\d/.test(line))
      .map((line) => line.split("│").map((cell) => cell.trim()));
    expect(rows.map((cells) => cells.slice(1, 8))).toEqual([
      ["▶", "1", "2", "+2.35", "2", "+1 −1", "ready"],
      ["", "", "3", "", "", "+1 −1", "same as 2"],
      ["", "2", "1", "−0.50", "1", "+12 −3", "ready"],
      ["", "", "4", "", "1", "", "no-edit: the answer has no code"],
    ]);
    expect(lines.at(-1)).toBe(decisionSentence(createVaried()));
  });

  it.each([60, 80, 140])("is at most %i columns wide", (width) => {
    const table = renderTable(createVaried(), plain, width).split("\nscore ")[0] ?? "";
    expect(Math.max(...table.split("\n").map((line) => line.length))).toBeLessThanOrEqual(width);
  });

  it("lets no stranger's text steer the terminal", () => {
    const table = renderTable(createHostile(), plain, 100);
    for (const character of UNSEEN) expect(table).not.toContain(character);
  });

  it("is quick with a line of 200 kB, and shows only its beginning", () => {
    const began = performance.now();
    const table = renderTable(createHostile("x y".repeat(70_000)), plain, 100);
    expect(performance.now() - began).toBeLessThan(3000);
    expect(table.length).toBeLessThan(5000);
  });
});

describe("renderPage", () => {
  it("escapes every stranger's text", () => {
    const page = renderPage(createHostile());
    expect(page).not.toMatch(/<script|<img|<a href="(?!#candidate-\d+")|javascript:[^x]/i);
    expect(page).not.toContain(ATTACK.slice(0, 20));
    expect(page.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(8);
    for (const character of UNSEEN) expect(page).not.toContain(character);
  });

  it("has only tags of its own, whatever a stranger writes", () => {
    const tags = (text: string) =>
      [...text.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replace(/"[^"]*"/g, '""'));
    const expected = tags(renderPage(createHostile("harmless")));
    expect(tags(renderPage(createHostile()))).toEqual(expected);
  });

  it("forbids scripts and requests, and refers to nothing outside", () => {
    const page = renderPage(createVaried());
    expect(page).toContain(
      `<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;">`,
    );
    expect(page).not.toMatch(/https?:|\/\/[a-z]|url\(|@import|<link|<script|<iframe|\bsrc=/i);
    expect(
      [...page.matchAll(/href="([^"]*)"/g)].every(([, to]) => /^#candidate-\d+$/.test(to ?? "")),
    ).toBe(true);
  });

  it("links every row to its candidate's card", () => {
    const page = renderPage(createVaried());
    const targets = [...page.matchAll(/href="#([^"]*)"/g)].map(([, to]) => to);
    expect(targets).toHaveLength(4);
    for (const target of targets) expect(page).toContain(`id="${target}"`);
  });

  it("shows the numbers of the result", () => {
    const result = createVaried();
    const page = renderPage(result);
    for (const { score } of result.verdict.ranking) expect(page).toContain(`>${signed(score)}<`);
    expect(page).toContain("+12 −3");
    expect(page).toContain("200 of 300 prompt tokens evaluated, 100 written");
    expect(page).toContain("sample 1.3 s");
  });

  it("says by sign, not by colour alone, which lines a patch adds", () => {
    const page = renderPage(createResult());
    expect(page).toContain('<span class="add">+    return a + b\n</span>');
    expect(page).toContain('<span class="del">-    return a - b\n</span>');
    expect(page).toContain('<span class="file">+++ b/calc.py\n</span>');
  });

  it("shows the answer of what is no patch", () => {
    const candidates = [createFailed({ answer: "I cannot help" })];
    expect(renderPage(createResult({ candidates }))).toContain("I cannot help");
  });

  it("is quick with lines of 200 kB", () => {
    const began = performance.now();
    const page = renderPage(createHostile("<".repeat(200_000)));
    expect(performance.now() - began).toBeLessThan(3000);
    expect(page).not.toContain("<<");
  });

  it("is made of a result that the schema allows", () => {
    expect(Result.safeParse(createVaried()).success).toBe(true);
    expect(Result.safeParse(createHostile()).success).toBe(true);
  });
});

describe("printable", () => {
  it.each([
    ["an escape sequence", "\u001b[31mred", "\\u001b[31mred"],
    ["a return to the start of the line", "a\rb", "a\\u000db"],
    ["a turn of direction", "\u202eevil", "\\u202eevil"],
    ["a hidden tag", "\u{e0041}", "\\u{e0041}"],
    ["nothing of tabs and lines", "tab\there\nand there", "tab\there\nand there"],
    ["nothing of any script", "Grüße 汉字 👍", "Grüße 汉字 👍"],
  ])("makes %s harmless", (_what, text, expected) => {
    expect(printable(text)).toBe(expected);
  });

  test.prop([fc.string({ unit: "binary" })])("leaves nothing that steers a terminal", (text) => {
    const shown = printable(text);
    for (const character of UNSEEN) expect(shown).not.toContain(character);
    expect(shown).not.toMatch(/[^\P{Cc}\n\t]/u);
    expect(printable(shown)).toBe(shown);
  });
});
