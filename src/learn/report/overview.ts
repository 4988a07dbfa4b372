import type { GroupSummary } from "../metrics/summary.ts";
import type { Block, Figure, Row, Table } from "./document.ts";
import { NONE, withInterval } from "./numbers.ts";
import { levelsOf, type NamedJudge } from "./source.ts";

type Read = (group: GroupSummary) => Figure | undefined;
type Line = readonly [name: string, read: Read, meaning: string];

const PICK: readonly Line[] = [
  ["pass@1, random pick", ({ ranking }) => ranking.randomPass, "what choosing blindly gives"],
  ["pass@1, greedy answer", ({ ranking }) => ranking.greedyPass, "one answer without sampling"],
  ["pass@1, judge's pick", ({ ranking }) => ranking.pickedPass, "higher is better"],
  ["pass@1, perfect pick", ({ ranking }) => ranking.oraclePass, "what no judge can beat"],
  ["gap closed", ({ ranking }) => ranking.gapClosed, "0 is a random pick, 1 a perfect one"],
];

const ORDER: readonly Line[] = [
  [
    "within-task AUC",
    ({ ranking }) => ranking.withinTaskAuc,
    "right before wrong in one task; 0.5 is guessing; tasks with both only",
  ],
  [
    "the same, candidates that parse",
    ({ ranking }) => ranking.parsingAuc,
    "where a language is compiled, that compile with the tests",
  ],
  [
    "pairwise accuracy",
    ({ ranking }) => ranking.pairwiseAccuracy,
    "the same with all pairs alike, not all tasks alike",
  ],
  [
    "ties at the top",
    ({ ranking }) => ranking.tieRate,
    "tasks where several share the highest score, equal texts too",
  ],
  [
    "ties that decide",
    ({ ranking }) => ranking.decisiveTieRate,
    "tasks where such a tie is between right and wrong, so that chance decides",
  ],
];

const VERDICT: readonly Line[] = [
  [
    "kappa of the verdict",
    ({ ranking }) => ranking.verdictKappa,
    "never without the next line: see “How to read”",
  ],
  [
    "kappa, code-blind",
    ({ ranking }) => ranking.codeBlindKappa,
    "one who reads no code and knows how many of these very candidates pass: an upper bound",
  ],
  [
    "pooled AUC",
    ({ ranking }) => ranking.pooledAuc,
    "right before wrong over all tasks: mostly easy before hard",
  ],
  [
    "pooled AUC, code-blind",
    ({ ranking }) => ranking.codeBlindAuc,
    "as above: reads no code, knows how many pass",
  ],
  ["verdicts that say yes", ({ ranking }) => ranking.verdictYesRate, "share of candidates"],
];

const PROBABILITY: readonly Line[] = [
  [
    "calibration error",
    ({ probability }) => probability?.calibrationError,
    "debiased; 0 is best; of all candidates",
  ],
  [
    "calibration error, plain",
    ({ probability }) => probability?.plugInCalibrationError,
    "not debiased, for comparing with others",
  ],
  [
    "calibration error of picks",
    ({ probability }) => probability?.pickedCalibrationError,
    "debiased; of the pick's probability as a candidate, too hopeful as the best always looks best; what a run shows is made for picks",
  ],
  ["Brier score", ({ probability }) => probability?.brierScore, "mean squared error; 0 is best"],
  [
    "Brier skill",
    ({ probability }) => probability?.brierSkill,
    "0 is always saying the mean, 1 is perfect",
  ],
  [
    "calibration slope",
    ({ probability }) => probability?.calibrationSlope,
    "1 is best; below 1 too sure of itself",
  ],
  [
    "calibration intercept",
    ({ probability }) => probability?.calibrationIntercept,
    "0 is best; where the slope is 1, below 0 is too hopeful",
  ],
  [
    "area under risk–coverage",
    ({ probability }) => probability?.riskCoverageArea,
    "of all candidates; lower is better",
  ],
  [
    "the same of picks",
    ({ probability }) => probability?.pickedRiskCoverageArea,
    "lower is better",
  ],
];

