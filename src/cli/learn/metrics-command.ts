import Table from "cli-table3";
import { UsageError } from "../../contracts/errors.ts";
import { summarise } from "../../learn/metrics/summarise.ts";
import type { GroupSummary, Summary } from "../../learn/metrics/summary.ts";
import { readScored, ScoredLine } from "../../learn/scored.ts";
import { printable } from "../../report/printable.ts";
import { readJsonl } from "./jsonl.ts";
import { compareAnswer, compareJudge, renderAnswer, renderJudge } from "./metrics-rivals.ts";
import { shownFigure } from "./shown-figure.ts";

export interface MetricsOptions {
  readonly json?: boolean;
  /** A labelled pool of another generator. */
  readonly answers?: string;
  /** Another judge's scores of the same candidates. */
  readonly against?: string;
  readonly seed: number;
  readonly resamples: number;
}

type Named = readonly [name: string, figure: GroupSummary["ranking"]["gapClosed"] | undefined];

/** `patchjudge learn metrics`: what a judge's scores are worth, with 95 % intervals by family. */
export function metricsCommand(files: readonly string[], options: MetricsOptions): void {
  const read = files.map((file) => readScored(readJsonl(file, ScoredLine)));
  const scored = read.flatMap((own) => own.scored);
  if (scored.length === 0) {
    throw new UsageError(
      "no candidate has both a score and an outcome (passed); label the pool first",
    );
  }
  const summary = summarise(scored, {
    ...options,
    greedy: read.flatMap((own) => own.greedy),
    settled: read.flatMap((own) => own.settled),
  });
  const { answers, against } = options;
  const one = answers === undefined ? null : compareAnswer(scored, answers, options);
  const judge = against === undefined ? null : compareJudge(scored, against, options);
  const more = { ...(one && { oneAnswer: one }), ...(judge && { against: judge }) };
  const text = options.json
    ? JSON.stringify({ ...summary, ...more }, null, 2)
    : [
        render(summary),
        ...(one === null ? [] : [renderAnswer(one)]),
        ...(judge === null ? [] : [renderJudge(judge)]),
      ].join("\n");
  process.stdout.write(`${text}\n`);
}

function render(summary: Summary): string {
  const parts = [renderGroup("all", summary)];
  for (const [kind, groups] of Object.entries(summary.groups)) {
    const entries = Object.entries(groups);
    if (entries.length < 2) continue;
    parts.push(...entries.map(([name, group]) => renderGroup(`${kind} ${name}`, group)));
  }
  const sizes = summary.sizes.map(
    ({ n, gapClosed, picked, oracle }) =>
      `  of ${n}: picked ${shownFigure(picked)}, oracle ${shownFigure(oracle)}, gap closed ${shownFigure(gapClosed)}`,
  );
  return [...parts, "by number of candidates", ...sizes].join("\n");
}

function renderGroup(name: string, group: GroupSummary): string {
  const { ranking, probability } = group;
  const rows: Named[] = [
    ["within-task AUC", ranking.withinTaskAuc],
    ["the same, candidates that parse", ranking.parsingAuc],
    ["gap closed", ranking.gapClosed],
    ["pass@1 picked", ranking.pickedPass],
    ["pass@1 random", ranking.randomPass],
    ["pass@1 greedy", ranking.greedyPass],
    ["pass@1 oracle", ranking.oraclePass],
    ["pooled AUC", ranking.pooledAuc],
    ["pooled AUC, code-blind", ranking.codeBlindAuc],
    ["kappa", ranking.verdictKappa],
    ["kappa, code-blind", ranking.codeBlindKappa],
    ["tie rate", ranking.tieRate],
    ["ECE, debiased", probability?.calibrationError],
    ["Brier skill", probability?.brierSkill],
    ["calibration slope", probability?.calibrationSlope],
    ["AURC of picks", probability?.pickedRiskCoverageArea],
  ];
  const table = new Table({ style: { head: [], border: [], compact: true } });
  for (const [label, figure] of rows) {
    if (figure !== undefined) table.push([label, shownFigure(figure)]);
  }
  const { tasks, mixedTasks, families, candidates } = group;
  const counts = `${tasks} tasks (${mixedTasks} with right and wrong), ${families} families, ${candidates} candidates`;
  return `${printable(name)}: ${counts}\n${table.toString()}`;
}
