import type { Figure } from "./document.ts";

/** For what is not there or undefined. */
export const NONE = "–";

/** A figure without an interval. */
export function bare(value: number | null): Figure {
  return { value, low: null, high: null };
}

/** Three decimals, with a true minus sign. */
export function decimal(value: number, digits = 3): string {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? `−${text}` : text;
}

/** "0.744 (0.684–0.805)"; with "to" where a dash could be taken for a minus. */
export function withInterval(figure: Figure | null | undefined): string {
  return render(figure, (value) => decimal(value));
}

/** The same in percent: "38.1 % (24.5–50.2 %)". */
export function percentWithInterval(figure: Figure): string {
  return render(figure, inPercent, "\u00a0%");
}

/** A difference of shares: "29.2 points (20.0–38.1)". */
export function pointsWithInterval(figure: Figure): string {
  const text = render(figure, inPercent);
  return figure.value === null ? text : text.replace(/(?= |$)/, "\u00a0points");
}

/** A share in percent. */
export function percent(value: number | null): string {
  return value === null ? NONE : `${inPercent(value)}\u00a0%`;
}

/** "95 %": a level without needless decimals. */
export function levelOf(level: number): string {
  return `${Number((100 * level).toFixed(1))}\u00a0%`;
}

function inPercent(value: number): string {
  return decimal(100 * value, 1);
}

function render(
  figure: Figure | null | undefined,
  show: (value: number) => string,
  unit = "",
): string {
  if (figure === null || figure === undefined || figure.value === null) return NONE;
  const value = `${show(figure.value)}${unit}`;
  if (figure.low === null || figure.high === null) return value;
  const between = figure.low < 0 ? " to " : "–";
  return `${value} (${show(figure.low)}${between}${show(figure.high)}${unit})`;
}

/** Whether something is above zero, as far as its interval can say. */
export type Sureness = "above" | "below" | "unclear";

/** An interval that holds zero says nothing about the sign. */
export function sureness({ low, high }: Figure): Sureness {
  if (low !== null && low > 0) return "above";
  return high !== null && high < 0 ? "below" : "unclear";
}

/** "1 task", "2 tasks". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c". */
export function listOf(names: readonly string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