/** All figures of all judges. */
export function overview(judges: readonly NamedJudge[]): Block[] {
  const counts: Row[] = [
    countRow("tasks", judges, ({ tasks }) => tasks, "a task and a generator that tried it"),
    countRow("families", judges, ({ families }) => families, "near-equal tasks together"),
    ...weightRow(judges),
    countRow(
      "tasks with both",
      judges,
      ({ mixedTasks }) => mixedTasks,
      "right and wrong candidates",
    ),
    countRow("candidates", judges, ({ candidates }) => candidates, "without greedy answers"),
  ];
  const table: Table = {
    kind: "table",
    caption: `Every figure with its interval (${levelsOf(judges)}).`,
    head: [
      { text: "figure" },
      ...judges.map(({ label }) => ({ text: label, number: true })),
      { text: "what it says" },
    ],
    rows: [
      ...part("What was measured", counts, judges),
      ...part("The pick", figureRows(PICK, judges), judges),
      ...part("The order within a task", figureRows(ORDER, judges), judges),
      ...part("The verdict, over all tasks together", figureRows(VERDICT, judges), judges),
      ...part("The probabilities", figureRows(PROBABILITY, judges), judges),
    ],
  };
  return [{ kind: "heading", level: 2, text: "All figures" }, table];
}

function part(name: string, rows: readonly Row[], judges: readonly NamedJudge[]): Row[] {
  const empty = Array.from({ length: judges.length + 1 }, () => "");
  return [{ role: "part", cells: [name, ...empty] }, ...rows];
}

function countRow(
  name: string,
  judges: readonly NamedJudge[],
  read: (group: GroupSummary) => number,
  meaning: string,
): Row {
  return { cells: [name, ...judges.map(({ figures }) => String(read(figures.judge))), meaning] };
}

/** Only where some tasks stand for several. */
function weightRow(judges: readonly NamedJudge[]): Row[] {
  if (judges.every(({ figures: { judge } }) => judge.weightedTasks === judge.tasks)) return [];
  const values = judges.map(({ figures }) => figures.judge.weightedTasks.toFixed(1));
  return [
    {
      cells: [
        "tasks they stand for",
        ...values,
        "all that pass rates are taken over; of tasks all right or all wrong only some were read",
      ],
    },
  ];
}

function figureRows(lines: readonly Line[], judges: readonly NamedJudge[]): Row[] {
  return lines.map(([name, read, meaning]) => ({
    cells: [name, ...judges.map(({ figures }) => withInterval(read(figures.judge))), meaning],
  }));
}

/** The figures of parts of the tasks; nothing where there is one part only. */
export function groupTable(kind: string, groups: Readonly<Record<string, GroupSummary>>): Block[] {
  const entries = Object.entries(groups);
  if (entries.length < 2) return [];
  return [
    {
      kind: "table",
      caption: `By ${kind}.`,
      head: [
        { text: kind },
        ...[
          ...["tasks", "families", "gap closed", "within-task AUC"],
          ...["pass@1 picked", "pass@1 random", "kappa", "kappa, code-blind"],
        ].map((text) => ({ text, number: true })),
      ],
      rows: entries
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, group]) => ({
          cells: [name || NONE, tasksOf(group), String(group.families), ...groupFigures(group)],
        })),
    },
  ];
}

/** How many were read, and of how many. */
function tasksOf({ tasks, weightedTasks }: GroupSummary): string {
  return tasks === weightedTasks ? String(tasks) : `${tasks} of ${Math.round(weightedTasks)}`;
}

function groupFigures({ ranking }: GroupSummary): string[] {
  return [
    ranking.gapClosed,
    ranking.withinTaskAuc,
    ranking.pickedPass,
    ranking.randomPass,
    ranking.verdictKappa,
    ranking.codeBlindKappa,
  ].map(withInterval);
}
