import { candidateProbability, headScores } from "../../judge/head.ts";
import type { JudgeFile } from "../../judge/judge-file.ts";
import type { Scored } from "../types.ts";
import { toScored } from "./cross-validate.ts";
import type { ExampleTask } from "./dataset.ts";

/** The scores of a trained judge for tasks that its model has read. */
export function scoreWith(judge: JudgeFile, tasks: readonly ExampleTask[]): Scored[] {
  return tasks.flatMap((task) => {
    const observations = task.examples.map(({ observation }) => observation);
    const rows = toScored([task], headScores(judge.head, observations));
    const calibration = judge.calibrations[task.domain];
    if (calibration === undefined) return rows;
    return rows.map((row) => ({
      ...row,
      probability: candidateProbability(calibration, row.score),
    }));
  });
}
