/** A region shorter than this may well shrink a lot. */
const SHRINK_FROM_LINES = 20;

/** What has to be left of a longer region. */
const SHRINK_LIMIT = 0.3;

const MAX_LINE = 300;

const COMMENT = /^\s*(?:\/\/|\/\*|\*|#|--|<!--|;|%)/;

/** What models write in place of code that they leave out. Tried on comment lines only. */
const LEFT_OUT: readonly RegExp[] = [
  /\b(?:rest|remainder) of\b/i,
  /(?:\.\.\.|…).{0,60}\b(?:same|existing|unchanged|previous|original|other|omitted|as before|remains?|remaining)\b/i,
  /\b(?:same|existing|unchanged|previous|original|other|omitted|as before|remains?|remaining)\b.{0,60}(?:\.\.\.|…)/i,
  /\b(?:code|function|method|logic|implementation|body) (?:stays?|remains?|is|here is) (?:the same|unchanged|as before)\b/i,
  /\b(?:existing|previous|original|other|remaining|unchanged) (?:code|functions?|methods?|logic|implementation|lines)(?: (?:here|goes here|remains?|unchanged|omitted))?\s*(?:\*\/|-->)?$/i,
  /\b(?:same|unchanged) (?:as (?:before|above|the original))\b/i,
  /\b(?:your|actual|real) (?:code|logic|implementation) (?:goes )?here\b/i,
  /\bTODO\b.{0,20}\bimplement/i,
  /\bimplement (?:this|me|the (?:rest|logic|actual))\b/i,
  /^\s*(?:\/\/|\/\*|\*|#|--|<!--|;|%)+\s*(?:\.\.\.|…)\s*(?:\*\/|-->)?\s*$/,
];

/**
 * Says which line shows that the model left code out, or `null`. Lines that the old text had too
 * are nobody's stubs.
 */
export function findStub(oldText: string, newText: string): string | null {
  const known = new Set(oldText.split("\n").map((line) => line.trim()));
  const lines = newText.split("\n");
  for (const [index, line] of lines.entries()) {
    const text = line.slice(0, MAX_LINE).trim();
    if (text === "" || known.has(text)) continue;
    if (COMMENT.test(text) && LEFT_OUT.some((pattern) => pattern.test(text))) {
      return `"${text.slice(0, 80)}" stands for code that was left out`;
    }
    if (isEmptyBody(lines, index)) return `"${text}" is the whole body of a function`;
  }
  return withoutBody(oldText, newText) ?? shrunk(oldText, newText);
}

/** A Python function that stops after its first line, which its grammar lets pass and Python does not. */
function withoutBody(oldText: string, newText: string): string | null {
  const before = new Set(bareHeaders(oldText));
  const header = bareHeaders(newText).find((line) => !before.has(line));
  return header === undefined ? null : `"${header.slice(0, 80)}" has no body`;
}

function bareHeaders(text: string): string[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "" && !/^\s*#/.test(line));
  return lines.flatMap((line, i) => {
    const isHeader = /^\s*(?:async\s+)?def\s.*:\s*$/.test(line.slice(0, MAX_LINE));
    const next = lines[i + 1];
    const hasBody = next !== undefined && indentOf(next) > indentOf(line);
    return isHeader && !hasBody ? [line.trim()] : [];
  });
}

/** A lone `...` anywhere but in Python, or a Python function whose body is `pass` or `...`. */
function isEmptyBody(lines: readonly string[], index: number): boolean {
  const text = (lines[index] ?? "").trim();
  if (text === "…") return true;
  if (text !== "..." && text !== "pass") return false;
  const above = previousCode(lines, index);
  const header = (lines[above] ?? "").trim();
  if (!header.endsWith(":")) return text === "...";
  if (!/^(?:async\s+)?def\s/.test(header)) return false;
  // Declarations of an interface have no body for good reason.
  if (/^@(?:\w+\.)?(?:overload|abstractmethod)\b/.test((lines[above - 1] ?? "").trim()))
    return false;
  const next = lines.slice(index + 1).find((line) => line.trim() !== "");
  return next === undefined || indentOf(next) < indentOf(lines[index] ?? "");
}

function previousCode(lines: readonly string[], index: number): number {
  let at = index - 1;
  while (at >= 0 && (lines[at] ?? "").trim() === "") at--;
  return at;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function shrunk(oldText: string, newText: string): string | null {
  const before = codeLines(oldText);
  const after = codeLines(newText);
  if (before <= SHRINK_FROM_LINES || after >= before * SHRINK_LIMIT) return null;
  return `only ${after} of ${before} lines are left`;
}

function codeLines(text: string): number {
  return text.split("\n").filter((line) => line.trim() !== "").length;
}
