import type { Context, Region } from "../../src/contracts/context.ts";
import type { Segment } from "../../src/contracts/engine.ts";
import type { Task } from "../../src/contracts/task.ts";
import { judgeCandidate, judgeFence, judgePrefix } from "../../src/judge/prompt.ts";
import { generatorPrompt } from "../../src/sample/prompt.ts";
import { leastTokens, type Vocabulary } from "./vocabulary.ts";

/** What every part of the benchmark does: the same prompt, the same candidates. */
export interface Work {
  readonly prompt: Segment[];
  readonly judgePrefix: Segment[];
  readonly candidates: Segment[][];
  readonly counts: {
    readonly prompt: number;
    /** Shortest and longest candidate, with the question after it. */
    readonly candidates: readonly [number, number];
    /** Tokens that judging must evaluate at least, right after the prompt was read. */
    readonly leastJudged: number;
    /** The same where nothing is shared. */
    readonly judgedAlone: number;
  };
}

/** Code of one definition is about 65 tokens; these make a region that takes long to rewrite. */
const TARGET_UNITS = 6;
const READING_UNITS = 8;
const MOST_FILLERS = 200;

const TASK: Task = {
  title: "Totals of empty baskets are NaN",
  body: "An empty list of entries makes the average NaN, which later breaks the invoice. Empty lists must give 0.",
  discussion: [],
  hiddenTextRemoved: [],
};

/** Makes a region rewrite of `promptTokens` tokens, or the shortest possible, and its candidates. */
export function makeWork(vocabulary: Vocabulary, promptTokens: number, samples: number): Work {
  const sized = (units: number, fillers: number) =>
    vocabulary.tokenize(generatorPrompt(TASK, makeContext(units, fillers), "explained").segments)
      .length;
  const units = largest(1, promptTokens, (count) => sized(count, 0) <= promptTokens);
  const fillers = largest(0, MOST_FILLERS, (count) => sized(units, count) <= promptTokens);
  const context = makeContext(units, fillers);
  const prompt = generatorPrompt(TASK, context, "explained").segments;
  const codes = Array.from({ length: samples }, (_, index) => candidateCode(index));
  const fence = judgeFence(context, codes);
  const prefix = judgePrefix(TASK, context, fence);
  const candidates = codes.map((own) => judgeCandidate(own, fence));
  const lengths = candidates.map((candidate) => vocabulary.tokenize(candidate).length);
  const judged = candidates.map((candidate) => vocabulary.tokenize([...prefix, ...candidate]));
  const promptIds = vocabulary.tokenize(prompt);
  return {
    prompt,
    judgePrefix: prefix,
    candidates,
    counts: {
      prompt: promptIds.length,
      candidates: [Math.min(...lengths), Math.max(...lengths)],
      leastJudged: leastTokens(judged, promptIds),
      judgedAlone: judged.reduce((sum, tokens) => sum + tokens.length, 0),
    },
  };
}

/** The largest number from `low` to `high` that still fits; `low` where none does. */
function largest(low: number, high: number, fits: (value: number) => boolean): number {
  let [good, bad] = [low, high + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (fits(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

function makeContext(units: number, fillers: number): Context {
  const first = Math.min(units, TARGET_UNITS);
  const reading: Region[] = [];
  for (let unit = first; unit < units; unit += READING_UNITS) {
    const count = Math.min(READING_UNITS, units - unit);
    reading.push(region(`src/support/part-${reading.length}.ts`, code(unit, count)));
  }
  const filler = fillers === 0 ? "" : `//${" note".repeat(fillers)}\n`;
  const target = region("src/billing/totals.ts", filler + code(0, first));
  return { id: 1, format: "region", target, reading };
}

function region(path: string, text: string): Region {
  const endLine = text.trimEnd().split("\n").length;
  const language = "typescript";
  return { path, startLine: 1, endLine, text, language, name: path, reasons: [], score: 1 };
}

const NOUNS = ["Basket", "Order", "Parcel", "Refund", "Ticket", "Voucher", "Account"];
const FIELDS = ["price", "weight", "amount", "points", "count"];

function code(from: number, count: number): string {
  return Array.from({ length: count }, (_, index) => definition(from + index)).join("\n");
}

function definition(index: number): string {
  const noun = NOUNS[index % NOUNS.length];
  const field = FIELDS[index % FIELDS.length];
  return [
    `export function average${noun}${index}(entries: ${noun}[]): number {`,
    `  let ${field}Sum = ${index};`,
    "  for (const entry of entries) {",
    `    if (entry.isOpen) ${field}Sum += entry.${field} * ${index + 2};`,
    "  }",
    `  return ${field}Sum / entries.length;`,
    "}",
    "",
  ].join("\n");
}

const GUARDS = [
  "if (entries.length === 0) return 0;",
  "if (!entries.length) return 0;",
  "if (entries.length < 1) { return 0; }",
  "const size = entries.length; if (size === 0) return 0;",
  "if (entries === undefined || entries.length === 0) return 0;",
];

/**
 * Candidates as samples are: they agree at first, part at the guard, and some part only at the
 * end, in an order that leaves those which agree longest apart.
 */
function candidateCode(index: number): string {
  const guard = GUARDS[index % GUARDS.length];
  const round = Math.floor(index / GUARDS.length);
  return [
    "export function averageBasket0(entries: Basket[]): number {",
    `  ${guard}`,
    "  let priceSum = 0;",
    "  for (const entry of entries) {",
    "    if (entry.isOpen) priceSum += entry.price * 2;",
    "  }",
    `  const result${round === 0 ? "" : round} = priceSum / entries.length;`,
    `  return Number.isFinite(result${round === 0 ? "" : round}) ? result${round === 0 ? "" : round} : 0;`,
    "}",
    "",
  ].join("\n");
}
