import { closing, type Source, type Token } from "../lexer.ts";
import type { Edit, Operator } from "./types.ts";

/** Longer blocks are no guards and no small slips. */
const LONGEST = 4;
const LEAVES = /^\s*(?:return|raise|throw|continue|break)\b/;

export const BLOCKS: readonly Operator[] = [
  { name: "guard", edits: (source) => blocks(source, pythonGuard, scriptGuard) },
  { name: "branch", edits: (source) => blocks(source, pythonElse, scriptElse) },
];

type PythonBlock = (lines: Lines, index: number) => number | null;
type ScriptBlock = (source: Source, index: number) => Edit | null;

function blocks(source: Source, python: PythonBlock, script: ScriptBlock): Edit[] {
  if (source.language === "javascript") {
    return source.tokens.flatMap((_, index) => script(source, index) ?? []);
  }
  const lines = new Lines(source);
  return lines.texts.flatMap((_, index) => {
    const end = lines.isCode(index) ? python(lines, index) : null;
    return end === null ? [] : [{ start: lines.startOf(index), end: lines.startOf(end), text: "" }];
  });
}

/** Python's blocks are lines. */
class Lines {
  readonly texts: readonly string[];
  readonly #starts: number[] = [0];
  readonly #firsts: ReadonlySet<number>;

  constructor({ text, tokens }: Source) {
    this.texts = text.split("\n");
    for (const line of this.texts) this.#starts.push((this.#starts.at(-1) ?? 0) + line.length + 1);
    this.#firsts = new Set(tokens.map(({ start }) => start));
  }

  startOf(index: number): number {
    return this.#starts[index] ?? 0;
  }

  indent(index: number): number {
    const line = this.texts[index] ?? "";
    return line.length - line.trimStart().length;
  }

  isBlank(index: number): boolean {
    return (this.texts[index] ?? "").trim() === "";
  }

  /** Whether the line begins with a token, and not inside of one. */
  isCode(index: number): boolean {
    return this.#firsts.has(this.startOf(index) + this.indent(index));
  }

  /** The line behind the block whose head is `index`; `null` if it is none or too long. */
  blockEnd(index: number): number | null {
    if (!/:\s*(?:#.*)?$/.test(this.texts[index] ?? "")) return null;
    let end = index + 1;
    while (end < this.texts.length && !this.isBlank(end) && this.indent(end) > this.indent(index))
      end += 1;
    const length = end - index - 1;
    return length < 1 || length > LONGEST ? null : end;
  }

  /** Whether something else stands in the block that holds the line. */
  hasSibling(index: number, end: number): boolean {
    const next = this.texts.findIndex((_, i) => i >= end && !this.isBlank(i));
    if (next >= 0 && this.indent(next) === this.indent(index)) return true;
    const before = this.texts.findLastIndex((_, i) => i < index && !this.isBlank(i));
    return !/:\s*(?:#.*)?$/.test(this.texts[before] ?? ":") && this.isCode(before);
  }
}

function pythonGuard(lines: Lines, index: number): number | null {
  if (!/^\s*if\b/.test(lines.texts[index] ?? "")) return null;
  const end = lines.blockEnd(index);
  if (end === null || !LEAVES.test(lines.texts[end - 1] ?? "")) return null;
  if (/^\s*(?:else|elif)\b/.test(lines.texts[end] ?? "")) return null;
  return lines.hasSibling(index, end) ? end : null;
}

function pythonElse(lines: Lines, index: number): number | null {
  if (!/^\s*else\s*:/.test(lines.texts[index] ?? "")) return null;
  const head = lines.texts.findLastIndex(
    (_, i) =>
      i < index && !lines.isBlank(i) && lines.indent(i) <= lines.indent(index) && lines.isCode(i),
  );
  return /^\s*(?:if|elif)\b/.test(lines.texts[head] ?? "") ? lines.blockEnd(index) : null;
}

function scriptGuard(source: Source, index: number): Edit | null {
  const { tokens, text } = source;
  const head = tokens[index];
  if (head?.text !== "if" || head.kind !== "name" || tokens[index - 1]?.text === "else")
    return null;
  const close = closing(tokens, index + 1);
  if (close < 0) return null;
  const end = statementEnd(tokens, close + 1);
  const last = tokens[end];
  if (last === undefined || tokens[end + 1]?.text === "else") return null;
  const inside = text.slice(tokens[close]?.end ?? 0, last.end);
  const statements = inside
    .replace(/^\s*\{/, "")
    .replace(/\}\s*$/, "")
    .trim()
    .split(/;\s*\n/);
  if (!LEAVES.test(statements.at(-1) ?? "") || inside.split("\n").length > LONGEST) return null;
  return wholeLines(text, head.start, last.end);
}

/** Index of the last token of a block or of a statement that ends with `;`; -1 if neither is there. */
function statementEnd(tokens: readonly Token[], from: number): number {
  if (tokens[from]?.text === "{") return closing(tokens, from);
  for (let i = from; i < tokens.length; i += 1) {
    if (tokens[i]?.text === ";") return i;
    if (tokens[i]?.kind === "op" && /^[([{]$/.test(tokens[i]?.text ?? "")) {
      i = closing(tokens, i);
      if (i < 0) return -1;
    }
  }
  return -1;
}

function scriptElse({ tokens, text }: Source, index: number): Edit | null {
  const [head, open] = [tokens[index], tokens[index + 1]];
  if (head?.text !== "else" || head.kind !== "name" || open?.text !== "{") return null;
  const end = tokens[closing(tokens, index + 1)]?.end;
  const before = tokens[index - 1];
  if (end === undefined || before === undefined) return null;
  return text.slice(head.start, end).split("\n").length > LONGEST + 2
    ? null
    : { start: before.end, end, text: "" };
}

/** Takes the rest of the line along where nothing else stands on it. */
function wholeLines(text: string, start: number, end: number): Edit {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = text.indexOf("\n", end);
  const alone = text.slice(lineStart, start).trim() === "" && lineEnd >= 0;
  if (!alone || text.slice(end, lineEnd).trim() !== "") return { start, end, text: "" };
  return { start: lineStart, end: lineEnd + 1, text: "" };
}
