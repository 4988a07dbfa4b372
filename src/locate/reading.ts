import type { Region } from "../contracts/context.ts";
import type { Syntax } from "../contracts/syntax.ts";
import { isTestFile } from "./files.ts";
import { words } from "./identifiers.ts";
import type { RankedUnit } from "./rank-units.ts";
import { overlaps, rangeUnit, type SourceFile, type Unit } from "./units.ts";

const HEADER_LINES = 30;
const IMPORT_LINES = 60;

/** A longer definition tells less for a line than several short ones. */
const MAX_UNIT_LINES = 60;

const CALLEE_SCORE = 20;
const CALLER_SCORE = 12;
const SIBLING_SCORE = 2;

/** What stands near the target says more than what shares words with the task. */
const OWN_SHARE = 0.3;

/** Definitions that neither call the target nor are called by it: more of them is only noise. */
const MAX_UNRELATED = 4;

interface Related extends RankedUnit {
  readonly related: boolean;
}

/** What a model has to see beside the target: imports, callees, callers, tests; best first. */
export function chooseReading(
  target: Unit,
  known: { ranked: readonly RankedUnit[]; sources: readonly SourceFile[]; maxLines: number },
): RankedUnit[] {
  const header = headerOf(target, known.sources);
  const used = calledIn(target.text);
  const name = lastName(target.name);
  const others = known.ranked
    .filter((unit) => unit.kind !== "window" && !overlaps(unit, target))
    .map((unit) => relate(unit, { target, used, name }))
    .sort((a, b) => b.score - a.score);
  const chosen: RankedUnit[] = [];
  let left = known.maxLines;
  let unrelated = MAX_UNRELATED;
  for (const unit of [...header, ...others]) {
    const length = unit.endLine - unit.startLine + 1;
    if (length > left || length > MAX_UNIT_LINES) continue;
    if (chosen.some((other) => overlaps(other, unit))) continue;
    if (!unit.related && --unrelated < 0) continue;
    chosen.push(unit);
    left -= length;
  }
  return chosen;
}

/** Files that the start of `source` seems to import, by their names; at most `count`. */
export function importedPaths(
  source: SourceFile,
  paths: readonly string[],
  count: number,
): string[] {
  const used = new Set(words(source.lines.slice(0, IMPORT_LINES).join("\n")));
  const suffix = source.path.slice(source.path.lastIndexOf("."));
  const folder = source.path.slice(0, source.path.lastIndexOf("/") + 1);
  const near = (path: string) => Number(path.startsWith(folder));
  return paths
    .filter((path) => path !== source.path && path.endsWith(suffix) && used.has(stem(path)))
    .sort((a, b) => near(b) - near(a) || a.length - b.length)
    .slice(0, count);
}

function stem(path: string): string {
  const base = path.slice(path.lastIndexOf("/") + 1);
  return base.slice(0, base.indexOf(".") < 0 ? base.length : base.indexOf("."));
}

/** A unit as the contract states it. */
export function toRegion(unit: RankedUnit, syntax: Syntax): Region {
  return {
    path: unit.path,
    startLine: unit.startLine,
    endLine: unit.endLine,
    text: unit.text,
    language: syntax.language(unit.path),
    name: unit.name,
    reasons: [...unit.reasons],
    score: unit.score,
  };
}

/** Names that a text calls, and those that look like classes or constants. */
function calledIn(text: string): Set<string> {
  const called = [...text.matchAll(/([A-Za-z_$][\w$]{1,100})\s{0,3}[(<]/g)].map(
    (match) => match[1] ?? "",
  );
  return new Set([...called, ...words(text).filter((word) => /^[A-Z]\w/.test(word))]);
}

function lastName(name: string): string {
  return name.split(".").at(-1) ?? name;
}

/** The first lines of the target's own file: what it imports says what may be called. */
function headerOf(target: Unit, sources: readonly SourceFile[]): Related[] {
  const source = sources.find((file) => file.path === target.path);
  if (source === undefined || !source.supported) return [];
  const definitions = source.units.filter((unit) => unit.kind !== "window");
  const first = Math.min(target.startLine, ...definitions.map((unit) => unit.startLine));
  const lines = source.lines.slice(0, Math.min(first - 1, HEADER_LINES));
  const last = lines.findLastIndex((line) => line.trim() !== "");
  if (last < 0) return [];
  const unit = rangeUnit(target.path, source.lines, {
    startLine: 1,
    endLine: last + 1,
    kind: "header",
  });
  return [{ ...unit, score: 0, reasons: ["start of the same file"], related: true }];
}

function relate(
  unit: RankedUnit,
  to: { target: Unit; used: ReadonlySet<string>; name: string },
): Related {
  const callee = to.used.has(lastName(unit.name));
  const caller = words(unit.text).includes(to.name);
  const sibling = unit.path === to.target.path;
  const test = isTestFile(unit.path);
  const reasons = [
    ...(callee ? [`used by ${to.name}`] : []),
    ...(caller ? [test ? `a test that uses ${to.name}` : `uses ${to.name}`] : []),
    ...(sibling ? ["in the same file"] : []),
    ...unit.reasons,
  ];
  const related =
    (callee ? CALLEE_SCORE : 0) + (caller ? CALLER_SCORE : 0) + (sibling ? SIBLING_SCORE : 0);
  return { ...unit, score: OWN_SHARE * unit.score + related, reasons, related: callee || caller };
}
