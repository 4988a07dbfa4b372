import type { Context } from "../contracts/context.ts";
import type { Ranked, Verdict } from "../contracts/verdict.ts";
import { pickedProbability } from "./head.ts";
import type { JudgeFile, RepositoryCalibration } from "./judge-file.ts";

/** What a run must have in common with the tasks of a calibration. */
export interface RunConditions {
  readonly generatorSha256: string | null;
  readonly contexts: readonly Context[];
  /** Samples that were asked for. */
  readonly candidates: number;
  readonly temperature: number;
  /** Of what the generator is asked (`sample/fingerprint.ts`). */
  readonly promptsSha256: string;
}

export type Belief = Pick<Verdict, "calibration" | "probability" | "basis" | "noProbability">;

/**
 * How likely the best candidate is right, where the judge was calibrated for repositories on runs like
 * this one; else why nobody knows.
 */
export function beliefOf(
  judge: JudgeFile | null,
  ranking: readonly Ranked[],
  run: RunConditions,
): Belief {
  const calibration = judge?.calibrations.repository;
  if (calibration === undefined || ranking.length === 0) return unknown();
  const why = whyNot(calibration, run);
  if (why !== null) return unknown(why);
  const scores = ranking.map(({ score }) => score);
  const { tasks, packages, holds } = calibration;
  return {
    calibration: "repository",
    probability: pickedProbability(calibration, scores),
    basis: { tasks, packages, languages: [...holds.languages] },
  };
}

function unknown(why?: string): Belief {
  const reason = why === undefined ? {} : { noProbability: why };
  return { calibration: "uncalibrated", probability: null, ...reason };
}

function whyNot({ holds }: RepositoryCalibration, run: RunConditions): string | null {
  const { generators, languages, candidates, temperature, promptsSha256 } = holds;
  if (!generators.some(({ sha256 }) => sha256 === run.generatorSha256)) {
    const names = generators.map(({ model }) => model).join(", ");
    return `the calibration is for candidates of ${names}`;
  }
  const [context, ...others] = run.contexts;
  if (context === undefined || others.length > 0)
    return "the calibration is for one place to change";
  if (context.format !== "region") return "the calibration is for changes to one function";
  if (!languages.includes(context.target.language)) {
    return `the calibration is for ${languages.join(", ")}`;
  }
  if (run.candidates !== candidates || run.temperature !== temperature) {
    return `the calibration is for ${candidates} candidates at temperature ${temperature}`;
  }
  if (run.promptsSha256 !== promptsSha256) {
    return "the calibration is for a generator that was asked in other words";
  }
  return null;
}
