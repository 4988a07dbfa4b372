import {
  type Figures,
  PARTS,
  type Part,
  type PartName,
  wholeEvaluated,
  wholeSeconds,
} from "./record.ts";
import type { Work } from "./work.ts";

export interface Ratio {
  readonly name: string;
  readonly value: number | null;
  /** `null` where nothing was promised. */
  readonly target: string | null;
  readonly met: boolean | null;
}

/** The figures against each other and against what was promised. */
export function ratios(parts: Figures["parts"], counts: Work["counts"]): Ratio[] {
  const seconds = (name: PartName) => wholeSeconds(parts[name]);
  const evaluated = (name: PartName) => wholeEvaluated(parts[name]);
  const shared = sum(seconds("local"), seconds("judge-shared"));
  const alone = sum(seconds("separate"), seconds("judge-separate"));
  return [
    atMost("llama-server / floor", divide(seconds("llama-server"), seconds("floor")), 1.25),
    atMost("local / floor", divide(seconds("local"), seconds("floor")), 1.6),
    plain("separate / local", divide(seconds("separate"), seconds("local"))),
    atLeast("whole run: separate / shared", divide(alone, shared), 2),
    plain(
      "judge-separate / judge-shared",
      divide(seconds("judge-separate"), seconds("judge-shared")),
    ),
    atMost(
      "judge-shared: evaluated / least tokens",
      divide(evaluated("judge-shared"), counts.leastJudged),
      1,
    ),
    plain(
      "judge-llama-server: evaluated / least tokens",
      divide(evaluated("judge-llama-server"), counts.leastJudged),
    ),
  ];
}

function plain(name: string, value: number | null): Ratio {
  return { name, value, target: null, met: null };
}

function atMost(name: string, value: number | null, limit: number): Ratio {
  return { name, value, target: `≤ ${limit}`, met: value === null ? null : value <= limit };
}

function atLeast(name: string, value: number | null, limit: number): Ratio {
  return { name, value, target: `≥ ${limit}`, met: value === null ? null : value >= limit };
}

function sum(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

function divide(a: number | null, b: number | null): number | null {
  return a === null || b === null || b === 0 ? null : a / b;
}

/** Both tables, for people. */
export function summary(figures: Figures, found: readonly Ratio[]): string {
  const rows = PARTS.map((name) => partRow(name, figures.parts[name]));
  const ratioRows = found.map(({ name, value, target, met }) => [
    name,
    value === null ? "–" : value.toFixed(2),
    target ?? "",
    met === null ? "" : met ? "met" : "missed",
  ]);
  return [
    table([["part", "seconds", "evaluated", "written", "load", "notes"], ...rows]),
    table([["ratio", "value", "target", ""], ...ratioRows]),
  ].join("\n\n");
}

function partRow(name: PartName, part: Part | undefined): string[] {
  if (part === undefined) return [name, "–", "–", "–", "–", "not run yet"];
  const load = (part.loadAverage[0] ?? 0).toFixed(1);
  if (part.notRun !== undefined) return [name, "–", "–", "–", load, `not run: ${part.notRun}`];
  const seconds = wholeSeconds(part);
  const scale = part.of / Math.max(part.calls.length, 1);
  const written = part.calls.reduce((total, call) => total + call.generated, 0) * scale;
  const note = scale === 1 ? "" : `median of ${part.calls.length} calls, times ${part.of}`;
  return [
    name,
    seconds?.toFixed(2) ?? "–",
    String(Math.round(wholeEvaluated(part) ?? 0)),
    String(Math.round(written)),
    load,
    note,
  ];
}

function table(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width));
  const [head = [], ...body] = rows;
  return [line(head), line(rule), ...body.map(line)].join("\n");
}
