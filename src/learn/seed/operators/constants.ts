import type { Source, Token } from "../lexer.ts";
import type { Edit, Operator } from "./types.ts";

const OPPOSITE: Readonly<Record<string, string>> = {
  True: "False",
  False: "True",
  true: "false",
  false: "true",
  "''": "' '",
  '""': '" "',
};

export const CONSTANTS: readonly Operator[] = [
  { name: "off-by-one", edits: offByOne },
  { name: "constant", edits: ({ tokens }) => tokens.flatMap(wrongConstant) },
  { name: "negation", edits: missingNegation },
];

function offByOne(source: Source): Edit[] {
  const { tokens } = source;
  return tokens.flatMap((token, index) => [
    ...wholeNumber(token, tokens[index - 1]),
    ...lengthOrEnd(source, index),
  ]);
}

function wholeNumber(token: Token, before: Token | undefined): Edit[] {
  if (token.kind !== "number" || !/^\d{1,4}$/.test(token.text)) return [];
  const value = Number(token.text);
  // `x - 1` becomes `x - 2`, `a[0]` becomes `a[1]`; two steps down would often be no change.
  const text = String(value === 1 && before?.text !== "-" ? 0 : value + 1);
  return [{ start: token.start, end: token.end, text }];
}

/** `len(x)` and `x.length` get one less, and so does the name at the end of a slice. */
function lengthOrEnd({ tokens }: Source, index: number): Edit[] {
  const [token, next, after] = [tokens[index], tokens[index + 1], tokens[index + 2]];
  if (token === undefined) return [];
  const less = (end: Token): Edit[] => [{ start: end.end, end: end.end, text: " - 1" }];
  const closes = tokens[index + 3];
  if (token.text === "len" && next?.text === "(" && closes?.text === ")") {
    return tokens[index + 4]?.text === "-" ? [] : less(closes);
  }
  if (
    token.text === "." &&
    next?.text === "length" &&
    !/^(?:=|-|\+\+|--|-=)$/.test(after?.text ?? "")
  ) {
    return less(next);
  }
  if (token.text === ":" && next?.kind === "name" && after?.text === "]") return less(next);
  return [];
}

function wrongConstant(token: Token): Edit[] {
  const text = Object.hasOwn(OPPOSITE, token.text) ? OPPOSITE[token.text] : undefined;
  return text === undefined ? [] : [{ start: token.start, end: token.end, text }];
}

function missingNegation({ tokens, language }: Source): Edit[] {
  const sign = language === "python" ? "not" : "!";
  return tokens.flatMap((token, index) => {
    const next = tokens[index + 1];
    if (token.kind === "string" || token.text !== sign || next === undefined) return [];
    // Two of them make a truth value, and one less would be another thing than a lost negation.
    if (next.text === "!" || tokens[index - 1]?.text === "!") return [];
    return [{ start: token.start, end: next.start, text: "" }];
  });
}
