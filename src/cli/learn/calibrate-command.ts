import { readFileSync, writeFileSync } from "node:fs";
import { UsageError } from "../../contracts/errors.ts";
import { conditionsOf } from "../../learn/calibrate/conditions.ts";
import { calibrateRepositories, type RepositoryFit } from "../../learn/calibrate/domain.ts";
import type { PoolLine } from "../../learn/collect/pool.ts";
import type { Figure } from "../../learn/metrics/bootstrap.ts";
import { summarise } from "../../learn/metrics/summarise.ts";
import type { Summary } from "../../learn/metrics/summary.ts";
import { readScored, ScoredLine } from "../../learn/scored.ts";
import { candidateKey } from "../../learn/task-key.ts";
import type { LearnTask } from "../../learn/tasks/types.ts";
import type { Scored } from "../../learn/types.ts";
import { readJudge } from "../judge-files.ts";
import { type CrossOptions, crossScores } from "./cross-command.ts";
import { describePool } from "./describe-pool.ts";
import { readJsonl, writeJsonl } from "./jsonl.ts";
import { rangeAsUsage } from "./range-as-usage.ts";
import { scoredLines } from "./scored-line.ts";
import { shownFigure } from "./shown-figure.ts";

export interface CalibrateOptions extends Omit<CrossOptions, "out" | "json" | "apartFrom"> {
  /** The judge with its calibration. */
  readonly out: string;
  /** Scores with held-out probabilities, for `learn metrics`. */
  readonly scored: string;
  /** What `learn train` wrote of these pools as `--scored`, for a judge that was trained on them. */
  readonly held?: string;
  readonly seed: number;
  readonly resamples: number;
}

/**
 * `patchjudge learn calibrate`: gives a judge a calibration for repositories, from a pool of that domain that
 * its model has read. Its ranking stays as it is. A judge that was trained on repositories knows the answers
 * there: it is calibrated on its held-out scores.
 */
export function calibrateCommand(options: CalibrateOptions): void {
  const { seed, resamples } = options;
  const judge = readJudge(options.judge);
  const { files, pool, known, tasks, settled, rows: own } = crossScores(judge, options);
  const rows = judge.domain === "repository" ? heldScores(own, options) : own;
  const { holds, calibration, scored, picks } = calibrated(pool, known, { rows, seed });
  const { ranking, probability } = summarise(scored, { seed, resamples, settled });
  const shown = summarise(picks, { seed, resamples });
  const stored = JSON.parse(readFileSync(options.judge, "utf8")) as {
    calibrations: object;
    pools: object[];
    metrics: object;
  };
  const pools = files.map((file) => describePool(file, tasks));
  const others = judge.pools.filter(({ name }) => !pools.some((pool) => pool.name === name));
  const picked = { passRate: shown.ranking.pickedPass, probability: shown.probability };
  const changed = {
    ...stored,
    pools: [...others, ...pools],
    calibrations: { ...stored.calibrations, repository: { ...calibration, holds } },
    metrics: { ...stored.metrics, repository: { ranking, probability, picked } },
  };
  writeFileSync(options.out, `${JSON.stringify(changed, null, 1)}\n`);
  const lines = scoredLines({ pool, tasks, settled, rows: scored, judge: judge.name });
  writeJsonl(options.scored, lines);
  process.stdout.write(`${describe(shown, calibration)}\n`);
}

/** The scores of heads that were trained on other packages, for just these candidates. */
function heldScores(own: readonly Scored[], { judge, held }: CalibrateOptions): Scored[] {
  if (held === undefined) {
    throw new UsageError(
      `${judge} was trained on repositories: give the held-out scores that learn train wrote with it, --held FILE`,
    );
  }
  const { scored } = readScored(readJsonl(held, ScoredLine));
  const scores = new Map(scored.map((row) => [candidateKey(row), row.score]));
  return own.map((row) => {
    const score = scores.get(candidateKey(row));
    if (score === undefined) throw new UsageError(`${held} has no score of ${row.task} ${row.id}`);
    return { ...row, score };
  });
}

/** What the shown probability is worth, on tasks of other packages. */
function describe(
  { ranking, probability }: Summary,
  { tasks, packages }: RepositoryFit["calibration"],
) {
  const figures: [string, Figure | undefined][] = [
    ["picks that are right", ranking.pickedPass],
    ["Brier skill against always saying so", probability?.brierSkill],
    ["calibration slope", probability?.calibrationSlope],
    ["ECE, debiased", probability?.calibrationError],
  ];
  const lines = figures.map(([name, figure]) => `  ${name}: ${shownFigure(figure)}`);
  return [`the probability of the pick, ${tasks} tasks of ${packages} packages`, ...lines].join(
    "\n",
  );
}

function calibrated(
  pool: readonly PoolLine[],
  tasks: readonly LearnTask[],
  { rows, seed }: { readonly rows: readonly Scored[]; readonly seed: number },
) {
  return rangeAsUsage(() => ({
    holds: conditionsOf(pool, tasks),
    ...calibrateRepositories(rows, seed),
  }));
}
