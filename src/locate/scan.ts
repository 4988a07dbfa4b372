import type { TreeEntry } from "../contracts/repository.ts";
import { createBm25, type Ranked } from "./bm25.ts";
import {
  isCandidateFile,
  isGeneratedText,
  isSideFile,
  isTestFile,
  MAX_FILE_BYTES,
} from "./files.ts";
import { type FileHint, type Hints, SURE_NAME } from "./hints.ts";
import { terms } from "./identifiers.ts";
import { assertRunning } from "./stop.ts";
import type { LocateRequest, RankedFile, Scanned } from "./types.ts";

export interface ScanInput {
  readonly entries: readonly TreeEntry[];
  readonly hinted: ReadonlyMap<string, readonly FileHint[]>;
  readonly hints: Hints;
  readonly query: readonly string[];
}

export interface Scan {
  /** All files that were read, best first. */
  readonly files: readonly RankedFile[];
  readonly scanned: Scanned;
}

/** A file that the task names may be longer than others. In bytes. */
const MAX_HINTED_BYTES = 8 * MAX_FILE_BYTES;

/** BM25 of the best file is scaled to this; hints add to it. */
const BM25_SCALE = 10;

const HINT_SCORE = { link: 30, stack: 30, path: 15 } as const;
const DEFINES_SCORE = 6;

/** A fault is rarely in a test or a text file, even where the words fit best. */
const TEST_FACTOR = 0.3;
const SIDE_FACTOR = 0.5;

/** Reads all candidate files once, keeping a few numbers of each, and ranks them. */
export async function scanFiles(request: LocateRequest, input: ScanInput): Promise<Scan> {
  const chosen = chooseEntries(request, input);
  const bm25 = createBm25<string>(input.query);
  const defined = new Map<string, string[]>();
  const named: string[] = [];
  let bytes = 0;
  let unreadable = 0;
  const sure = [...input.hints.names].filter(([name, w]) => w >= SURE_NAME && !name.includes("."));
  const names = sure.map(([name]) => name);
  for await (const { entry, content } of request.repository.read(chosen.entries)) {
    assertRunning(request.signal);
    bytes += content.length;
    const text = request.decode(content);
    if (text === null || (isGeneratedText(text) && !input.hinted.has(entry.path))) {
      unreadable++;
      continue;
    }
    bm25.add(entry.path, `${entry.path}\n${text}`);
    if (input.hinted.has(entry.path)) named.push(entry.path);
    const here = names.filter((name) => definesIn(text, name));
    if (here.length > 0) defined.set(entry.path, here);
  }
  const files = rankFiles(bm25.rank(), { input, defined, named });
  const skipped = chosen.skipped + unreadable;
  const scanned = { files: chosen.entries.length, bytes, skipped, truncated: chosen.truncated };
  return { files, scanned };
}

/** Files that hints name, then those whose path has words of the task, then the others. */
function chooseEntries(request: LocateRequest, input: ScanInput) {
  const { maxFiles, maxBytes } = request.settings;
  const candidates = input.entries.filter((entry) => {
    const limit = input.hinted.has(entry.path) ? MAX_HINTED_BYTES : MAX_FILE_BYTES;
    return isCandidateFile(entry, limit).candidate;
  });
  const query = new Set(input.query);
  const priority = new Map(candidates.map((entry) => [entry, priorityOf(entry, query, input)]));
  candidates.sort((a, b) => (priority.get(b) ?? 0) - (priority.get(a) ?? 0));
  const entries: TreeEntry[] = [];
  let bytes = 0;
  for (const entry of candidates) {
    const fits = entries.length < maxFiles && bytes + entry.size <= maxBytes;
    if (!fits && !input.hinted.has(entry.path)) continue;
    entries.push(entry);
    bytes += entry.size;
  }
  const truncated = entries.length < candidates.length;
  return { entries, truncated, skipped: input.entries.length - candidates.length };
}

function priorityOf(entry: TreeEntry, query: ReadonlySet<string>, input: ScanInput): number {
  if (input.hinted.has(entry.path)) return 1000;
  return terms(entry.path).filter((term) => query.has(term)).length;
}

const DEFINING_WORD =
  /(?:^|[\s(])(?:def|class|function\*?|func|fn|fun|const|let|var|interface|type|enum|struct|record|trait|module)\s+$/;

/** A cheap look for a definition, before any file is parsed. */
function definesIn(text: string, name: string): boolean {
  let at = text.indexOf(name);
  for (let tries = 0; at >= 0 && tries < 50; tries++) {
    if (DEFINING_WORD.test(text.slice(Math.max(0, at - 20), at))) return true;
    at = text.indexOf(name, at + name.length);
  }
  return false;
}

function rankFiles(
  ranked: readonly Ranked<string>[],
  known: { input: ScanInput; defined: ReadonlyMap<string, readonly string[]>; named: string[] },
): RankedFile[] {
  const top = Math.max(ranked[0]?.score ?? 0, Number.MIN_VALUE);
  const byPath = new Map(ranked.map((file) => [file.id, file]));
  // A file that a hint names counts even if it shares no word with the task.
  const paths = new Set([...byPath.keys(), ...known.named]);
  const files = [...paths].map((path): RankedFile => {
    const words = byPath.get(path);
    const hints = known.input.hinted.get(path) ?? [];
    const defined = known.defined.get(path) ?? [];
    const boosts = hintBoost(hints) + definesBoost(defined, known.input.hints);
    const score = (BM25_SCALE * (words?.score ?? 0)) / top + boosts;
    const reasons = [
      ...hints.map(hintReason),
      ...(defined.length === 0 ? [] : [`defines ${defined.slice(0, 3).join(", ")}`]),
      ...(words === undefined ? [] : [`shares the words ${words.matched.slice(0, 5).join(", ")}`]),
    ];
    return { path, score: score * kindFactor(path, hints), reasons: [...new Set(reasons)] };
  });
  return files.sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1));
}

function hintBoost(hints: readonly FileHint[]): number {
  const boosts = hints.map((hint) => HINT_SCORE[hint.source] / (1 + hint.depth));
  return Math.max(0, ...boosts);
}

function definesBoost(defined: readonly string[], hints: Hints): number {
  const weights = defined.map((name) => hints.names.get(name) ?? 0);
  return DEFINES_SCORE * Math.max(0, ...weights);
}

function hintReason(hint: FileHint): string {
  const at = hint.startLine === undefined ? "" : `, line ${hint.startLine}`;
  if (hint.source === "link") return `linked to${at}`;
  if (hint.source === "stack") return `in the stack trace${at}`;
  return `named in the task${at}`;
}

function kindFactor(path: string, hints: readonly FileHint[]): number {
  const linked = hints.some((hint) => hint.source !== "stack");
  if (isTestFile(path)) return linked ? 2 * TEST_FACTOR : TEST_FACTOR;
  return isSideFile(path) && !linked ? SIDE_FACTOR : 1;
}
