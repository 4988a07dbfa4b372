import type { Context } from "../../contracts/context.ts";
import type { Task } from "../../contracts/task.ts";

export type TaskLanguage = "python" | "javascript" | "typescript" | "java";

/** What kind of problem a task is; calibrations belong to one of them. */
export type Domain = "function" | "repository";

/** How program and tests become one thing that runs: the manners of the benchmark. */
export type TestStyle = FunctionTests["style"];

/** Tests that run after the candidate, in one program. */
export interface FunctionTests {
  readonly style: "mbpp" | "mbxp" | "humanevalpack" | "humaneval";
  /** Comes before the candidate: imports that the region does not hold. */
  readonly header: string;
  readonly code: string;
}

/** The tests that a package ships; what labelling needs to lay the fault into the package again. */
export interface RepositoryTests {
  readonly style: "repository";
  /** `name@version` of a package of `learn seed`. */
  readonly package: string;
  /** The file with the fault, below the package's folder. */
  readonly path: string;
  /** First and last line of the region in the file as it is shipped. */
  readonly startLine: number;
  readonly originalEndLine: number;
  /** SHA-256 of the file with the fault. */
  readonly sha256: string;
  /** Which kind of fault; never shown. */
  readonly operator: string;
  /** Names of the tests that the fault fails. */
  readonly killers: readonly string[];
}

/** A text, and one region of code to change. The candidate is the region's new text. */
interface RegionTask {
  /** `mbpp/601`, `mbjp/601`, `humanevalpack-java/4`. */
  readonly id: string;
  /** The same for one problem in all languages: such tasks never stand on both sides of a split. */
  readonly problem: string;
  readonly domain: Domain;
  readonly task: Task;
  readonly context: Context;
  /** The benchmark's own answer, where it has one: to find near-equal tasks, never shown. */
  readonly solution: string | null;
}

/** A task of a benchmark or of a package in the form that issues have. */
export interface TestedTask extends RegionTask {
  readonly language: TaskLanguage;
  readonly tests: FunctionTests | RepositoryTests;
}

/** A task that was an issue: no test says who is right, only what people did. */
export interface HarvestedTask extends RegionTask {
  /** Whatever the repository is written in. */
  readonly language: string;
  readonly tests: null;
}

export type LearnTask = TestedTask | HarvestedTask;

export function isTested(task: LearnTask): task is TestedTask {
  return task.tests !== null;
}

/** The parts of a task that differ from benchmark to benchmark. */
export interface FunctionTask {
  readonly id: string;
  readonly problem: string;
  readonly language: TaskLanguage;
  readonly name: string;
  readonly description: string;
  readonly example: string | null;
  /** The region as it stands: a stub, or code with a fault. */
  readonly before: string;
  readonly path: string;
  readonly solution: string | null;
  readonly tests: FunctionTests;
  /** What is wrong: nothing was written yet, or what stands there is faulty. */
  readonly kind: "implement" | "fix";
}

/** Puts a function to write or to mend into the form of an issue with one region. */
export function asIssue(source: FunctionTask): TestedTask {
  const { id, problem, language, name, description, before, path, solution, tests } = source;
  const lines = before.trimEnd().split("\n");
  const title =
    source.kind === "implement"
      ? `\`${name}\` is not implemented`
      : `\`${name}\` gives wrong results`;
  const example = source.example === null ? "" : `\n\nFor example:\n\n${source.example}`;
  return {
    id,
    problem,
    language,
    domain: "function",
    task: {
      title,
      body: `${description.trim()}${example}`,
      discussion: [],
      hiddenTextRemoved: [],
    },
    context: {
      id: 1,
      format: "region",
      target: {
        path,
        startLine: 1,
        endLine: lines.length,
        text: `${lines.join("\n")}\n`,
        language,
        name,
        reasons: [],
        score: 0,
      },
      reading: [],
    },
    solution,
    tests,
  };
}

/** A fenced block, as people quote code in issues. */
export function quoted(language: string, code: string): string {
  return `\`\`\`${language}\n${code}\n\`\`\``;
}
