/**
 * A stranger's text in which nothing is hidden: controls, characters that turn the reading
 * direction, and characters that nobody sees become marks such as `⟨U+202E⟩`. The policy refuses
 * patches with such characters; whoever reads why should see them. Tabs and newlines stay.
 */
export function visible(text: string): string {
  return text.replace(ALL, mark);
}

/** The mark of a character: its number, in brackets that code hardly uses. */
export function mark(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `⟨U+${code.padStart(4, "0")}⟩`;
}

/** Built from numbers, because a source file with invisible characters is what this is about. */
const HIDDEN = anyOf([
  [0x00, 0x08],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
  // Show nothing: soft hyphen, grapheme joiner, Hangul fillers, Khmer and Mongolian controls.
  [0xad],
  [0x34f],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b],
  [0x2060, 0x206f],
  [0x3164],
  [0xfeff],
  [0xffa0],
  [0xfff9, 0xfffb],
  // Turn the reading direction.
  [0x61c],
  [0x200e, 0x200f],
  [0x202a, 0x202e],
  // Breaks that editors do not show.
  [0x2028, 0x2029],
  // Can spell out whole sentences.
  [0xe0000, 0xe007f],
  [0xe0100, 0xe01ef],
]);

const ASCII = anyOf([[0x00, 0x7f]]);
const SELECTOR = anyOf([[0xfe00, 0xfe0f]]);
const JOINER = anyOf([[0x200c, 0x200d]]);

/**
 * Joiners and variation selectors belong to emoji, Persian or Hindi. At the very beginning, behind an
 * ASCII character, and as a selector behind a selector, they only hide something.
 */
const HIDING = `(?<=^|${ASCII})(?:${JOINER}|${SELECTOR})|(?<=${SELECTOR})${SELECTOR}`;

/** Half a character: JSON can carry it, UTF-8 cannot. */
const ALL = new RegExp(`${HIDDEN}|${HIDING}|\\p{Surrogate}`, "gu");

function anyOf(ranges: readonly (readonly [number, number?])[]): string {
  const written = (code: number) => `\\u{${code.toString(16)}}`;
  return `[${ranges.map(([first, last]) => `${written(first)}-${written(last ?? first)}`).join("")}]`;
}
