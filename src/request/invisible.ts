/**
 * Characters that readers do not see. ZWJ and ZWNJ are no part of this: emoji, Persian and Hindi
 * need them. Soft hyphen, Hangul fillers and the like show nothing and only serve to hide text.
 */
const ZERO_WIDTH = charClass([
  [0xad],
  [0x34f],
  [0x115f, 0x1160],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x200b],
  [0x2060, 0x2064],
  [0x206a, 0x206f],
  [0x3164],
  [0xfeff],
  [0xffa0],
  [0xfff9, 0xfffb],
  // Tags and further variation selectors can spell out whole sentences.
  [0xe0000, 0xe007f],
  [0xe0100, 0xe01ef],
]);

const BIDI = charClass([[0x61c], [0x200e, 0x200f], [0x202a, 0x202e], [0x2066, 0x2069]]);

const CONTROLS = charClass([
  [0x00, 0x08],
  [0x0b, 0x1f],
  [0x7f, 0x9f],
]);

/** Line and paragraph separators are breaks that editors do not show. */
const SEPARATORS = charClass([[0x2028, 0x2029]]);

/** A variation selector says how the character before it looks; a second one says nothing. */
const SELECTOR_RUN = /([\uFE00-\uFE0F])[\uFE00-\uFE0F]+/g;

const JOINER = /[\u200C\u200D]/g;
const JOINING_BEFORE =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Mongolian}\p{Extended_Pictographic}\p{Emoji_Modifier}]\uFE0F?$/u;

/** A text without invisible characters, and the kinds of them that it had. */
export function removeInvisible(text: string): { text: string; removed: string[] } {
  const steps: readonly [kind: string, step: (text: string) => string][] = [
    ["control characters", (t) => t.replace(CONTROLS, "").replace(SEPARATORS, "\n")],
    ["text direction controls", (t) => t.replace(BIDI, "")],
    [
      "invisible characters",
      (t) => removeJoiners(t.replace(ZERO_WIDTH, "").replace(SELECTOR_RUN, "$1")),
    ],
  ];
  const removed: string[] = [];
  let clean = text;
  for (const [kind, step] of steps) {
    const next = step(clean);
    if (next !== clean) removed.push(kind);
    clean = next;
  }
  return { text: clean, removed };
}

/** A joiner stays only behind a character that it can join; of several, the first. */
function removeJoiners(text: string): string {
  return text.replace(JOINER, (joiner, at: number) => {
    return JOINING_BEFORE.test(text.slice(Math.max(0, at - 3), at)) ? joiner : "";
  });
}

/** Built from numbers, because a source file with invisible characters is what this is about. */
function charClass(ranges: readonly (readonly [number, number?])[]): RegExp {
  const written = (code: number) => `\\u{${code.toString(16)}}`;
  const parts = ranges.map(([first, last]) => `${written(first)}-${written(last ?? first)}`);
  return new RegExp(`[${parts.join("")}]`, "gu");
}
