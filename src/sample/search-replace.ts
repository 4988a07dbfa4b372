import { isFence } from "./fences.ts";

/** One SEARCH/REPLACE block as a model wrote it. */
export interface SearchReplace {
  readonly search: readonly string[];
  readonly replace: readonly string[];
}

const START = /^\s{0,8}<{5,9}\s{0,8}(?:SEARCH|ORIGINAL|HEAD)?\s{0,8}:?\s*$/i;
const MIDDLE = /^\s{0,8}={5,9}\s*$/;
const END = /^\s{0,8}>{5,9}\s{0,8}(?:REPLACE|UPDATED)?\s*$/i;

/** Whether the answer has anything like a SEARCH/REPLACE block. */
export function hasSearchReplace(text: string): boolean {
  return text.split("\n").some((line) => START.test(line));
}

/**
 * All blocks in order. A block whose end is missing is a problem unless a fence ends it: half a
 * replacement would delete code.
 */
export function parseSearchReplace(text: string): SearchReplace[] | { problem: string } {
  const blocks: SearchReplace[] = [];
  const lines = text.split("\n");
  let at = 0;
  while (true) {
    const start = indexFrom(lines, START, at);
    if (start < 0) return blocks;
    const middle = indexFrom(lines, MIDDLE, start + 1);
    if (middle < 0) return { problem: "a SEARCH/REPLACE block has no middle line" };
    const search = withoutFence(lines.slice(start + 1, middle));
    const end = indexFrom(lines, END, middle + 1);
    if (end < 0) return finishLast(blocks, search, lines.slice(middle + 1));
    blocks.push({ search, replace: withoutFence(lines.slice(middle + 1, end)) });
    at = end + 1;
  }
}

function indexFrom(lines: readonly string[], pattern: RegExp, from: number): number {
  for (let at = from; at < lines.length; at++) {
    if (pattern.test(lines[at] ?? "")) return at;
  }
  return -1;
}

function finishLast(
  blocks: SearchReplace[],
  search: readonly string[],
  rest: readonly string[],
): SearchReplace[] | { problem: string } {
  const fence = rest.findIndex(isFence);
  if (fence < 1) return { problem: "a SEARCH/REPLACE block has no end" };
  return [...blocks, { search, replace: rest.slice(0, fence) }];
}

/** Without the fence that some models put around each half. */
function withoutFence(lines: readonly string[]): readonly string[] {
  if (lines.length < 2 || !isFence(lines[0] ?? "") || !isFence(lines.at(-1) ?? "")) return lines;
  return lines.slice(1, -1);
}
