import type { JudgeFigures } from "../evaluate/figures.ts";
import type { Block, Chart, Figure, Panel, Series } from "./document.ts";
import { missing } from "./missing.ts";
import { bare, decimal, NONE, withInterval } from "./numbers.ts";
import { basis } from "./source.ts";

/** How much more candidates bring. */
export function sizes({ judge }: JudgeFigures): Block[] {
  const title = "How many candidates are worth it?";
  if (judge.sizes.length < 2) return missing(title);
  const { randomPass } = judge.ranking;
  const pointsOf = (read: (size: (typeof judge.sizes)[number]) => Figure) =>
    judge.sizes.map((size) => ({ x: size.n, figure: read(size) }));
  const pass: Series[] = [
    {
      name: "perfect pick",
      role: "reference",
      points: pointsOf(({ oracle }) => bare(oracle.value)),
    },
    { name: "judge's pick", role: "judge", points: pointsOf(({ picked }) => picked) },
    { name: "random pick", role: "fixed", points: pointsOf(() => bare(randomPass.value)) },
  ];
  const gap: Series[] = [
    { name: "judge", role: "judge", points: pointsOf(({ gapClosed }) => gapClosed) },
  ];
  const gaps = judge.sizes.map(({ gapClosed }) => gapClosed);
  const xLabel = "candidates a task";
  const chart: Chart = {
    kind: "chart",
    title,
    note: `Fewer candidates are random subsets of all, computed exactly, with the scores that they have among all: a judge that sees fewer knows less of what they have in common; over all ${Math.round(judge.weightedTasks)} tasks. Of one candidate there is nothing to choose, so there is no gap to close.`,
    panels: [
      {
        alt: `Pass@1 against the number of candidates: ${judge.sizes
          .map(
            ({ n, picked, oracle }) =>
              `${n}: picked ${withInterval(picked)}, perfect ${withInterval(oracle)}`,
          )
          .join("; ")}.`,
        spec: {
          ...{ kind: "lines", x: "steps", xLabel, yLabel: "pass@1 (share of tasks)" },
          ...{ series: pass, yDomain: [0, 1] },
        },
      },
      {
        alt: `Gap closed against the number of candidates: ${judge.sizes
          .map(({ n, gapClosed }) => `${n}: ${withInterval(gapClosed)}`)
          .join("; ")}.`,
        spec: {
          ...{ kind: "lines", x: "steps", xLabel, yLabel: "share of the gap closed" },
          ...{ series: gap, yDomain: domainOf(gaps, [0, 0.5]) },
        },
      },
    ],
    table: {
      kind: "table",
      caption: "By number of candidates.",
      head: [
        { text: "candidates", number: true },
        ...["picked", "perfect", "gap closed"].map((text) => ({ text, number: true })),
      ],
      rows: judge.sizes.map(({ n, picked, oracle, gapClosed }) => ({
        cells: [String(n), ...[picked, oracle, gapClosed].map(withInterval)],
      })),
    },
  };
  return [chart];
}

/** What more tasks to learn from would bring. */
export function learningCurve({ judge, learningCurve: points }: JudgeFigures): Block[] {
  const title = "Would more training tasks help?";
  if (points.length < 2) return missing(title);
  const panel = (
    key: "withinTaskAuc" | "gapClosed",
    name: string,
    base: [number, number],
  ): Panel => ({
    alt: `${name} against the number of training tasks: ${points
      .map((point) => `${point.tasks}: ${withInterval(point[key])}`)
      .join("; ")}.`,
    spec: {
      ...{ kind: "lines", x: "linear", xLabel: "training tasks", yLabel: name },
      yDomain: domainOf(
        points.map((point) => point[key]),
        base,
      ),
      series: [
        {
          ...{ name: "one recipe", role: "judge" },
          points: points.map((point) => ({ x: point.tasks, figure: point[key] })),
        },
      ],
    },
  });
  const chart: Chart = {
    kind: "chart",
    title,
    note: `One recipe for all, so that only the tasks differ; always scored on the same ${basis(judge)}. If the line still rises at its right end, more tasks may help.`,
    panels: [
      panel("withinTaskAuc", "within-task AUC", [0.5, 0.7]),
      panel("gapClosed", "share of the gap closed", [0, 0.4]),
    ],
    table: {
      kind: "table",
      caption: "Learning curve.",
      head: ["training tasks", "within-task AUC", "gap closed"].map((text) => ({
        text,
        number: true,
      })),
      rows: points.map(({ tasks, withinTaskAuc, gapClosed }) => ({
        cells: [String(tasks), withInterval(withinTaskAuc), withInterval(gapClosed)],
      })),
    },
  };
  return [chart];
}

/** Holds all values and at least `base`, in tenths. */
function domainOf(figures: readonly Figure[], base: readonly [number, number]): [number, number] {
  const values = figures
    .flatMap(({ value, low, high }) => [value, low, high])
    .filter((value) => value !== null);
  return [
    Math.floor(10 * Math.min(base[0], ...values)) / 10,
    Math.ceil(10 * Math.max(base[1], ...values)) / 10,
  ];
}

/** The recipe that each outer fold's training tasks chose. */
export function choices({ choices: rows }: JudgeFigures): Block[] {
  const title = "What each fold chose";
  if (rows.length === 0) return missing(title);
  return [
    { kind: "heading", level: 3, text: title },
    {
      kind: "table",
      caption:
        "Chosen on training tasks only; the last column is the within-task AUC it was chosen for.",
      head: [
        { text: "fold", number: true },
        { text: "recipe" },
        { text: "variant" },
        { text: "AUC of inner folds", number: true },
      ],
      rows: rows.map(({ recipe, variant, innerAuc }, index) => ({
        cells: [String(index + 1), recipe, variant || NONE, decimal(innerAuc)],
      })),
    },
  ];
}
