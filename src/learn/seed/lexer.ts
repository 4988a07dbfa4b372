export type SeedLanguage = "python" | "javascript";

/** A piece of code that is no white space and no comment. Offsets are UTF-16 units, end excluded. */
export interface Token {
  readonly kind: "name" | "number" | "string" | "op";
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** One definition with its tokens: what operators look at. */
export interface Source {
  readonly language: SeedLanguage;
  readonly text: string;
  readonly tokens: readonly Token[];
}

const PYTHON: readonly (readonly [Token["kind"] | null, RegExp])[] = [
  [null, /[\s\\]+|#[^\n]*/y],
  [
    "string",
    /[rRbBuUfF]{0,2}(?:"""(?:\\[\s\S]|(?!""")[\s\S])*"""|'''(?:\\[\s\S]|(?!''')[\s\S])*''')/y,
  ],
  ["string", /[rRbBuUfF]{0,2}(?:"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*')/y],
  ["number", /(?:0[xXoObB][\da-fA-F_]+|(?:\d[\d_]*\.?[\d_]*|\.\d+)(?:[eE][-+]?\d+)?[jJ]?)/y],
  ["name", /[\p{L}_][\p{L}\p{N}_]*/uy],
  ["op", /\*\*=|\/\/=|>>=|<<=|\.\.\.|[-+*/%@&|^]=|:=|->|==|!=|<=|>=|\*\*|\/\/|<<|>>|[\s\S]/y],
];

const TEMPLATE = /`(?:\\[\s\S]|\$\{(?:[^{}`]|`[^`]*`|\{[^{}]*\})*\}|[^`\\])*`/y;
const REGEXP = /\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;

const JAVASCRIPT: typeof PYTHON = [
  [null, /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//y],
  ["string", /"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'/y],
  ["string", TEMPLATE],
  ["number", /(?:0[xXoObB][\da-fA-F_]+n?|(?:\d[\d_]*\.?[\d_]*|\.\d+)(?:[eE][-+]?\d+)?n?)/y],
  ["name", /[\p{L}_$#][\p{L}\p{N}_$]*/uy],
  [
    "op",
    /\.\.\.|>>>=|===|!==|\*\*=|>>>|<<=|>>=|&&=|\|\|=|\?\?=|=>|==|!=|<=|>=|&&|\|\||\?\?|\?\.|\+\+|--|[-+*/%&|^]=|\*\*|<<|>>|[\s\S]/y,
  ],
];

/** A slash after one of these divides; anywhere else it begins a regular expression. */
const ENDS_VALUE = /^(?:[)\]}]|\+\+|--)$/;
const BEFORE_VALUE =
  /^(?:return|typeof|case|in|of|delete|void|throw|new|else|do|instanceof|yield|await)$/;

/** Splits code into tokens; comments are left out. Text that is no code gives odd tokens, never an error. */
export function readSource(text: string, language: SeedLanguage): Source {
  const patterns = language === "python" ? PYTHON : JAVASCRIPT;
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const found = nextToken(text, at, { patterns, language, previous: tokens.at(-1) });
    if (found.kind !== null) {
      tokens.push({ kind: found.kind, text: text.slice(at, found.end), start: at, end: found.end });
    }
    at = found.end;
  }
  return { language, text, tokens };
}

interface Place {
  readonly patterns: typeof PYTHON;
  readonly language: SeedLanguage;
  readonly previous: Token | undefined;
}

function nextToken(text: string, at: number, { patterns, language, previous }: Place) {
  const candidates: typeof PYTHON =
    language === "javascript" && text[at] === "/" && !endsValue(previous)
      ? [...patterns.slice(0, 1), ["string", REGEXP], ...patterns.slice(1)]
      : patterns;
  for (const [kind, pattern] of candidates) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match !== null && match[0] !== "") return { kind, end: pattern.lastIndex };
  }
  return { kind: "op" as const, end: at + 1 };
}

function endsValue(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.kind === "op") return ENDS_VALUE.test(token.text);
  return !BEFORE_VALUE.test(token.text);
}

const KEYWORDS = new Set(
  (
    "and or not in is if elif else for while return yield lambda def class import from as with try except " +
    "finally raise pass break continue global nonlocal assert del async await True False None self cls " +
    "function var let const new typeof instanceof switch case default throw catch do delete void this " +
    "true false null undefined of super extends static get set arguments"
  ).split(" "),
);

export function isKeyword(text: string): boolean {
  return KEYWORDS.has(text);
}

/** Whether the token can be the end of an operand: what follows is a binary operator then. */
export function isOperandEnd(token: Token | undefined): boolean {
  if (token === undefined) return false;
  if (token.kind === "op") return /^[)\]}]$/.test(token.text);
  return (
    token.kind !== "name" ||
    !isKeyword(token.text) ||
    /^(?:self|this|True|False|None|true|false|null)$/.test(token.text)
  );
}

/** Index of the bracket that closes the one at `open`; -1 if none does. */
export function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i += 1) {
    const token = tokens[i];
    if (token?.kind !== "op") continue;
    if (/^[([{]$/.test(token.text)) depth += 1;
    if (/^[)\]}]$/.test(token.text)) depth -= 1;
    if (depth === 0) return i;
  }
  return -1;
}
