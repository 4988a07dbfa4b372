import { isOperandEnd, type Source, type Token } from "../lexer.ts";
import type { Edit, Operator } from "./types.ts";

type Table = Readonly<Record<string, string>>;

const COMPARISON: Table = {
  "<": "<=",
  "<=": "<",
  ">": ">=",
  ">=": ">",
  "==": "!=",
  "!=": "==",
  "===": "!==",
  "!==": "===",
};
const ARITHMETIC: Table = { "+": "-", "-": "+", "*": "+", "%": "//", "+=": "-=", "-=": "+=" };
const BOOLEAN: Table = { and: "or", or: "and", "&&": "||", "||": "&&" };

const API: Readonly<Record<Source["language"], Table>> = {
  python: {
    ...{ min: "max", max: "min", append: "extend", extend: "append", any: "all", all: "any" },
    ...{ startswith: "endswith", endswith: "startswith", find: "rfind", rfind: "find" },
    ...{ lstrip: "rstrip", rstrip: "lstrip", strip: "lstrip", lower: "upper", upper: "lower" },
    ...{ split: "rsplit", rsplit: "split", keys: "values", values: "keys", floor: "ceil" },
    ...{ ceil: "floor", sorted: "list", reversed: "list", partition: "rpartition" },
    ...{ rpartition: "partition", match: "search", search: "match", title: "capitalize" },
    ...{ union: "intersection", intersection: "union", popleft: "pop", appendleft: "append" },
  },
  javascript: {
    ...{ indexOf: "lastIndexOf", lastIndexOf: "indexOf", slice: "splice", splice: "slice" },
    ...{ push: "unshift", unshift: "push", shift: "pop", pop: "shift", some: "every" },
    ...{ every: "some", toLowerCase: "toUpperCase", toUpperCase: "toLowerCase", min: "max" },
    ...{ max: "min", floor: "ceil", ceil: "floor", round: "floor", startsWith: "endsWith" },
    ...{ endsWith: "startsWith", charAt: "charCodeAt", keys: "values", parseFloat: "parseInt" },
    ...{ filter: "map", concat: "slice" },
  },
};

export const SWAPS: readonly Operator[] = [
  { name: "comparison", edits: (source) => swap(source, COMPARISON, isBinary) },
  { name: "arithmetic", edits: (source) => swap(source, arithmeticOf(source), isNumeric) },
  { name: "boolean", edits: (source) => swap(source, BOOLEAN, isBinary) },
  { name: "api", edits: (source) => swap(source, API[source.language], isCalled) },
];

function arithmeticOf({ language }: Source): Table {
  return language === "python" ? ARITHMETIC : { ...ARITHMETIC, "%": "/" };
}

type Condition = (tokens: readonly Token[], index: number) => boolean;

function swap({ tokens }: Source, table: Table, fits: Condition): Edit[] {
  return tokens.flatMap((token, index) => {
    if (token.kind === "string" || !Object.hasOwn(table, token.text)) return [];
    if (!fits(tokens, index)) return [];
    return [{ start: token.start, end: token.end, text: table[token.text] ?? "" }];
  });
}

function isBinary(tokens: readonly Token[], index: number): boolean {
  return isOperandEnd(tokens[index - 1]);
}

/** Text has a plus, too, but nothing else: such a mutant is killed by whatever runs it. */
function isNumeric(tokens: readonly Token[], index: number): boolean {
  const near = [tokens[index - 1], tokens[index + 1]];
  return isBinary(tokens, index) && near.every((token) => token?.kind !== "string");
}

function isCalled(tokens: readonly Token[], index: number): boolean {
  const before = tokens[index - 1]?.text ?? "";
  return tokens[index + 1]?.text === "(" && !/^(?:def|function|class)$/.test(before);
}
