import type { Refusal, RefusalCode } from "../contracts/candidate.ts";
import type { Context } from "../contracts/context.ts";
import type { RegionEdit } from "./apply.ts";
import { cutToRegion, definesName, dropRepeatedFirst, type Surroundings } from "./echo.ts";
import { type Fenced, findFences } from "./fences.ts";
import { isBlank, matchIndentation } from "./indentation.ts";
import { replaceBlock, trimBlank } from "./matcher.ts";
import { hasSearchReplace, parseSearchReplace } from "./search-replace.ts";
import { sharedLines } from "./similarity.ts";

export interface AnswerOptions {
  /** The prompt ended inside an open fence, so the answer begins in it. */
  readonly opened?: boolean;
  /** The mark of that fence; three backticks unless told. */
  readonly fence?: string;
  /** Decoded text of the target's file: lets us see what the answer repeats of it. */
  readonly fileText?: string;
}

export type ParsedAnswer = { edits: RegionEdit[] } | { refusal: Refusal };

/** Names of control tokens of common models, leaked as text. */
const CONTROL_TOKEN = /<\|[a-z][a-z_]{2,30}\|>|<｜[^｜\n]{2,40}｜>/g;

/** An answer without a fence is code only if it repeats this share of the region's lines. */
const UNFENCED_SHARE = 0.3;

/** What a model wrote, as edits inside the context's target and nowhere else; never throws. */
export function parseAnswer(
  answer: string,
  context: Context,
  options: AnswerOptions = {},
): ParsedAnswer {
  const text = cutAtControlToken(answer.replace(/\r\n?/g, "\n"), context.target.text);
  if (text.trim() === "") return refuse("empty", "the model wrote nothing");
  const around = surroundings(context, options.fileText);
  if (context.format !== "new-file" && hasSearchReplace(text)) {
    return fromSearchReplace(text, context, around);
  }
  const opened = options.opened === true ? (options.fence ?? "```") : undefined;
  const lines = chooseBlock(text, opened, around);
  if (lines === null) return refuse("no-edit", "the answer has no code for the region");
  if (trimBlank(lines).length === 0) return refuse("empty", "the code block is empty");
  if (context.format === "search-replace" && !isRegion(lines, around)) {
    return refuse("no-edit", "the answer has no SEARCH/REPLACE block");
  }
  return { edits: [editOf(context, fitBlock(lines, context, around))] };
}

function refuse(code: RefusalCode, detail: string): { refusal: Refusal } {
  return { refusal: { code, detail } };
}

/** Models that miss their end go on with another turn; code about such tokens keeps them. */
function cutAtControlToken(text: string, target: string): string {
  // One at the very start is the header of the turn, not its end.
  const start = text.trimStart();
  for (const match of start.matchAll(CONTROL_TOKEN)) {
    if (match.index > 0 && !target.includes(match[0])) return start.slice(0, match.index);
  }
  return text;
}

function surroundings(context: Context, fileText: string | undefined): Surroundings {
  const { target } = context;
  const lines = (fileText ?? "").split("\n");
  return {
    before: fileText === undefined ? [] : lines.slice(0, target.startLine - 1),
    after: fileText === undefined ? [] : lines.slice(target.endLine),
    target: target.text.split("\n"),
    name: target.name.split(/[.#:]/).at(-1) ?? "",
  };
}

function chooseBlock(
  text: string,
  opened: string | undefined,
  around: Surroundings,
): readonly string[] | null {
  const blocks = findFences(text, opened).filter((block) => !block.lines.every(isBlank));
  const best = blocks.sort((a, b) => compareBlocks(a, b, around))[0];
  if (best !== undefined) return best.lines;
  if (opened !== undefined || /^ {0,3}(?:```|~~~)/m.test(text)) return [];
  const lines = text.split("\n");
  return isRegion(lines, around) ? fromFirstCodeLine(lines, around) : null;
}

/** The block that defines the target, else the one most like it, else the longest. */
function compareBlocks(a: Fenced, b: Fenced, around: Surroundings): number {
  const defines = (block: Fenced) => Number(block.lines.some((l) => definesName(l, around.name)));
  const like = (block: Fenced) => Math.round(10 * sharedLines(around.target, block.lines));
  return defines(b) - defines(a) || like(b) - like(a) || b.lines.length - a.lines.length;
}

function isRegion(lines: readonly string[], around: Surroundings): boolean {
  if (lines.some((line) => definesName(line, around.name))) return true;
  return sharedLines(around.target, lines) >= UNFENCED_SHARE;
}

/** Skips the "Here is the fixed function:" above unfenced code. */
function fromFirstCodeLine(lines: readonly string[], around: Surroundings): readonly string[] {
  const known = new Set(around.target.map((line) => line.trim()).filter((line) => line !== ""));
  const at = lines.findIndex((l) => known.has(l.trim()) || definesName(l, around.name));
  return lines.slice(Math.max(0, at));
}

function fitBlock(
  block: readonly string[],
  context: Context,
  around: Surroundings,
): readonly string[] {
  const inner = trimBlank(block);
  if (context.format === "new-file") return inner;
  if (context.format === "whole-file") return withBlankEnds(inner, around.target);
  const region = trimBlank(dropRepeatedFirst(cutToRegion(inner, around), around));
  return withBlankEnds(matchIndentation(region, around.target), around.target);
}

/** Blank lines at both ends as they were: no model gets them right. */
function withBlankEnds(lines: readonly string[], target: readonly string[]): string[] {
  const first = target.findIndex((line) => !isBlank(line));
  if (first < 0) return [...lines];
  const last = target.findLastIndex((line) => !isBlank(line));
  return [...target.slice(0, first), ...lines, ...target.slice(last + 1)];
}

function editOf(context: Context, lines: readonly string[]): RegionEdit {
  const { path, startLine, endLine } = context.target;
  return { path, startLine, endLine, newText: lines.join("\n") };
}

function fromSearchReplace(text: string, context: Context, around: Surroundings): ParsedAnswer {
  const blocks = parseSearchReplace(text);
  if ("problem" in blocks) return refuse("no-edit", blocks.problem);
  let lines: readonly string[] = around.target;
  for (const [index, block] of blocks.entries()) {
    const replaced = replaceBlock(lines, block.search, block.replace);
    if ("problem" in replaced) return refuse("no-match", `block ${index + 1}: ${replaced.problem}`);
    lines = replaced.lines;
  }
  return { edits: [editOf(context, lines)] };
}
