import { readFileSync, writeFileSync } from "node:fs";
import { UsageError } from "../../contracts/errors.ts";
import { calibrateDomain } from "../../learn/calibrate/domain.ts";
import { summarise } from "../../learn/metrics/summarise.ts";
import type { Scored } from "../../learn/types.ts";
import { readJudge } from "../judge-files.ts";
import { type CrossOptions, crossScores } from "./cross-command.ts";
import { describePool } from "./describe-pool.ts";
import { writeJsonl } from "./jsonl.ts";
import { scoredLine } from "./scored-line.ts";

export interface CalibrateOptions extends Omit<CrossOptions, "out"> {
  /** The judge with its calibration. */
  readonly out: string;
  /** Scores with held-out probabilities, for `learn metrics`. */
  readonly scored: string;
  readonly alpha: number;
  readonly seed: number;
  readonly resamples: number;
}

const DELTA = 0.1;

/**
 * `patchjudge learn calibrate`: gives a judge that was trained on functions a calibration for repositories,
 * from a pool of that domain that its model has read. Its ranking stays as it is.
 */
export function calibrateCommand(options: CalibrateOptions): void {
  const { seed, alpha, resamples } = options;
  const judge = readJudge(options.judge);
  const { pool, tasks, rows } = crossScores(judge, options);
  if (rows.some(({ domain }) => domain !== "repository")) {
    throw new UsageError("only pools of the domain repository are calibrated on");
  }
  const { calibration, scored } = calibrated(rows, { seed, risk: { alpha, delta: DELTA } });
  const { ranking, probability } = summarise(scored, { seed, resamples });
  const stored = JSON.parse(readFileSync(options.judge, "utf8")) as {
    calibrations: object;
    pools: object[];
    metrics: object;
  };
  const read = new Set(tasks.map(({ task }) => task)).size;
  const own = options.pool.map((file) => describePool(file, read));
  const others = judge.pools.filter(({ name }) => !own.some((pool) => pool.name === name));
  const changed = {
    ...stored,
    pools: [...others, ...own],
    calibrations: { ...stored.calibrations, repository: calibration },
    metrics: { ...stored.metrics, repository: { ranking, probability } },
  };
  writeFileSync(options.out, `${JSON.stringify(changed, null, 1)}\n`);
  writeJsonl(
    options.scored,
    pool.flatMap((line) => scoredLine(line, tasks, scored, judge.name)),
  );
}

function calibrated(rows: readonly Scored[], plan: Parameters<typeof calibrateDomain>[1]) {
  try {
    return calibrateDomain(rows, plan);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(error.message);
  }
}
