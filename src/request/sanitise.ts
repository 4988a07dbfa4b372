import { removeInvisible } from "./invisible.ts";

/** Attributes whose text shows only when the mouse rests on it, or never. */
const ATTRIBUTE =
  /\b(alt|title|aria-label)\s{0,10}=\s{0,10}(?:"[^"]{1,20000}"|'[^']{1,20000}'|[^\s"'<>=]{1,200})/gi;
const IMAGE_ALT = /!\[[^[\]\n]{1,2000}\](?=[([])/g;
/** `[//]: # (text)`: a link target that nothing links to. */
const REFERENCE_COMMENT = /^ {0,3}\[[^\]\n]{1,100}\]:[ \t]{0,10}(?:#|<>)[ \t]{0,10}[("'].*$/gm;

const COMMENTS = "HTML comments";
const TITLES = "alternative texts and titles";
const REFERENCES = "reference comments";

/**
 * Takes out what a reader of the rendered text would not see. Hygiene, not a defence: the model
 * is assumed hijacked anyway. Comments inside code stay, since an issue may be about them.
 */
export function removeHiddenText(text: string): { text: string; removed: string[] } {
  const visible = removeInvisible(text.replace(/\r\n?/g, "\n"));
  const removed = new Set(visible.removed);
  const pieces = splitCode(visible.text).map((piece) => {
    if (piece.kind === "code") return piece.text;
    if (piece.kind === "prose") return cleanProse(piece.text, removed);
    removed.add(COMMENTS);
    return "";
  });
  return { text: pieces.join(""), removed: [...removed] };
}

interface Piece {
  readonly kind: "prose" | "code" | "comment";
  readonly text: string;
}

/** What may begin code or a comment: a fence at the start of a line, backticks, `<!--`. */
const START = /(?:^|(?<=\n)) {0,3}(`{3,}|~{3,})[^\n]*|`+|<!--/g;

/** Prose, code and comments in order. One pass: whatever begins first hides what is inside. */
function splitCode(text: string): Piece[] {
  const pieces: Piece[] = [];
  const noSpanEnd = new Set<number>();
  let from = 0;
  START.lastIndex = 0;
  for (let match = START.exec(text); match !== null; match = START.exec(text)) {
    const end = endOf(text, match, noSpanEnd);
    if (end === null) continue;
    pieces.push({ kind: "prose", text: text.slice(from, match.index) });
    const kind = match[0] === "<!--" ? "comment" : "code";
    pieces.push({ kind, text: text.slice(match.index, end) });
    from = end;
    START.lastIndex = end;
  }
  pieces.push({ kind: "prose", text: text.slice(from) });
  return pieces;
}

function endOf(text: string, match: RegExpExecArray, noSpanEnd: Set<number>): number | null {
  const after = match.index + match[0].length;
  if (match[0] === "<!--") return commentEnd(text, after);
  const fence = match[1];
  if (
    fence !== undefined &&
    !(fence.startsWith("`") && match[0].trim().slice(fence.length).includes("`"))
  ) {
    return fenceEnd(text, after, fence);
  }
  return spanEnd(text, { match, noSpanEnd });
}

/** `<!-->` is a whole comment (CommonMark 0.31); one without an end hides all that follows. */
function commentEnd(text: string, after: number): number {
  const short = /^-?>/.exec(text.slice(after, after + 2));
  if (short !== null) return after + short[0].length;
  const end = text.indexOf("-->", after);
  return end < 0 ? text.length : end + 3;
}

function fenceEnd(text: string, after: number, fence: string): number {
  const mark = fence[0] ?? "`";
  let at = text.indexOf("\n", after);
  while (at >= 0) {
    const next = text.indexOf("\n", at + 1);
    const line = text.slice(at + 1, next < 0 ? text.length : next);
    const run = line.trim();
    const closes = run.length >= fence.length && run === mark.repeat(run.length);
    if (closes && /^ {0,3}\S/.test(line)) return next < 0 ? text.length : next;
    at = next;
  }
  return text.length;
}

/** End of a code span within its paragraph. Run lengths without one are remembered: no search twice. */
function spanEnd(
  text: string,
  span: { match: RegExpExecArray; noSpanEnd: Set<number> },
): number | null {
  const { match, noSpanEnd } = span;
  const length = /`+/.exec(match[0])?.[0].length ?? 1;
  const start = text.indexOf("`", match.index) + length;
  if (noSpanEnd.has(length)) return null;
  const paragraph = text.indexOf("\n\n", start);
  const limit = paragraph < 0 ? text.length : paragraph;
  for (const run of text.slice(start, limit).matchAll(/`+/g)) {
    if (run[0].length === length) return start + run.index + length;
  }
  if (paragraph < 0) noSpanEnd.add(length);
  return null;
}

function cleanProse(text: string, removed: Set<string>): string {
  const titled = text
    .replace(ATTRIBUTE, (all, name: string, at: number) => (inTag(text, at) ? `${name}=""` : all))
    .replace(IMAGE_ALT, "![]");
  if (titled !== text) removed.add(TITLES);
  const clean = titled.replace(REFERENCE_COMMENT, "");
  if (clean !== titled) removed.add(REFERENCES);
  return clean;
}

/** Whether an HTML tag is open at a place, as far as the last few thousand characters tell. */
function inTag(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 4000), at);
  const tag = before.lastIndexOf("<");
  return tag >= 0 && /^<[A-Za-z]/.test(before.slice(tag, tag + 2)) && !before.includes(">", tag);
}
