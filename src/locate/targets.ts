import type { EditFormat } from "../contracts/context.ts";
import type { RankedUnit } from "./rank-units.ts";
import { overlaps, rangeUnit, SMALL_FILE_LINES, type SourceFile, windowAround } from "./units.ts";

export interface Target {
  readonly unit: RankedUnit;
  readonly format: EditFormat;
}

/** A file this short is little more than its one definition. */
const TINY_FILE_LINES = 20;

/** A function that lies in another this short is asked for together with it. */
const OUTER_LINES = 80;

/** The best places to change, none overlapping another, at most `count`. */
export function chooseTargets(
  ranked: readonly RankedUnit[],
  sources: readonly SourceFile[],
  limits: { count: number; maxTargetLines: number },
): Target[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const targets: Target[] = [];
  for (const unit of ranked) {
    if (targets.length >= limits.count) break;
    const source = byPath.get(unit.path);
    if (source === undefined) continue;
    const target = targetFor(unit, source, { ranked, maxLines: limits.maxTargetLines });
    if (target === null || targets.some((other) => overlaps(other.unit, target.unit))) continue;
    targets.push(target);
  }
  return targets;
}

function targetFor(
  unit: RankedUnit,
  source: SourceFile,
  known: { ranked: readonly RankedUnit[]; maxLines: number },
): Target | null {
  if (isAskedWhole(unit, source)) {
    const whole = rangeUnit(unit.path, source.lines, {
      startLine: 1,
      endLine: source.lines.length,
    });
    const name = unit.kind === "window" ? unit.path : unit.name;
    return { unit: { ...unit, ...whole, name, kind: "file" }, format: "whole-file" };
  }
  const chosen = outerFunction(unit, known.ranked) ?? unit;
  if (length(chosen) <= known.maxLines) return { unit: chosen, format: "region" };
  const inner = bestInside(chosen, known.ranked);
  if (inner !== null) return targetFor(inner, source, known);
  if (chosen.kind !== "class") return { unit: chosen, format: "search-replace" };
  const window = windowAround(chosen.path, source.lines, chosen.startLine + 10);
  return { unit: { ...chosen, ...window }, format: "region" };
}

/** A definition of a small file is asked for alone: to write the others again costs time and harm. */
function isAskedWhole(unit: RankedUnit, source: SourceFile): boolean {
  const limit = unit.kind === "window" ? SMALL_FILE_LINES : TINY_FILE_LINES;
  return source.lines.length <= limit;
}

function length(unit: RankedUnit): number {
  return unit.endLine - unit.startLine + 1;
}

/** A closure makes little sense without the function that it closes over. */
function outerFunction(unit: RankedUnit, ranked: readonly RankedUnit[]): RankedUnit | null {
  const outer = ranked.filter((other) => isFunction(other) && contains(other, unit));
  const short = outer.filter((other) => length(other) <= OUTER_LINES);
  return short.sort((a, b) => length(b) - length(a))[0] ?? null;
}

function isFunction(unit: RankedUnit): boolean {
  return unit.kind === "function" || unit.kind === "method";
}

function contains(outer: RankedUnit, inner: RankedUnit): boolean {
  if (outer.path !== inner.path || length(outer) <= length(inner)) return false;
  return outer.startLine <= inner.startLine && outer.endLine >= inner.endLine;
}

/** The best definition inside a class that is too long; none inside a function, which is asked whole. */
function bestInside(unit: RankedUnit, ranked: readonly RankedUnit[]): RankedUnit | null {
  if (unit.kind !== "class") return null;
  return ranked.find((other) => contains(unit, other)) ?? null;
}
