import type * as PlotModule from "@observablehq/plot";
import { html } from "../../report/html.ts";
import { printable } from "../../report/printable.ts";
import type { DotSpec, LineSpec, Panel, ReliabilitySpec, Role } from "./document.ts";
import { withInterval } from "./numbers.ts";
import { spread } from "./spread.ts";

type Plot = typeof PlotModule;
type Options = PlotModule.PlotOptions;

/** Draws a panel as SVG markup. Colours are the page's: they follow light and dark. */
export type Drawing = (panel: Panel) => string;

const FONT = 12;
/** Width of a letter at that size, on average and a little more. */
const LETTER = 6.6;

/** Shape, dash and weight tell who is who; colour only helps. */
const LOOKS: Readonly<
  Record<Role, { colour: string; symbol: "diamond2" | "circle" | "square2"; dash: string }>
> = {
  judge: { colour: "var(--chart-judge)", symbol: "diamond2", dash: "" },
  trained: { colour: "var(--chart-other)", symbol: "square2", dash: "7 3" },
  fixed: { colour: "var(--chart-other)", symbol: "circle", dash: "2 3" },
  reference: { colour: "var(--soft)", symbol: "circle", dash: "4 4" },
};

/** Whether there is anything to see: an empty chart says less than a sentence. */
export function isDrawable({ spec }: Panel): boolean {
  if (spec.kind === "reliability") return spec.bins.length > 0;
  const figures =
    spec.kind === "dots"
      ? spec.rows.map(({ figure }) => figure)
      : spec.series.flatMap(({ points }) => points.map(({ figure }) => figure));
  return figures.some(({ value }) => value !== null);
}

/** Loads what draws; nothing else needs it, and it takes a quarter of a second. */
export async function loadDrawing(): Promise<Drawing> {
  const [Plot, { parseHTML }] = await Promise.all([
    import("@observablehq/plot"),
    import("linkedom"),
  ]);
  const { document } = parseHTML("<!doctype html><html></html>");
  return ({ spec, alt }) => {
    const svg = Plot.plot({
      ...optionsOf(Plot, spec),
      document,
      className: "chart",
    });
    svg.querySelector("style")?.remove();
    // linkedom leaves "<" in attributes as it is; only our own template may write a stranger's text.
    return html`<svg role="img" aria-label="${alt}"${{ markup: svg.outerHTML.slice("<svg".length) }}`
      .markup;
  };
}

function optionsOf(Plot: Plot, spec: Panel["spec"]): Options {
  if (spec.kind === "dots") return dots(Plot, spec);
  return spec.kind === "lines" ? lines(Plot, spec) : reliability(Plot, spec);
}

const LONGEST_NAME = 34;

function dots(Plot: Plot, { rows, marks, xLabel }: DotSpec): Options {
  // A number before the name keeps rows apart whose names are alike once they are cut.
  const named = rows.map((row, index) => ({ ...row, key: String(index) }));
  const names = named.map(({ name }) => shorten(name, LONGEST_NAME));
  const marginLeft = 24 + LETTER * Math.max(...names.map(({ length }) => length));
  const said = rows.map(({ figure }) => withInterval(figure));
  const marginRight = 36 + LETTER * Math.max(...said.map(({ length }) => length));
  const values = rows.flatMap(({ figure }) => [figure.value, figure.low, figure.high]);
  const known = [...values, ...marks.map(({ x }) => x)].filter((value) => value !== null);
  const colour = ({ role }: { role: Role }) => LOOKS[role].colour;
  return {
    ...frame(marginLeft + 420 + marginRight, 76 + 28 * rows.length),
    ...{ marginLeft, marginTop: marks.length === 0 ? 8 : 28, marginBottom: 44, marginRight },
    x: {
      label: xLabel,
      grid: true,
      domain: roomy(known),
      labelAnchor: "center",
      labelArrow: "none",
    },
    y: { type: "point", domain: named.map(({ key }) => key), label: null, padding: 0.6 },
    marks: [
      Plot.axisY({
        tickSize: 0,
        tickPadding: 10,
        tickFormat: (key: string) => names[Number(key)] ?? "",
      }),
      Plot.ruleX(marks, {
        x: "x",
        stroke: "var(--soft)",
        strokeWidth: 1.5,
        strokeDasharray: "4 4",
      }),
      Plot.text(marks, { x: "x", text: "label", frameAnchor: "top", dy: -16, fill: "var(--soft)" }),
      Plot.link(named, {
        ...{ x1: ({ figure }) => figure.low, x2: ({ figure }) => figure.high, y: "key" },
        ...{ stroke: colour, strokeWidth: ({ role }) => (role === "judge" ? 3.5 : 2) },
      }),
      Plot.dot(named, {
        ...{ x: ({ figure }) => figure.value, y: "key", r: 5.5, strokeWidth: 2 },
        ...{ symbol: ({ role }: { role: Role }) => LOOKS[role].symbol, stroke: colour },
        fill: (row: { role: Role }) => (row.role === "judge" ? colour(row) : "var(--card)"),
      }),
      Plot.text(named, {
        ...{ y: "key", text: said, frameAnchor: "right", textAnchor: "start", dx: 22 },
        fill: "currentColor",
      }),
    ],
    symbol: { type: "identity" },
    color: { type: "identity" },
  };
}

