import type { Definition, Syntax } from "../contracts/syntax.ts";

/** A piece of a file that could be the place to change, or worth reading. */
export interface Unit {
  readonly path: string;
  readonly name: string;
  readonly kind: Definition["kind"] | "window" | "header" | "file";
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
  /** Whether other definitions lie inside. */
  readonly hasInner: boolean;
}

export interface SourceFile {
  readonly path: string;
  readonly lines: readonly string[];
  readonly supported: boolean;
  readonly units: readonly Unit[];
}

/** Files up to this many lines are one unit. */
export const SMALL_FILE_LINES = 60;

const WINDOW_LINES = 60;
const WINDOW_STEP = 30;

/** Of a longer file without a parser, only so many lines are looked at. */
const MAX_WINDOW_LINES = 20_000;

/** Splits a file into definitions and what lies between them, or into windows without a parser. */
export async function splitFile(path: string, text: string, syntax: Syntax): Promise<SourceFile> {
  const lines = linesOf(text);
  const supported = syntax.supports(path);
  const definitions = supported ? await syntax.definitions(path, text) : [];
  const units = [
    ...definitionUnits(path, lines, definitions),
    ...gapUnits(path, lines, definitions),
  ];
  return { path, lines, supported, units };
}

/** Lines without a last empty one after the final newline. */
export function linesOf(text: string): string[] {
  if (text === "") return [];
  return (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");
}

/** The lines `startLine` to `endLine` as a unit. */
export function rangeUnit(
  path: string,
  lines: readonly string[],
  range: Pick<Unit, "startLine" | "endLine"> & Partial<Pick<Unit, "name" | "kind" | "hasInner">>,
): Unit {
  const startLine = Math.max(1, range.startLine);
  const endLine = Math.min(lines.length, range.endLine);
  return {
    path,
    name: range.name ?? `lines ${startLine}–${endLine}`,
    kind: range.kind ?? "window",
    startLine,
    endLine,
    text: lines.slice(startLine - 1, endLine).join("\n"),
    hasInner: range.hasInner ?? false,
  };
}

/** About 60 lines around a line. */
export function windowAround(path: string, lines: readonly string[], line: number): Unit {
  const last = Math.max(1, lines.length - WINDOW_LINES + 1);
  const startLine = Math.max(1, Math.min(last, line - WINDOW_LINES / 2));
  return rangeUnit(path, lines, { startLine, endLine: startLine + WINDOW_LINES - 1 });
}

/** Whether two ranges of the same file have a line in common. */
export function overlaps(a: Range, b: Range): boolean {
  return a.path === b.path && a.startLine <= b.endLine && b.startLine <= a.endLine;
}

type Range = Pick<Unit, "path" | "startLine" | "endLine">;

function definitionUnits(
  path: string,
  lines: readonly string[],
  definitions: readonly Definition[],
): Unit[] {
  return definitions.map((definition, index) => {
    const next = definitions[index + 1];
    const hasInner = next !== undefined && next.startLine <= definition.endLine;
    return rangeUnit(path, lines, { ...definition, hasInner });
  });
}

/** Windows over lines outside every definition: imports, constants, or a file without a parser. */
function gapUnits(
  path: string,
  lines: readonly string[],
  definitions: readonly Definition[],
): Unit[] {
  const units: Unit[] = [];
  let start = 1;
  const last = Math.min(lines.length, MAX_WINDOW_LINES);
  for (const { startLine, endLine } of [...definitions, { startLine: last + 1, endLine: last }]) {
    if (startLine > start) units.push(...windows(path, lines, { start, end: startLine - 1 }));
    start = Math.max(start, endLine + 1);
  }
  return units;
}

function windows(
  path: string,
  lines: readonly string[],
  gap: { start: number; end: number },
): Unit[] {
  const units: Unit[] = [];
  for (let startLine = gap.start; startLine <= gap.end; startLine += WINDOW_STEP) {
    const endLine = Math.min(gap.end, startLine + WINDOW_LINES - 1);
    const unit = rangeUnit(path, lines, { startLine, endLine });
    if (unit.text.trim() !== "") units.push(unit);
    if (endLine === gap.end) break;
  }
  return units;
}
