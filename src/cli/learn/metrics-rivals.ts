import type { Figure } from "../../learn/metrics/bootstrap.ts";
import { type Comparison, compareShared, type Difference } from "../../learn/metrics/compare.ts";
import { againstOneAnswer, type OneAnswerFigures } from "../../learn/metrics/one-answer.ts";
import { createRandom } from "../../learn/random.ts";
import { readScored, ScoredLine } from "../../learn/scored.ts";
import type { Scored } from "../../learn/types.ts";
import { printable } from "../../report/printable.ts";
import { loadLabelledPool } from "./files.ts";
import { readJsonl } from "./jsonl.ts";
import { rangeAsUsage } from "./range-as-usage.ts";
import { shownFigure } from "./shown-figure.ts";

interface Resampling {
  readonly seed: number;
  readonly resamples: number;
}

/** Another judge on the candidates that both scored. */
export function compareJudge(
  scored: readonly Scored[],
  file: string,
  { seed, resamples }: Resampling,
): Comparison {
  const other = readScored(readJsonl(file, ScoredLine)).scored;
  const work = () => compareShared(scored, other, { random: createRandom(seed), resamples });
  return rangeAsUsage(work, `--against ${file}: `);
}

export function renderJudge({ tasks, families, mcnemar, ...differences }: Comparison): string {
  const rows: [string, Difference][] = [
    ["within-task AUC", differences.withinTaskAuc],
    ["gap closed", differences.gapClosed],
    ["pass@1 picked", differences.pickedPass],
  ];
  const lines = rows.map(
    ([label, figure]) => `  ${label}: ${shownFigure(figure)}, p = ${shownP(figure.pValue)}`,
  );
  const { onlyFirst, onlySecond, pValue } = mcnemar;
  return [
    `ahead of the other judge, paired, on ${tasks} tasks of ${families} families that both scored`,
    ...lines,
    `  picks: ${onlyFirst} tasks where only this one's passes, ${onlySecond} where only the other's; McNemar, exact, p = ${shownP(pValue)}`,
  ].join("\n");
}

function shownP(value: number | null): string {
  return value === null ? "–" : value.toFixed(3);
}

/** One answer of another generator on the same tasks. */
export function compareAnswer(
  scored: readonly Scored[],
  file: string,
  options: Resampling,
): OneAnswerFigures {
  const work = () => againstOneAnswer(scored, loadLabelledPool([file]), options);
  return rangeAsUsage(work, `--answers ${file}: `);
}

export function renderAnswer(other: OneAnswerFigures): string {
  const rows: [string, Figure][] = [
    ["picked", other.picked],
    ["its greedy answer", other.greedy],
    ["its sampled answers", other.sampled],
    ["picked ahead of greedy", other.aheadOfGreedy],
    ["picked ahead of sampled", other.aheadOfSampled],
  ];
  const lines = rows.map(([label, figure]) => `  ${label}: ${shownFigure(figure)}`);
  const title = `pass@1 against one answer of ${printable(other.generator)}, ${other.tasks} tasks`;
  return [title, ...lines].join("\n");
}
