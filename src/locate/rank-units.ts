import { createBm25 } from "./bm25.ts";
import { isTestFile } from "./files.ts";
import type { FileHint, Hints } from "./hints.ts";
import type { RankedFile } from "./types.ts";
import type { SourceFile, Unit } from "./units.ts";

export interface RankedUnit extends Unit {
  readonly score: number;
  readonly reasons: readonly string[];
}

export interface UnitRanking {
  readonly hints: Hints;
  readonly hinted: ReadonlyMap<string, readonly FileHint[]>;
  readonly query: readonly string[];
  readonly files: readonly RankedFile[];
}

const WORDS_SCALE = 10;
const NAME_SCALE = 8;
const LINE_SCORE = { link: 60, stack: 40, path: 40 } as const;
const FILE_SHARE = 0.5;

/** A class stands behind its methods; it is chosen where only it fits. */
const CLASS_FACTOR = 0.6;
const LONG_CLASS_LINES = 40;

/** Lines between definitions are mostly imports. */
const GAP_FACTOR = 0.7;
const TEST_FACTOR = 0.3;

/** All units of the files, the likeliest place of the change first. */
export function rankUnits(sources: readonly SourceFile[], ranking: UnitRanking): RankedUnit[] {
  const bm25 = createBm25<Unit>(ranking.query);
  const units = sources.flatMap((source) => source.units);
  for (const unit of units) bm25.add(unit, `${unit.name}\n${unit.text}`);
  const words = new Map(bm25.rank().map((ranked) => [ranked.id, ranked]));
  const top = Math.max(Number.MIN_VALUE, ...[...words.values()].slice(0, 1).map((r) => r.score));
  const fileScores = new Map(ranking.files.map((file) => [file.path, file.score]));
  const supported = new Map(sources.map((source) => [source.path, source.supported]));
  const scored = units.map((unit): RankedUnit => {
    const found = words.get(unit);
    const name = nameScore(unit, ranking.hints);
    const line = lineScore(unit, ranking.hinted.get(unit.path) ?? []);
    const text = (WORDS_SCALE * (found?.score ?? 0)) / top;
    const own = (text + name) * kindFactor(unit, supported.get(unit.path) === true) + line;
    const test = isTestFile(unit.path) ? TEST_FACTOR : 1;
    const score = own * test + FILE_SHARE * (fileScores.get(unit.path) ?? 0);
    const reasons = [
      ...(line > 0 ? ["a line of it is pointed at"] : []),
      ...(name > 0 ? ["its name is in the task"] : []),
      ...(found === undefined ? [] : [`shares the words ${found.matched.slice(0, 5).join(", ")}`]),
    ];
    return { ...unit, score, reasons };
  });
  return scored.sort(
    (a, b) => b.score - a.score || a.endLine - a.startLine - (b.endLine - b.startLine),
  );
}

/** The definition's own name counts in full, its class's by half. */
function nameScore(unit: Unit, hints: Hints): number {
  if (unit.kind === "window") return NAME_SCALE * assignedScore(unit, hints);
  const parts = unit.name.split(".");
  const own = hints.names.get(parts.at(-1) ?? "") ?? 0;
  const qualified = parts.length > 1 && hints.names.has(parts.slice(-2).join(".")) ? 2 : 0;
  const outer = Math.max(0, ...parts.slice(0, -1).map((part) => hints.names.get(part) ?? 0));
  const constructs = /^(?:__init__|constructor)$/.test(parts.at(-1) ?? "") ? 0.1 : 0;
  return NAME_SCALE * (own + qualified + outer * (0.3 + constructs));
}

/** Constants at the level of the file have names too. */
function assignedScore(unit: Unit, hints: Hints): number {
  let best = 0;
  for (const line of unit.text.split("\n")) {
    const match =
      /^(?:export )?(?:const |let |var |final |static )?([A-Za-z_$][\w$]{1,80})\s*[:=]/.exec(line);
    best = Math.max(best, hints.names.get(match?.[1] ?? "") ?? 0);
  }
  return best;
}

function lineScore(unit: Unit, hints: readonly FileHint[]): number {
  const scores = hints.map((hint) => {
    if (hint.startLine === undefined) return 0;
    const end = hint.endLine ?? hint.startLine;
    const inside = hint.startLine <= unit.endLine && end >= unit.startLine;
    // Between a class and its method that both hold the line, the method is meant.
    const tight = unit.hasInner ? 0.5 : 1;
    return inside ? (tight * LINE_SCORE[hint.source]) / (1 + hint.depth) : 0;
  });
  return Math.max(0, ...scores);
}

function kindFactor(unit: Unit, supported: boolean): number {
  if (unit.kind === "window") return supported ? GAP_FACTOR : 1;
  const long = unit.endLine - unit.startLine >= LONG_CLASS_LINES;
  return unit.kind === "class" && unit.hasInner && long ? CLASS_FACTOR : 1;
}
