import type { CrossFigures } from "../evaluate/figures.ts";
import type { Block, Panel, Row } from "./document.ts";
import { listOf, percentWithInterval, withInterval } from "./numbers.ts";
import { ENDS } from "./source.ts";

/** The rule that is a part of the judge, and needs no training. */
const OWN_LIKELIHOOD = "judge's log-probability";

/** Judges as they are shipped, on pools that had no part in their training; nothing where there are none. */
export function elsewhere(crosses: readonly CrossFigures[]): Block[] {
  if (crosses.length === 0) return [];
  const judges = [...new Set(crosses.map(({ judge }) => judge))];
  return [
    {
      kind: "chart",
      title: "On tasks that had no part in the training",
      note: "The judges as they are shipped. None of these tasks is among those they were trained on; some may be nearly equal to one that is. All other figures of this report come from held-out parts of the training pools.",
      panels: judges.map((judge) => panelOf(judge, crosses)),
      table: {
        kind: "table",
        caption: "On tasks that had no part in the training.",
        head: [
          ...["judge", "pool"].map((text) => ({ text })),
          ...[
            ...["tasks", "within-task AUC", "gap closed", "pass@1 random", "pass@1 greedy"],
            ...["pass@1 picked", "pass@1 perfect", "ahead of its model's bare likelihood, AUC"],
            ...["the same, gap", "Brier skill", "calibration slope"],
          ].map((text) => ({ text, number: true })),
        ],
        rows: crosses.map(rowOf),
      },
    },
  ];
}

/** The same in one sentence, of one judge: "" where there is nothing to say. */
export function elsewhereText(judge: string, crosses: readonly CrossFigures[]): string {
  const own = crosses.filter((cross) => cross.judge === judge);
  if (own.length === 0) return "";
  const told = own.map((cross) => {
    return `${poolsOf(cross)} ${percentWithInterval(cross.ranking.gapClosed)}`;
  });
  return `As it is shipped, on tasks that had no part in its training, it goes this far: ${told.join("; ")}.`;
}

/** How far one judge gets on each. */
function panelOf(judge: string, crosses: readonly CrossFigures[]): Panel {
  const rows = crosses
    .filter((cross) => cross.judge === judge)
    .map((cross) => ({
      name: poolsOf(cross),
      role: "judge" as const,
      figure: cross.ranking.gapClosed,
    }));
  const told = rows.map(({ name, figure }) => `${name} ${withInterval(figure)}`).join("; ");
  return {
    alt: `Share of the gap that ${judge} closes on other tasks, with intervals: ${told}.`,
    spec: { kind: "dots", xLabel: `share of the gap closed by ${judge}`, marks: ENDS, rows },
  };
}

function rowOf(cross: CrossFigures): Row {
  const { judge, tasks, weightedTasks, ranking, probability, rules } = cross;
  const ahead = rules.find(({ name }) => name === OWN_LIKELIHOOD)?.difference;
  return {
    cells: [
      ...[judge, poolsOf(cross), `${tasks} of ${Math.round(weightedTasks)}`],
      ...[
        ...[ranking.withinTaskAuc, ranking.gapClosed, ranking.randomPass, ranking.greedyPass],
        ...[ranking.pickedPass, ranking.oraclePass, ahead?.withinTaskAuc, ahead?.gapClosed],
        ...[probability?.brierSkill, probability?.calibrationSlope],
      ].map(withInterval),
    ],
  };
}

function poolsOf({ pools, apartFrom }: CrossFigures): string {
  const names = listOf(pools.map(({ name }) => name.replace(/\.jsonl(\.gz)?$/, "")));
  return apartFrom.length === 0 ? names : `${names}, no near-equal ones`;
}