function lines(Plot: Plot, { series, x, xLabel, yLabel, yDomain }: LineSpec): Options {
  const known = series.map(({ points, ...own }) => ({
    ...own,
    points: points.flatMap(({ x: at, figure: { value, low, high } }) =>
      value === null ? [] : [{ x: at, y: value, low: low ?? value, high: high ?? value }],
    ),
  }));
  const drawn = known.filter(({ points }) => points.length > 0);
  const [bottom, top] = yDomain;
  const heights = spread(
    drawn.map(({ points }) => points.at(-1)?.y ?? 0),
    (top - bottom) / 14,
  );
  const longest = Math.max(...drawn.map(({ name }) => shorten(name, 22).length));
  const ends = drawn.map(({ name, role, points }, i) => {
    const text = shorten(name, 22);
    return { x: points.at(-1)?.x ?? 0, y: heights[i] ?? 0, text, fill: LOOKS[role].colour };
  });
  const steps = [...new Set(series.flatMap(({ points }) => points.map((point) => point.x)))];
  const scale =
    x === "steps"
      ? { type: "point" as const, domain: steps, padding: 0.3 }
      : { domain: [0, Math.max(...steps)], nice: true, ticks: 6 };
  return {
    ...frame(480, 320),
    ...{ marginLeft: 46, marginRight: 20 + LETTER * longest, marginBottom: 44, marginTop: 34 },
    x: { ...scale, label: xLabel, labelAnchor: "center", labelArrow: "none" },
    y: { domain: yDomain, label: yLabel, grid: true, labelArrow: "none", ticks: 6 },
    marks: [
      ...drawn.flatMap(({ role, points }) => oneLine(Plot, role, points)),
      Plot.text(ends, { x: "x", y: "y", text: "text", fill: "fill", textAnchor: "start", dx: 12 }),
    ],
    color: { type: "identity" },
  };
}

type Point = { x: number; y: number; low: number; high: number };

function oneLine(Plot: Plot, role: Role, points: readonly Point[]): PlotModule.Markish[] {
  const { colour, dash, symbol } = LOOKS[role];
  const data = [...points];
  const hasInterval = data.some(({ low, high }) => low < high);
  return [
    ...(hasInterval
      ? [
          Plot.areaY(data, { x: "x", y1: "low", y2: "high", fill: colour, fillOpacity: 0.12 }),
          Plot.link(data, { x: "x", y1: "low", y2: "high", stroke: colour, strokeWidth: 1.5 }),
        ]
      : []),
    Plot.line(data, { x: "x", y: "y", stroke: colour, strokeWidth: 2, strokeDasharray: dash }),
    Plot.dot(data, {
      ...{ x: "x", y: "y", r: 4, symbol, stroke: colour, strokeWidth: 2 },
      fill: role === "judge" ? colour : "var(--card)",
    }),
  ];
}

/** How tall the bar of all mass would be, in the units of the y axis. */
const MASS_HEIGHT = 0.5;

function reliability(Plot: Plot, { bins, of }: ReliabilitySpec): Options {
  const points = bins.map((bin) => ({ ...bin, bar: MASS_HEIGHT * bin.share }));
  const unit = { domain: [0, 1], ticks: 6 } as const;
  return {
    ...frame(420, 400),
    ...{ marginLeft: 50, marginBottom: 44, marginTop: 34, marginRight: 24 },
    x: {
      ...unit,
      label: "predicted probability that it passes",
      labelAnchor: "center",
      labelArrow: "none",
    },
    y: { ...unit, grid: true, label: `share of ${of} that passed`, labelArrow: "none" },
    marks: [
      Plot.link([0], { x1: 0, y1: 0, x2: 1, y2: 1, stroke: "var(--soft)", strokeDasharray: "4 4" }),
      Plot.ruleX(points, {
        ...{ x: "meanProbability", y1: 0, y2: "bar", stroke: "var(--chart-mass)", strokeWidth: 6 },
      }),
      Plot.line(points, {
        ...{ x: "meanProbability", y: "passRate", stroke: LOOKS.judge.colour, strokeWidth: 1.5 },
      }),
      Plot.dot(points, {
        ...{ x: "meanProbability", y: "passRate", r: 4.5, symbol: "diamond2" },
        ...{ fill: LOOKS.judge.colour, stroke: LOOKS.judge.colour },
      }),
    ],
  };
}

function frame(width: number, height: number) {
  return {
    ...{ width, height: Math.round(height) },
    style: { fontFamily: "inherit", fontSize: `${FONT}px`, overflow: "visible" },
  };
}

/** A little more than the values need. */
function roomy(values: readonly number[]): [number, number] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = 0.03 * (high - low || 1);
  return [low - room, high + room];
}

function shorten(name: string, most: number): string {
  const letters = [...printable(name)];
  return letters.length <= most ? letters.join("") : `${letters.slice(0, most - 1).join("")}…`;
}
