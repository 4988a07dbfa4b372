import { createHash } from "node:crypto";
import { UserError } from "../../contracts/errors.ts";
import { SandboxError } from "../../contracts/sandbox.ts";
import type { Syntax } from "../../contracts/syntax.ts";
import { decodeText } from "../../sample/text-file.ts";
import type { StyledCandidate } from "../collect/pool.ts";
import { withRegion } from "../seed/mutants.ts";
import type { SeedPackage } from "../seed/package.ts";
import { runTests, type TestParts, type TestRun } from "../seed/run-tests.ts";
import { type CleanRun, passedOf, runClean } from "../seed/verdict.ts";
import type { TestedTask } from "../tasks/types.ts";
import { type LiveCandidate, liveCandidates } from "./live-candidates.ts";
import { type Label, oneLine } from "./types.ts";

/** Finds out by a package's own tests whether candidates mend a seeded fault. */
export interface RepositoryLabeller {
  /** What a live run makes of a generator's answers. */
  candidates(task: TestedTask, answers: readonly StyledCandidate[]): Promise<LiveCandidate[]>;
  /** `newText`: the whole file. Rejects only if nothing could be run, or stopped. */
  label(task: TestedTask, newText: string, signal?: AbortSignal): Promise<Label>;
}

/**
 * A labeller for tasks of `learn seed`. A candidate passes if every test passes that passes on the
 * package as it is shipped, those that killed the mutant among them; the runner must have come to
 * its own end. Test files are those of the package, whatever the candidate says.
 */
export function createRepositoryLabeller(
  parts: Omit<TestParts, "signal"> & { readonly syntax: Syntax },
): RepositoryLabeller {
  const known = new Map<string, Promise<CleanRun | string>>();
  return {
    async candidates(task, answers) {
      const { tests, pack } = packOf(task, parts);
      const text = mutatedFile(task, await parts.store.read(pack, tests.path));
      const file = decodeText(Buffer.from(text));
      if (file === null) throw new Error(`${tests.path} is no text`);
      return await liveCandidates(task, answers, { file, syntax: parts.syntax });
    },
    async label(task, newText, signal) {
      const run = signal === undefined ? parts : { ...parts, signal };
      const { tests, pack } = packOf(task, parts);
      const clean = await (known.get(tests.package) ??
        remember(known, runClean(run, pack), tests.package));
      if (typeof clean === "string") return { unlabelled: `${tests.package}: ${oneLine(clean)}` };
      const lost = tests.killers.find((name) => !clean.passed.has(name));
      if (lost !== undefined) return { unlabelled: `${lost} does not pass on the package itself` };
      const change = { path: tests.path, text: newText };
      return labelOf(await runTests(run, pack, { change, time: clean.time }), clean);
    },
  };
}

function packOf(task: TestedTask, parts: Omit<TestParts, "signal">) {
  const { tests } = task;
  if (tests.style !== "repository") throw new Error(`${task.id} is no task of a repository`);
  return { tests, pack: findPackage(parts, tests.package) };
}

async function remember<T>(
  known: Map<string, Promise<T>>,
  run: Promise<T>,
  key: string,
): Promise<T> {
  known.set(key, run);
  try {
    return await run;
  } catch (error) {
    known.delete(key);
    throw error;
  }
}

function findPackage({ store }: Omit<TestParts, "signal">, id: string): SeedPackage {
  const found = store.packages.find(({ name, version }) => `${name}@${version}` === id);
  if (found === undefined) {
    throw new UserError(`${id} is not among the packages of this version; make the tasks again`);
  }
  return found;
}

/** The file with the fault, and whether it is the one that the task was made from. */
function mutatedFile({ id, tests, context }: TestedTask, original: string): string {
  if (tests.style !== "repository") return original;
  const { path, startLine, originalEndLine: endLine } = tests;
  const text = withRegion(original, { startLine, endLine }, context.target.text);
  if (createHash("sha256").update(text).digest("hex") === tests.sha256) return text;
  throw new UserError(`${path} is not the file that ${id} was made from; make the tasks again`);
}

function labelOf(run: TestRun, clean: CleanRun): Label {
  const { report, exitCode, stderr, wallMs } = run;
  const stopped = labelOfEnd(run);
  if (stopped !== null) return stopped;
  // As a shell says that a program could not be started.
  if (exitCode === 126 || exitCode === 127) throw new SandboxError(`no tests: ${oneLine(stderr)}`);
  const passed = passedOf(report);
  const lost = [...clean.passed].filter((name) => !passed.has(name));
  if (report.complete && lost.length === 0) {
    return { passed: true, reason: "passed", detail: "", wallMs };
  }
  const found = report.results.find(({ name, failure }) => failure !== null && lost.includes(name));
  if (found?.failure != null) {
    const { error, message } = found.failure;
    const reason = error === "AssertionError" || error === "Failed" ? "assertion" : "exception";
    return failed(reason, `${found.name}: ${error}: ${message}`, wallMs);
  }
  return labelOfSilence(run, `${lost.length} of ${clean.passed.size} tests said nothing`);
}

function labelOfEnd({ ended, wallMs }: TestRun): Label | null {
  if (ended === "timeout" || ended === "cpu") return failed("timeout", "ran too long", wallMs);
  if (ended === "memory") return failed("memory", "used too much memory", wallMs);
  if (ended === "output-limit") return failed("output", "wrote too much", wallMs);
  return null;
}

/** Tests that were not executed: the code does not load, or the program left early. */
function labelOfSilence({ exitCode, stderr, wallMs }: TestRun, what: string): Label {
  const detail = `${what} (exit code ${exitCode})`;
  const error = /\b[A-Z]\w*Error\b/.exec(stderr)?.[0];
  if (error === undefined) return failed("no-proof", detail, wallMs);
  const reason = /^(?:Syntax|Indentation)Error$/.test(error) ? "syntax" : "exception";
  return failed(reason, `${error}; ${detail}`, wallMs);
}

type FailedReason = Exclude<Extract<Label, { reason: unknown }>["reason"], "passed">;

function failed(reason: FailedReason, detail: string, wallMs: number): Label {
  return { passed: false, reason, detail: oneLine(detail), wallMs };
}
