import { z } from "zod";

/** What one run of a package's tests said. Names and messages are a stranger's text. */
export interface TestReport {
  /** Whether the runner came to its own end. */
  readonly complete: boolean;
  readonly results: readonly TestResult[];
}

export interface TestResult {
  /** Unique within a run. */
  readonly name: string;
  readonly outcome: "passed" | "failed" | "skipped";
  readonly failure: TestFailure | null;
}

export interface TestFailure {
  /** Name of the exception; `AssertionError` for assertions of every kind. */
  readonly error: string;
  readonly message: string;
  readonly expected: string | null;
  readonly actual: string | null;
  /** Where tests failed, innermost first: path below the package's folder, line from 1. */
  readonly places: readonly Place[];
}

export interface Place {
  readonly path: string;
  readonly line: number;
  /** Plain values of the variables there, where the runner tells. */
  readonly values: Readonly<Record<string, string>>;
}

const PytestLine = z.object({
  name: z.string(),
  outcome: z.enum(["passed", "failed", "skipped"]),
  error: z.string().nullable(),
  message: z.string(),
  places: z.array(
    z.object({ path: z.string(), line: z.number(), values: z.record(z.string(), z.string()) }),
  ),
});

const PytestEnd = z.object({ end: z.int(), count: z.int() });

/** Reads what `harness/seed_report.py` writes: a line a test behind a secret, and one at the end. */
export function readPytest(text: string, secret: string): TestReport {
  const lines = text.split("\n").filter((line) => line.startsWith(`${secret} `));
  const values = lines.map((line) => parse(line.slice(secret.length + 1)));
  const results = values.flatMap((value) => {
    const line = PytestLine.safeParse(value);
    if (!line.success) return [];
    const { name, outcome, error, message, places } = line.data;
    const failure =
      outcome === "failed"
        ? { error: error ?? "Error", message, expected: null, actual: null, places }
        : null;
    return [{ name, outcome, failure }];
  });
  const end = PytestEnd.safeParse(values.at(-1));
  // 0: all passed, 1: some failed; others are errors of collection, of usage, or a stop.
  const complete = end.success && end.data.end <= 1 && end.data.count === results.length;
  return { complete, results: unique(results) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const RESULT = /^(not )?ok\b *\d* *(?:- )?(.*)$/;

/** Reads TAP of tape, mocha and Node's own runner. `root` is cut off paths. */
export function readTap(text: string, root: string): TestReport {
  const lines = text.split("\n");
  const results: TestResult[] = [];
  let group = "";
  let planned = -1;
  for (const [index, line] of lines.entries()) {
    const plan = /^1\.\.(\d+)\s*$/.exec(line);
    if (plan !== null) planned = Number(plan[1]);
    const heading =
      /^# (?!Subtest\b|(?:tests|pass|fail|suites|skipped|todo|cancelled|duration_ms)\s+[\d.]+$)(.+)$/.exec(
        line,
      );
    if (heading !== null) group = `${heading[1]}: `;
    const found = RESULT.exec(line);
    if (found !== null) results.push(tapResult(found, group, detailsBelow(lines, index), root));
  }
  return { complete: planned >= 0 && planned === results.length, results: unique(results) };
}

function tapResult(
  found: RegExpExecArray,
  group: string,
  details: string,
  root: string,
): TestResult {
  const [, not, text = ""] = found;
  const name = `${group}${text.replace(/\s*# (?:SKIP|TODO)\b.*$/i, "")}`;
  if (/# (?:SKIP|TODO)\b/i.test(text)) return { name, outcome: "skipped", failure: null };
  if (not === undefined) return { name, outcome: "passed", failure: null };
  return { name, outcome: "failed", failure: tapFailure(text, details, root) };
}

/** The indented lines that belong to a result. */
function detailsBelow(lines: readonly string[], index: number): string {
  let end = index + 1;
  while (end < lines.length && /^\s+\S|^\s*$/.test(lines[end] ?? "")) end += 1;
  return lines.slice(index + 1, end).join("\n");
}

function tapFailure(text: string, details: string, root: string): TestFailure {
  const named = /\b([A-Z]\w*Error)\b/.exec(details)?.[1];
  const operator = field(details, "operator");
  const isAssertion =
    /Assertion/.test(named ?? "Assertion") || (operator !== null && operator !== "error");
  const message = field(details, "error") ?? /\b[A-Z]\w*Error\b.*: (.*)/.exec(details)?.[1] ?? text;
  return {
    error: isAssertion ? "AssertionError" : (named ?? "Error"),
    message,
    expected: field(details, "expected"),
    actual: field(details, "actual"),
    places: placesIn(details, root),
  };
}

/** A value of TAP's YAML: on the line, or as a block below it. */
function field(details: string, name: string): string | null {
  const pattern = new RegExp(`^( *)${name}: *(.*)((?:\\n\\1 +.*)*)`, "m");
  const [, , first = "", block = ""] = pattern.exec(details) ?? [];
  const value = /^[|>]/.test(first) || first === "" ? block : first;
  const text = value
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .trim();
  return text === ""
    ? null
    : text.replace(/^(['"])([\s\S]*)\1$/, (whole, quote, inner) =>
        first.startsWith(quote) && name === "error" ? inner : whole,
      );
}

/** Frames of the stack, then where Node says that the test begins. */
function placesIn(details: string, root: string): Place[] {
  const escaped = root.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const pattern = new RegExp(`${escaped}/([^\\s:()'"]+):(\\d+)`, "g");
  const lines = details.split("\n");
  const isStart = (line: string) => /^\s*location:/.test(line);
  const ordered = [...lines.filter((line) => !isStart(line)), ...lines.filter(isStart)].join("\n");
  return [...ordered.matchAll(pattern)].map(([, path = "", line]) => ({
    path,
    line: Number(line),
    values: {},
  }));
}

/** Tests of one name get numbers. */
function unique(results: readonly TestResult[]): TestResult[] {
  const seen = new Map<string, number>();
  return results.map((result) => {
    const count = (seen.get(result.name) ?? 0) + 1;
    seen.set(result.name, count);
    return count === 1 ? result : { ...result, name: `${result.name} (${count})` };
  });
}
