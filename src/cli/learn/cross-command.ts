import { UsageError } from "../../contracts/errors.ts";
import { scoreWith } from "../../learn/evaluate/cross.ts";
import { joinDataset } from "../../learn/evaluate/dataset.ts";
import { readJudge } from "../judge-files.ts";
import { loadLabelledPool, loadStates } from "./files.ts";
import { writeJsonl } from "./jsonl.ts";
import { scoredLine } from "./scored-line.ts";
import { selectTasks } from "./select-tasks.ts";

export interface CrossOptions {
  readonly judge: string;
  readonly pool: readonly string[];
  readonly tasks: readonly string[];
  readonly states: readonly string[];
  readonly out: string;
}

/**
 * `patchjudge learn cross`: a trained judge on pools that it was not trained on (another language, another
 * generator), from what its model saw of them. No model is run.
 */
export function crossCommand(options: CrossOptions): void {
  const judge = readJudge(options.judge);
  const { pool, tasks, rows } = crossScores(judge, options);
  writeJsonl(
    options.out,
    pool.flatMap((line) => scoredLine(line, tasks, rows, judge.name)),
  );
}

type Judge = ReturnType<typeof readJudge>;

/** What a judge says of pools, whose tasks its model has read. */
export function crossScores(judge: Judge, options: Omit<CrossOptions, "judge" | "out">) {
  const pool = loadLabelledPool(options.pool);
  const states = options.states.flatMap(loadStates);
  const foreign = states.find(({ modelSha256 }) => modelSha256 !== judge.base.sha256);
  if (foreign !== undefined) {
    throw new UsageError(
      `${judge.name} reads with ${judge.base.model}; these states are of ${foreign.model}`,
    );
  }
  const known = selectTasks(options.tasks, undefined);
  const tasks = joinDataset({
    ...{ pool, states, tasks: known },
    ...{ view: judge.view, model: judge.base.model },
  });
  if (tasks.length === 0) throw new UsageError(`no task of the pool has states of ${judge.view}`);
  return { pool, known, tasks, rows: scoreWith(judge, tasks) };
}
