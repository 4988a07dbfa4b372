import type { Task } from "../contracts/task.ts";
import { isStopWord, splitIdentifier, words } from "./identifiers.ts";
import { findFrames } from "./stack-frames.ts";

/** A file that the task names. */
export interface FileHint {
  /** As written: may be absolute or lack its first folders. */
  readonly path: string;
  readonly source: "link" | "stack" | "path";
  readonly startLine?: number;
  readonly endLine?: number;
  /** Of stack frames; 0 is where the error was raised. */
  readonly depth: number;
}

/** What a task says outright about where to look. */
export interface Hints {
  readonly files: readonly FileHint[];
  /** Words that may be names of definitions, with how much they tell, from 0 to 4. */
  readonly names: ReadonlyMap<string, number>;
  /** Whether the text speaks of making something new, in English, German or Chinese. */
  readonly wantsNew: boolean;
}

/** From here on a name is an identifier for sure rather than a word of prose. */
export const SURE_NAME = 1.5;

const MAX_TEXT = 300_000;
const MAX_LINE = 2000;

const LINK =
  /https?:\/\/[^\s/]{1,100}\/[^\s/]{1,100}\/[^\s/]{1,100}\/(?:-\/)?(?:blob|blame)\/[^\s/]{1,200}\/([^\s#?)>\]]{1,400})(?:\?[^\s#]{0,100})?(?:#L(\d{1,7})(?:C\d{1,5})?(?:-L?(\d{1,7}))?)?/g;
const URL = /https?:\/\/[^\s)>\]]{1,2000}/g;
const PATH =
  /(?<![\w/.@-])((?:\.{0,2}\/|[A-Za-z]:[\\/])?(?:[\w@.+-]{1,100}[\\/]){0,20}[\w@+.-]{1,100}\.[A-Za-z][A-Za-z0-9]{0,9})(?![\w/])(?:(?::|, line | line |#L)(\d{1,7})(?:-L?(\d{1,7}))?)?/g;
const EXTENSION =
  /\.(?:py|pyi|[mc]?[jt]s|[jt]sx|java|go|rs|rb|php|cs|cpp|cc|cxx|c|h|hpp|kt|kts|swift|scala|dart|lua|sh|sql|html?|s?css|less|vue|svelte|ya?ml|toml|json|md|xml|ini|cfg|txt|ex|exs|pl|r|ps1)$/i;
const IDENTIFIER = /[A-Za-z_$À-ɏ][\w$À-ɏ]*(?:(?:\.|::|#)[A-Za-z_$À-ɏ][\w$À-ɏ]*)*/g;
const NEW_WORDS =
  /\b(?:creat(?:e|ing)|add(?:ing)?|introduce|new (?:file|module|class|script)|missing file)\b|erstell|anleg|hinzufüg|neue[nrs]? |新建|创建|添加|新增|增加|建立/i;

/** Exact hints of a task: files, links to code, stack frames, identifiers. */
export function findHints(task: Task): Hints {
  const body = [task.body, ...task.discussion.map((comment) => comment.body)].join("\n");
  const lines = `${task.title}\n${body}`
    .slice(0, MAX_TEXT)
    .split("\n")
    .map((line) => line.slice(0, MAX_LINE));
  const frames = findFrames(lines);
  const names = new Map<string, number>();
  for (const frame of frames) note(names, frame.name ?? "", 3 / (1 + frame.depth / 2));
  noteNames(names, lines);
  const stack = frames.map(({ path, line, depth }): FileHint => {
    return { path, source: "stack", startLine: line, endLine: line, depth };
  });
  const files = [...lines.flatMap(findLinks), ...stack, ...lines.flatMap(findPaths)];
  return { files, names, wantsNew: NEW_WORDS.test(lines.join("\n")) };
}

function findLinks(line: string): FileHint[] {
  return [...line.matchAll(LINK)].map((match) => ({
    path: decode(match[1] ?? ""),
    source: "link",
    ...lineRange(match[2], match[3]),
    depth: 0,
  }));
}

/** A stranger's `%` need not be an escape. */
function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function findPaths(line: string): FileHint[] {
  if (/^\s*(?:File "|at )/.test(line)) return [];
  const found = [...line.replace(URL, " ").matchAll(PATH)];
  return found.flatMap((match): FileHint[] => {
    const path = (match[1] ?? "").replaceAll("\\", "/");
    if (!EXTENSION.test(path)) return [];
    return [{ path, source: "path", ...lineRange(match[2], match[3]), depth: 0 }];
  });
}

function lineRange(start: string | undefined, end: string | undefined) {
  if (start === undefined || Number(start) < 1) return {};
  const startLine = Number(start);
  return { startLine, endLine: Math.max(startLine, Number(end ?? start)) };
}

function noteNames(names: Map<string, number>, lines: readonly string[]): void {
  let fenced = false;
  for (const [index, line] of lines.entries()) {
    if (/^\s*(?:```|~~~)/.test(line)) {
      fenced = !fenced;
      continue;
    }
    const factor = index === 0 ? 1.5 : 1;
    const text = line.replace(URL, " ");
    if (fenced) noteAll(names, text, 1);
    else noteProse(names, text, factor);
  }
}

function noteProse(names: Map<string, number>, text: string, factor: number): void {
  for (const [, code = ""] of text.matchAll(/`([^`]{1,200})`/g)) noteAll(names, code, 2.5 * factor);
  for (const [, word = ""] of text.matchAll(/["'“„«「]([\w$.]{3,80})(?:\(\))?["'”“»」]/g)) {
    noteAll(names, word, 1.5 * factor);
  }
  for (const match of text.matchAll(IDENTIFIER)) {
    const call = text.startsWith("(", match.index + match[0].length);
    const sure = call || looksLikeCode(match[0]);
    noteAll(names, match[0], (sure ? 2 : 0.6) * factor);
  }
}

/** CamelCase with several humps, snake_case, or dotted. */
function looksLikeCode(word: string): boolean {
  if (/[a-z0-9][A-Z]|[A-Za-z0-9]_[A-Za-z0-9]|^_|::|#/.test(word)) return true;
  return /^[\w$]{2,}(?:\.[\w$]{2,})+$/.test(word) && !EXTENSION.test(word);
}

function noteAll(names: Map<string, number>, text: string, weight: number): void {
  for (const [found] of text.matchAll(IDENTIFIER)) {
    const parts = found.split(/\.|::|#/);
    if (parts.length > 1) note(names, parts.join("."), weight);
    // Of `cart.total`, it is the last part that tells.
    for (const [i, part] of parts.entries())
      note(names, part, i + 1 < parts.length ? weight / 2 : weight);
  }
}

function note(names: Map<string, number>, name: string, weight: number): void {
  if (name.length < 2 || name.length > 100 || isStopWord(name.toLowerCase())) return;
  names.set(name, Math.max(names.get(name) ?? 0, Math.min(4, weight)));
  // A failing test is named after what it tests.
  if (/^test_\w{3}/.test(name)) note(names, name.slice(5), weight);
}

/** The query for BM25: terms of the title count twice, a term of the body once. */
export function queryOf(task: Task, hints: Hints, termsOf: (text: string) => string[]): string[] {
  const body = [task.body, ...task.discussion.map((comment) => comment.body)].join("\n");
  const title = new Set(termsOf(task.title.slice(0, MAX_LINE)));
  const rest = new Set(termsOf(body.slice(0, MAX_TEXT)));
  const sure = [...hints.names].filter(([, weight]) => weight >= SURE_NAME);
  const named = new Set(sure.flatMap(([name]) => words(name).flatMap(splitIdentifier)));
  return [...title, ...title, ...[...rest].slice(0, MAX_QUERY), ...[...named].slice(0, MAX_QUERY)];
}

const MAX_QUERY = 300;
