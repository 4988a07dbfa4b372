import { indentOf, isBlank, NO_SHIFT, type Shift, shiftLines } from "./indentation.ts";
import { lineSimilarity } from "./similarity.ts";

export type MatchKind = "exact" | "trailing-space" | "indentation" | "blank-lines" | "similar";

/** Where a block stands: lines `start` (from 0) up to but without `end`. */
export interface BlockMatch {
  readonly start: number;
  readonly end: number;
  readonly how: MatchKind;
  /** What the replacement has to be moved by. */
  readonly shift: Shift;
}

/** Lines of the text times lines of the block: beyond this, matching is refused. */
const MAX_COST = 4_000_000;

/** The same for windows compared character by character. */
const MAX_SIMILAR_COST = 100_000;

const SIMILAR = 0.9;

/** A second window this close to the best one makes the match ambiguous. */
const CLEAR_LEAD = 0.05;

interface Line {
  readonly text: string;
  readonly index: number;
}

/**
 * Finds a block that a model quoted from memory: exactly, then ignoring trailing space, then
 * indented otherwise, then ignoring blank lines, then nearly. Two places that fit equally well are
 * a problem, never a guess.
 */
export function findBlock(
  haystack: readonly string[],
  needle: readonly string[],
): BlockMatch | { problem: string } {
  if (needle.every(isBlank)) return { problem: "the block to look for is empty" };
  if (haystack.length * needle.length > MAX_COST) return { problem: "the block is too long" };
  const all = numbered(haystack);
  const inner = trimBlank(needle);
  const code = all.filter((line) => !isBlank(line.text));
  const levels = [
    () => search(all, needle, "exact"),
    () => search(all, needle, "trailing-space"),
    () => search(all, inner, "indentation"),
    () => search(code, withoutBlank(needle), "blank-lines"),
    () => findSimilar(code, withoutBlank(needle)),
  ];
  for (const level of levels) {
    const found = level();
    if (found !== null) return found;
  }
  return { problem: "no lines of the region are like the block to look for" };
}

/**
 * The lines after the block `search` became `replace`, indented as what it replaces. Blank lines
 * around a block that did not match exactly belong to neither side.
 */
export function replaceBlock(
  lines: readonly string[],
  search: readonly string[],
  replace: readonly string[],
): { lines: string[]; how: MatchKind } | { problem: string } {
  const match = findBlock(lines, search);
  if ("problem" in match) return match;
  const literal = match.how === "exact" || match.how === "trailing-space";
  const replacement = literal ? replace : shiftLines(trimBlank(replace), match.shift);
  return {
    lines: [...lines.slice(0, match.start), ...replacement, ...lines.slice(match.end)],
    how: match.how,
  };
}

/** Without blank lines at both ends. */
export function trimBlank(lines: readonly string[]): string[] {
  let start = 0;
  let end = lines.length;
  while (start < end && isBlank(lines[start] ?? "")) start++;
  while (end > start && isBlank(lines[end - 1] ?? "")) end--;
  return lines.slice(start, end);
}

function withoutBlank(lines: readonly string[]): string[] {
  return lines.filter((line) => !isBlank(line));
}

function numbered(lines: readonly string[]): Line[] {
  return lines.map((text, index) => ({ text, index }));
}

function search(
  lines: readonly Line[],
  needle: readonly string[],
  how: Exclude<MatchKind, "similar">,
): BlockMatch | { problem: string } | null {
  const key = keyOf(how);
  const keys = lines.map((line) => key(line.text));
  const wanted = needle.map(key);
  let found: BlockMatch | null = null;
  for (let at = 0; at + needle.length <= lines.length; at++) {
    if (!wanted.every((text, i) => text === keys[at + i])) continue;
    const window = lines.slice(at, at + needle.length);
    const shift = key === trimmed ? shiftBetween(needle, window) : NO_SHIFT;
    if (shift === null) continue;
    if (found !== null) return { problem: "the block to look for stands there more than once" };
    found = matchOf(window, how, shift);
  }
  return found;
}

function keyOf(how: MatchKind): (line: string) => string {
  if (how === "exact") return (line) => line;
  return how === "trailing-space" ? (line) => line.trimEnd() : trimmed;
}

function trimmed(line: string): string {
  return line.trim();
}

function matchOf(window: readonly Line[], how: MatchKind, shift: Shift): BlockMatch {
  const start = window[0]?.index ?? 0;
  const end = (window.at(-1)?.index ?? start) + 1;
  return { start, end, how, shift };
}

/** The one shift that takes every line of the needle to its place, or `null`. */
function shiftBetween(needle: readonly string[], window: readonly Line[]): Shift | null {
  const shift = firstShift(needle, window);
  const moved = shiftLines(needle, shift);
  const fits = window.every(
    (line, i) => isBlank(line.text) || indentOf(line.text) === indentOf(moved[i] ?? ""),
  );
  return fits ? shift : null;
}

function firstShift(needle: readonly string[], window: readonly Line[]): Shift {
  const at = needle.findIndex((line) => !isBlank(line));
  return { remove: indentOf(needle[at] ?? ""), add: indentOf(window[at]?.text ?? "") };
}

function findSimilar(
  lines: readonly Line[],
  needle: readonly string[],
): BlockMatch | { problem: string } | null {
  if (lines.length * needle.length > MAX_SIMILAR_COST) return null;
  let best: { at: number; value: number } | null = null;
  let second = 0;
  for (let at = 0; at + needle.length <= lines.length; at++) {
    const value = windowSimilarity(lines, needle, at);
    if (best === null || value > best.value) {
      second = best?.value ?? 0;
      best = { at, value };
    } else if (value > second) {
      second = value;
    }
  }
  if (best === null || best.value < SIMILAR) return null;
  if (best.value - second < CLEAR_LEAD) {
    return { problem: "several places are like the block to look for" };
  }
  const window = lines.slice(best.at, best.at + needle.length);
  return matchOf(window, "similar", firstShift(needle, window));
}

/** Mean similarity, long lines counting for more; gives up early where 0.9 is out of reach. */
function windowSimilarity(lines: readonly Line[], needle: readonly string[], at: number): number {
  const total = needle.reduce((sum, line) => sum + line.trim().length, 0);
  let lost = 0;
  for (const [i, line] of needle.entries()) {
    lost += line.trim().length * (1 - lineSimilarity(line, lines[at + i]?.text ?? ""));
    // Half the limit is kept for finding rivals of the best window.
    if (lost > total * 2 * (1 - SIMILAR)) return 0;
  }
  return 1 - lost / total;
}
