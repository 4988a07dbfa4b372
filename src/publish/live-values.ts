/** A stretch of a text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Shorter values would be found everywhere. */
const SHORTEST = 8;

/** A line of a key that is shorter than this (its last) proves nothing alone. */
const SHORTEST_LINE = 16;

/**
 * Where secrets of this very process are: as they are, in hexadecimal, percent-encoded, and in
 * base64 at any of its three alignments. Line breaks and blanks within them do not hide them.
 */
export function findLiveValues(text: string, live: readonly string[]): Span[] {
  const needles = new Set(live.flatMap(linesOf).flatMap(writings));
  if (needles.size === 0) return [];
  const exact = compact(text);
  const hay = [exact.text, urlAsStandard(exact.text), exact.text.toLowerCase()];
  return [...needles].flatMap((needle) =>
    hay
      .flatMap((within) => occurrences(within, needle))
      .map(({ start, end }) => ({
        start: exact.at[start] ?? 0,
        end: (exact.at[end - 1] ?? 0) + 1,
      })),
  );
}

/**
 * A value of several lines, such as a private key, is looked for line by line too. A password may hold a
 * backslash and an n, so what looks like several lines is looked for as a whole as well.
 */
function linesOf(value: string): string[] {
  const lines = value.split(/\r?\n|\\n/).map((line) => line.trim());
  // Everybody's key has the lines that begin so.
  const own = lines.filter((line) => line.length >= SHORTEST_LINE && !line.startsWith("-----"));
  const whole = value.trim();
  return whole.length >= SHORTEST ? [whole, ...own] : own;
}

function writings(value: string): string[] {
  const bytes = Buffer.from(value, "utf8");
  const base64 = [0, 1, 2].map((shift) => alignedBase64(bytes, shift));
  const all = [value, encodeURIComponent(value), bytes.toString("hex"), ...base64];
  return all
    .map((writing) => writing.replace(/\s/g, ""))
    .filter(({ length }) => length >= SHORTEST);
}

/**
 * The part of the value's base64 that does not depend on its neighbours, if `shift` bytes stand
 * before it in its group of three.
 */
function alignedBase64(bytes: Buffer, shift: number): string {
  const whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString("base64");
  const first = [0, 2, 3][shift] ?? 0;
  const rest = (shift + bytes.length) % 3;
  const last = whole.length - ([0, 3, 2][rest] ?? 0);
  return whole.slice(first, last);
}

function urlAsStandard(text: string): string {
  return text.replaceAll("-", "+").replaceAll("_", "/");
}

/** The text without blanks, and where each of its units was. */
function compact(text: string): { text: string; at: number[] } {
  const at: number[] = [];
  let kept = "";
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charAt(index);
    if (/\s/.test(unit)) continue;
    kept += unit;
    at.push(index);
  }
  return { text: kept, at };
}

function occurrences(text: string, needle: string): Span[] {
  const found: Span[] = [];
  for (let start = text.indexOf(needle); start !== -1; start = text.indexOf(needle, start + 1)) {
    found.push({ start, end: start + needle.length });
  }
  return found;
}
