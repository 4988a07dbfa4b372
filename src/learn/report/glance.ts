import type { Block, DotSpec } from "./document.ts";
import { withInterval } from "./numbers.ts";
import { basis, ENDS, type NamedJudge } from "./source.ts";

/** One picture of what matters most: what one judge's pick brings, or all judges side by side. */
export function glance(judges: readonly NamedJudge[]): Block[] {
  const [first, second] = judges;
  if (first === undefined) return [];
  return second === undefined ? pickChart(first) : sideBySide(judges);
}

function pickChart({ figures: { judge } }: NamedJudge): Block[] {
  const { randomPass, greedyPass, pickedPass, oraclePass } = judge.ranking;
  const all: DotSpec["rows"] = [
    { name: "perfect pick (oracle)", role: "reference", figure: oraclePass },
    { name: "judge's pick", role: "judge", figure: pickedPass },
    { name: "greedy answer", role: "fixed", figure: greedyPass },
    { name: "random pick", role: "fixed", figure: randomPass },
  ];
  const rows = all.filter(({ figure }) => figure.value !== null);
  return [
    {
      kind: "chart",
      title: "What its pick brings",
      note: `The share of tasks that are solved, by who picks; ${basis(judge)}.`,
      panels: [
        {
          alt: `Share of tasks solved, with intervals: ${rows
            .map(({ name, figure }) => `${name} ${withInterval(figure)}`)
            .join("; ")}.`,
          spec: { kind: "dots", xLabel: "pass@1 (share of tasks solved)", marks: [], rows },
        },
      ],
      table: {
        kind: "table",
        caption: "Pass@1.",
        head: [{ text: "who picks" }, { text: "pass@1", number: true }],
        rows: rows.map(({ name, role, figure }) => ({
          ...(role === "judge" ? { role: "own" as const } : {}),
          cells: [name, withInterval(figure)],
        })),
      },
    },
  ];
}

function sideBySide(judges: readonly NamedJudge[]): Block[] {
  const rows = judges.map(({ label, figures }) => ({
    name: label,
    role: "judge" as const,
    figure: figures.judge.ranking.gapClosed,
  }));
  return [
    {
      kind: "chart",
      title: "The judges side by side",
      note: "Only judges of the same pool can be compared; intervals that overlap do not say that two are equal.",
      panels: [
        {
          alt: `Share of the gap closed, with intervals: ${rows
            .map(({ name, figure }) => `${name} ${withInterval(figure)}`)
            .join("; ")}.`,
          spec: {
            kind: "dots",
            xLabel: "share of the gap closed",
            marks: ENDS,
            rows,
          },
        },
      ],
      table: {
        kind: "table",
        caption: "Share of the gap closed.",
        head: [
          { text: "judge" },
          { text: "measured on" },
          { text: "gap closed", number: true },
          { text: "within-task AUC", number: true },
        ],
        rows: judges.map(({ label, figures: { judge } }) => ({
          cells: [
            label,
            basis(judge),
            withInterval(judge.ranking.gapClosed),
            withInterval(judge.ranking.withinTaskAuc),
          ],
        })),
      },
    },
  ];
}
