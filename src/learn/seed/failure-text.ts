import { clean } from "./clean-text.ts";
import type { TestFailure } from "./report.ts";

export interface Values {
  readonly expected: string;
  readonly actual: string;
}

/** Longer values are shown as the message that they came with. */
const VALUE_LENGTH = 200;

/**
 * What was expected and what came, where the failure says which is which; `null` otherwise: an issue
 * that mixes them up would ask for the opposite.
 */
export function valuesOf(failure: TestFailure, statement: string | null): Values | null {
  const { expected, actual, message } = failure;
  const values =
    expected !== null && actual !== null
      ? { expected, actual }
      : fromMessage(message, statement ?? "");
  if (values === null || values.expected === values.actual) return null;
  const tidy = { expected: clean(values.expected), actual: clean(values.actual) };
  return Math.max(tidy.expected.length, tidy.actual.length) > VALUE_LENGTH ? null : tidy;
}

/** A value as Python writes it, and nothing that was still to be computed. */
const VALUE = String.raw`(?:[-\d.]+|'[^'\n]*'|"[^"\n]*"|True|False|None|\[[^\n]*\]|\([^\n]*\)|\{[^\n]*\})`;
const PYTEST = new RegExp(`^(?:assert )?(${VALUE}) (?:==|is) (${VALUE})$`);
const UNITTEST = new RegExp(`^(${VALUE}) != (${VALUE})(?: : .*)?$`);

function fromMessage(message: string, statement: string): Values | null {
  const line = message.trim().split("\n")[0] ?? "";
  const [, left, right] = PYTEST.exec(line) ?? UNITTEST.exec(line) ?? [];
  if (left === undefined || right === undefined) return null;
  const order = orderOf(message, statement);
  if (order === null) return null;
  return order === "actual-first"
    ? { actual: left, expected: right }
    : { actual: right, expected: left };
}

type Order = "actual-first" | "expected-first";

/** Which side is the expected one: that which stands in the test as a value. */
function orderOf(message: string, statement: string): Order | null {
  const text = statement.replace(/\s+/g, " ");
  const sides =
    /^assert (.+?) (?:==|is) (.+)$/.exec(text) ?? /\bassert\w*\((.+), (.+?),? ?\)$/i.exec(text);
  const [, left = "", right = ""] = sides ?? [];
  const isValue = (side: string) =>
    /^[-\d'"[{(]|^(?:True|False|None)\b|^expected\b/.test(side.trim());
  if (isValue(right) && !isValue(left)) return "actual-first";
  if (isValue(left) && !isValue(right)) return "expected-first";
  const isResult = (side: string) => /^(?:result|res|got|actual|out|output)\b|\w\(/.test(side);
  if (isResult(left) !== isResult(right)) return isResult(left) ? "actual-first" : "expected-first";
  // pytest says where a value came from: a call's result is what came.
  const from = /\+\s+where (.+?) = \w[\w.]*\(/.exec(message)?.[1];
  const first = message.replace(/^assert /, "");
  if (from === undefined) return null;
  return first.startsWith(from) ? "actual-first" : null;
}

/** `tests/test_x.py::TestY::test_some_case[3-a]` → `some case`; a TAP name is words already. */
export function nameInWords(test: string): string {
  const last = test.includes("::") ? (test.split("::").at(-1) ?? test) : test;
  const words = last
    .replace(/\[.*$/s, "")
    .replace(/ \(\d+\)$/, "")
    .replace(/^test_?(?=\w)/i, "")
    .replaceAll("_", " ")
    .replace(/([a-z])([A-Z])/g, "$1 $2");
  const text = clean(words).replace(/\s+/g, " ").replaceAll("`", "'").trim();
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

/** A fenced block whose fence is longer than any in the text. */
export function fencedBlock(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
