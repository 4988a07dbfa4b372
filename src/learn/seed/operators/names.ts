import { closing, isKeyword, type Source, type Token } from "../lexer.ts";
import type { Edit, Operator } from "./types.ts";

export const NAMES: readonly Operator[] = [
  { name: "variable", edits: wrongVariable },
  { name: "arguments", edits: swappedArguments },
];

/** A use of a variable becomes a use of the one that was made before it. */
function wrongVariable(source: Source): Edit[] {
  const { tokens, text } = source;
  const made: Token[] = [];
  const body = bodyStart(source);
  return tokens.flatMap((token, index) => {
    if (token.kind !== "name" || isKeyword(token.text)) return [];
    if (isMade(source, index, body)) {
      made.push(token);
      return [];
    }
    if (index < body || !isUse(tokens, index)) return [];
    // What a line makes is not there yet on that line.
    const known = made.filter(({ end }) => text.slice(end, token.start).includes("\n"));
    const other = neighbour([...new Set(known.map((one) => one.text))], token.text);
    return other === undefined ? [] : [{ start: token.start, end: token.end, text: other }];
  });
}

/** The variable made before this one; the last for the first. */
function neighbour(known: readonly string[], name: string): string | undefined {
  const at = known.indexOf(name);
  return at < 0 || known.length < 2 ? undefined : known.at(at - 1);
}

/** Index of the first token behind the parameters. */
function bodyStart({ tokens }: Source): number {
  const open = tokens.findIndex(({ text }) => text === "(");
  return open < 0 ? 0 : closing(tokens, open) + 1;
}

/** Whether a variable is made here: as a parameter, by an assignment, or by a loop. */
function isMade({ tokens, language }: Source, index: number, body: number): boolean {
  const before = tokens[index - 1]?.text ?? "";
  const after = tokens[index + 1]?.text ?? "";
  if (index < body) return /^[(,]$/.test(before) || /^\*\*?$|^\.\.\.$/.test(before);
  if (/^(?:for|var|let|const)$/.test(before)) return true;
  if (language === "javascript") return false;
  return after === "=" && startsStatement(tokens, index);
}

function startsStatement(tokens: readonly Token[], index: number): boolean {
  let depth = 0;
  for (let i = index - 1; i >= 0; i -= 1) {
    const text = tokens[i]?.text ?? "";
    if (/^[)\]}]$/.test(text)) depth += 1;
    if (/^[([{]$/.test(text)) depth -= 1;
    if (depth < 0) return false;
  }
  return tokens[index - 1]?.text !== ".";
}

function isUse(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1]?.text ?? "";
  const after = tokens[index + 1]?.text ?? "";
  if (before === "." || before === "?." || /^(?:def|function|class|as|lambda)$/.test(before))
    return false;
  return !/^(?:\(|=|:|=>|[-+*/%|&]=|:=|\+\+|--)$/.test(after);
}

/** The first two arguments of a call change places. */
function swappedArguments({ tokens, text }: Source): Edit[] {
  return tokens.flatMap((token, index) => {
    if (token.text !== "(" || !isCall(tokens, index)) return [];
    const end = closing(tokens, index);
    if (end < 0) return [];
    const [first, second] = splitArguments(tokens, index, end);
    if (first === undefined || second === undefined) return [];
    const [a, b] = [first, second].map(({ start, end: to }) => text.slice(start, to));
    if (
      a === b ||
      [a, b].some((part) => part === undefined || /^\*|^\.\.\.|[^=!<>]=[^=>]/.test(part))
    )
      return [];
    const between = text.slice(first.end, second.start);
    return [{ start: first.start, end: second.end, text: `${b}${between}${a}` }];
  });
}

function isCall(tokens: readonly Token[], index: number): boolean {
  const name = tokens[index - 1];
  const before = tokens[index - 2]?.text ?? "";
  if (name?.kind !== "name" || isKeyword(name.text)) return false;
  return !/^(?:def|function|class)$/.test(before);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

function splitArguments(tokens: readonly Token[], open: number, end: number): Span[] {
  const commas: number[] = [];
  for (let i = open + 1; i < end; i += 1) {
    const token = tokens[i];
    if (token?.text === ",") commas.push(i);
    if (token?.kind === "op" && /^[([{]$/.test(token.text)) i = closing(tokens, i);
    if (i < 0) return [];
  }
  return [...commas, end].flatMap((to, part) => {
    const [first, last] = [tokens[(commas[part - 1] ?? open) + 1], tokens[to - 1]];
    if (first === undefined || last === undefined || first.start > last.start) return [];
    return [{ start: first.start, end: last.end }];
  });
}
