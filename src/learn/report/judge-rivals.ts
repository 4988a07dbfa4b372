import type { JudgeFigures, Rival } from "../evaluate/figures.ts";
import type { Block, Chart, DotSpec, Figure, Row } from "./document.ts";
import { missing } from "./missing.ts";
import { count, sureness, withInterval } from "./numbers.ts";
import { basis, ENDS } from "./source.ts";

/** The judge among rules that need no training, and one that reads no state. */
export function baselines(label: string, figures: JudgeFigures): Block[] {
  return rivals(label, figures, {
    title: "Against simpler rules",
    rows: figures.baselines,
    note: "A judge that does not beat these is not worth its time. Circles need no training; squares were trained and measured as the judge was.",
  });
}

/** What the judge chose among. */
export function recipes(label: string, figures: JudgeFigures): Block[] {
  return rivals(label, figures, {
    title: "What it is made of",
    rows: figures.recipes,
    note: "Each recipe alone, measured as the judge was: those that the judge chooses among on its training tasks, and others tried beside them. To take the best row of this chart afterwards would flatter it a little.",
  });
}

function rivals(
  label: string,
  { judge }: JudgeFigures,
  { title, rows, note }: { title: string; rows: readonly Rival[]; note: string },
): Block[] {
  if (rows.length === 0) return missing(title);
  const own = { name: label, kind: "judge" as const, ranking: judge.ranking, difference: null };
  const sorted = [own, ...rows].sort(
    (a, b) => (b.ranking.gapClosed.value ?? -9) - (a.ranking.gapClosed.value ?? -9),
  );
  const chart: Chart = {
    kind: "chart",
    title,
    note: `${note} Measured on ${basis(judge)}. Differences are paired: the same tasks, the same resamples; not corrected for their number.`,
    panels: [
      {
        alt: `Share of the gap closed with intervals, best first: ${sorted
          .map(({ name, ranking }) => `${name} ${withInterval(ranking.gapClosed)}`)
          .join("; ")}.`,
        spec: {
          ...{ kind: "dots", xLabel: "share of the gap closed" },
          marks: ENDS,
          rows: sorted.map(({ name, kind, ranking }) => ({
            ...{ name, role: kind, figure: ranking.gapClosed },
          })),
        },
      },
    ],
    table: {
      kind: "table",
      caption: `${title}, best first.`,
      head: [
        { text: "what ranks" },
        ...["gap closed", "within-task AUC", "judge ahead by, gap", "judge ahead by, AUC"].map(
          (text) => ({ text, number: true }),
        ),
        { text: "what it is, and who is better" },
      ],
      rows: sorted.map(
        ({ name, kind, ranking, difference }): Row => ({
          ...(difference === null ? { role: "own" as const } : {}),
          cells: [
            name,
            withInterval(ranking.gapClosed),
            withInterval(ranking.withinTaskAuc),
            withInterval(difference?.gapClosed),
            withInterval(difference?.withinTaskAuc),
            difference === null
              ? "the judge"
              : `${kindOf(name, kind)}${better(difference.gapClosed)}`,
          ],
        }),
      ),
    },
  };
  return [chart];
}

/** What the names of our fixed rules mean. */
const RULES: Readonly<Record<string, string>> = {
  votes: "most candidates with the same text; ",
  length: "the shortest; ",
  "log-probability": "the one the generator found likeliest, per token; ",
  "self-certainty": "the one the generator was surest of, per token; ",
  agreement: "the one that has most in common with the others; ",
  "zero-shot margin": "the judge's model asked yes or no, untrained; ",
  "judge's log-probability": "the one the judge's model would likeliest have written; ",
  "judge's over generator's":
    "the one that the judge's model likes most beyond what the generator did; ",
};

function kindOf(name: string, kind: Rival["kind"] | "judge"): string {
  return kind === "fixed" ? (RULES[name] ?? "untrained; ") : "trained; ";
}

function better(ahead: Figure): string {
  if (ahead.value === null) return "not compared";
  return {
    above: "the judge is better",
    below: "better than the judge",
    unclear: "no clear difference",
  }[sureness(ahead)];
}

/** Other ways to show a candidate, each against the judge's own on the tasks that have both. */
export function views({ views: rows, view }: JudgeFigures): Block[] {
  const title = "Other ways to show a candidate";
  if (rows.length === 0) return missing(title);
  const chart: Chart = {
    kind: "chart",
    title,
    note: `The judge reads the view “${view}”. The bare margin of each other view beside that of the judge's, untrained, on the tasks that were shown both ways: right of the line, the judge's view is ahead. A view that says the same of all candidates of a task can only tell easy tasks from hard ones: see its pooled AUC.`,
    panels: [
      differencePanel(
        rows.map((row) => ({
          name: `${row.view}, ${count(row.tasks, "task")}`,
          role: row.kind,
          figure: row.difference.gapClosed,
        })),
      ),
    ],
    table: {
      kind: "table",
      caption: "Views.",
      head: [
        { text: "view" },
        { text: "tasks", number: true },
        ...[
          ...["gap closed", "within-task AUC", "pooled AUC"],
          ...["judge's view ahead by, gap", "by AUC"],
        ].map((text) => ({ text, number: true })),
        { text: "who is better" },
      ],
      rows: rows.map((row) => ({
        cells: [
          row.view,
          String(row.tasks),
          withInterval(row.ranking.gapClosed),
          withInterval(row.ranking.withinTaskAuc),
          withInterval(row.ranking.pooledAuc),
          withInterval(row.difference.gapClosed),
          withInterval(row.difference.withinTaskAuc),
          better(row.difference.gapClosed),
        ],
      })),
    },
  };
  return [chart];
}

function differencePanel(rows: DotSpec["rows"]) {
  return {
    alt: `How far the judge is ahead, in share of the gap: ${rows
      .map(({ name, figure }) => `${name} ${withInterval(figure)}`)
      .join("; ")}.`,
    spec: {
      kind: "dots" as const,
      xLabel: "judge minus view, in share of the gap closed",
      marks: [{ x: 0, label: "no difference" }],
      rows,
    },
  };
}

/** Trained on one part, scored on another. */
export function crossChecks({ crossChecks: rows, judge }: JudgeFigures): Block[] {
  const title = "Does it carry over?";
  if (rows.length === 0) return missing(title);
  const named = rows.map((row) => ({ ...row, title: `${row.trained} → ${row.scored}` }));
  const chart: Chart = {
    kind: "chart",
    title,
    note: `Trained without the part that it is scored on, with one recipe for all; parts of the ${basis(judge)}.`,
    panels: [
      {
        alt: `Within-task AUC, trained on one part and scored on another: ${named
          .map((row) => `${row.title} ${withInterval(row.withinTaskAuc)}`)
          .join("; ")}.`,
        spec: {
          ...{ kind: "dots", xLabel: "within-task AUC (0.5 is guessing)" },
          marks: [
            { x: 0.5, label: "guessing" },
            { x: 1, label: "perfect" },
          ],
          rows: named.map((row) => ({
            ...{ name: row.title, role: "trained", figure: row.withinTaskAuc },
          })),
        },
      },
    ],
    table: {
      kind: "table",
      caption: "Trained on one part, scored on another.",
      head: [
        { text: "check" },
        { text: "trained on" },
        { text: "scored on" },
        { text: "within-task AUC", number: true },
        { text: "gap closed", number: true },
      ],
      rows: rows.map((row) => ({
        cells: [
          ...[row.name, row.trained, row.scored],
          ...[row.withinTaskAuc, row.gapClosed].map(withInterval),
        ],
      })),
    },
  };
  return [chart];
}
