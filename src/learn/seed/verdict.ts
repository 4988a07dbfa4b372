import type { TimeLimit } from "../label/types.ts";
import type { SeedPackage } from "./package.ts";
import type { TestReport, TestResult } from "./report.ts";
import { runTests, type TestParts, type TestRun } from "./run-tests.ts";

/** What the tests say of the package as it is shipped. */
export interface CleanRun {
  /** Tests that pass every time. */
  readonly passed: ReadonlySet<string>;
  readonly wallMs: number;
  /** For runs of changed copies. */
  readonly time: TimeLimit;
}

const FIRST_TIME: TimeLimit = { cpuSeconds: 60, wallMs: 120_000 };

/**
 * Runs the tests twice on the package as it is. Tests that do not pass both times do not count;
 * answers why the package cannot be used where the runner did not come to its end, or too few pass.
 */
export async function runClean(parts: TestParts, pack: SeedPackage): Promise<CleanRun | string> {
  const runs: TestRun[] = [];
  for (let i = 0; i < 2; i += 1) {
    const run = await runTests(parts, pack, { change: null, time: FIRST_TIME });
    if (!run.report.complete) {
      return `its tests do not come to an end (${run.ended}, ${run.exitCode}): ${run.stderr.slice(-300)}`;
    }
    runs.push(run);
  }
  const [first, second] = runs.map(({ report }) => passedOf(report));
  const passed = new Set([...(first ?? [])].filter((name) => second?.has(name)));
  const total = runs[0]?.report.results.length ?? 0;
  if (passed.size < Math.max(1, total / 2)) return `only ${passed.size} of ${total} tests pass`;
  const wallMs = Math.max(...runs.map((run) => run.wallMs));
  const seconds = Math.ceil(wallMs / 1000);
  return {
    passed,
    wallMs,
    time: { cpuSeconds: 3 * seconds + 3, wallMs: 20 * wallMs + 20_000 },
  };
}

/** Names of the tests that passed. */
export function passedOf({ results }: TestReport): Set<string> {
  return new Set(results.flatMap(({ name, outcome }) => (outcome === "passed" ? [name] : [])));
}

/** What became of a mutant, in the words of mutation testing, and why one was not used. */
export type Fate =
  | { readonly kind: "killed"; readonly killers: readonly TestResult[] }
  | { readonly kind: "survived" }
  | { readonly kind: "rejected"; readonly why: "crash" | "timeout" | "trivial" | "unclear" };

/** Failures that a person would not report but see at once. */
const PLAIN = /^(?:Syntax|Indentation|Import|ModuleNotFound|Name|UnboundLocal|Reference|Recursion)/;

/** Above this number of tests, a mutant that fails more than half of them is no task. */
const MANY = 8;

export function fateOf(run: TestRun, clean: CleanRun): Fate {
  if (!run.report.complete) {
    const why = run.ended === "timeout" || run.ended === "cpu" ? "timeout" : "crash";
    return { kind: "rejected", why };
  }
  const passed = passedOf(run.report);
  const lost = [...clean.passed].filter((name) => !passed.has(name));
  if (lost.length === 0) return { kind: "survived" };
  if (clean.passed.size >= MANY && lost.length > clean.passed.size / 2) {
    return { kind: "rejected", why: "trivial" };
  }
  const killers = run.report.results.filter(
    ({ name, failure }) => clean.passed.has(name) && failure !== null && !PLAIN.test(failure.error),
  );
  if (killers.length === 0) return { kind: "rejected", why: "unclear" };
  return { kind: "killed", killers };
}
