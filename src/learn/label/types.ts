export type LabelLanguage = "python" | "javascript" | "typescript" | "java";

/** A candidate with the tests that say whether it is right. All of it is a stranger's text. */
export interface LabelJob {
  readonly language: LabelLanguage;
  /** Comes before the candidate, in the same file: imports that it does not hold. */
  readonly header?: string;
  /** The candidate's whole source. */
  readonly program: string;
  /**
   * Runs after the candidate and sees its names. Passes by running to its end; fails by a failed
   * assert (`console.assert` too) or by anything thrown. Java: a file with a class `Main`.
   */
  readonly tests: string;
}

/** `no-proof`: it ended without having executed all tests, for example by `exit(0)`. */
export type LabelReason =
  | "passed"
  | "assertion"
  | "exception"
  | "timeout"
  | "syntax"
  | "compile"
  | "no-proof"
  | "memory"
  | "output";

/** A known answer, or why there can be none: the tests need what is not here. */
export type Label =
  | {
      readonly passed: boolean;
      readonly reason: LabelReason;
      /** One line for people; the candidate may have written it. */
      readonly detail: string;
      readonly wallMs: number;
    }
  | { readonly unlabelled: string };

/**
 * For each candidate. CPU time finds endless loops, whatever else the machine is doing; the wall
 * clock finds those that sleep. It is generous, for a machine that is busy with a model leaves so
 * little that a right program would look endless.
 */
export interface TimeLimit {
  readonly cpuSeconds: number;
  readonly wallMs: number;
}

export const USUAL_TIME: TimeLimit = { cpuSeconds: 6, wallMs: 60_000 };

/** What a harness reports of a failure. */
export interface Failure {
  readonly reason: LabelReason | "bad-tests";
  readonly detail: string;
  /** A module or package that could not be found. */
  readonly missing?: string;
}

/** The label of a failure: what the tests or the header lack is not the candidate's fault. */
export function labelOfFailure(job: LabelJob, failure: Failure, wallMs: number): Label {
  const { reason, detail, missing } = failure;
  if (reason === "bad-tests") return { unlabelled: `the tests cannot be read: ${detail}` };
  const given = `${job.header ?? ""}\n${job.tests}`;
  if (missing !== undefined && given.includes(missing)) return { unlabelled: `needs ${missing}` };
  return { passed: false, reason, detail: oneLine(detail), wallMs };
}

const DETAIL_LENGTH = 400;

/** The text without line ends and control characters, cut to a readable length. */
export function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")
    .trim()
    .slice(0, DETAIL_LENGTH);
}
