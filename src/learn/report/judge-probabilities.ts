import type { JudgeFigures } from "../evaluate/figures.ts";
import type { Curves } from "../metrics/summary.ts";
import type { Block, Chart, Panel, Row, Series } from "./document.ts";
import { missing } from "./missing.ts";
import { bare, decimal, percent, withInterval } from "./numbers.ts";
import { basis } from "./source.ts";

/** Whether its probabilities come true, of all candidates and of the picks. */
export function reliability({ judge }: JudgeFigures): Block[] {
  const title = "Do its probabilities come true?";
  const { curves, probability } = judge;
  if (curves === null || curves.candidates.reliability.length === 0) {
    return missing(title, "Not measured: this judge gives no probabilities.");
  }
  const kinds = [
    ["candidates", curves.candidates],
    ["picks", curves.picks],
  ] as const;
  const chart: Chart = {
    kind: "chart",
    title,
    note: `On the dashed line, of those given 70\u00a0% just 70\u00a0% pass; below it, the judge promises too much. A diamond is a bin; the bar under it is its share of all, on half the scale. Calibration error ${withInterval(
      probability?.calibrationError,
    )} of all candidates, ${withInterval(probability?.pickedCalibrationError)} of the picks; ${basis(judge)}.`,
    panels: kinds.map(([of, own]) => reliabilityPanel(of, own)),
    table: {
      kind: "table",
      caption: "Bins of equal mass.",
      head: [
        { text: "of" },
        { text: "share of all", number: true },
        { text: "predicted", number: true },
        { text: "passed", number: true },
      ],
      rows: kinds.flatMap(([of, own]) =>
        binsOf(own).map(
          ({ share, meanProbability, passRate }): Row => ({
            cells: [of, decimal(share), decimal(meanProbability), decimal(passRate)],
          }),
        ),
      ),
    },
  };
  return [chart];
}

function reliabilityPanel(of: string, curves: Curves): Panel {
  const bins = binsOf(curves);
  const said = bins.map(
    ({ meanProbability, passRate }) => `${decimal(meanProbability)} → ${decimal(passRate)}`,
  );
  return {
    alt: `Reliability of ${of}, predicted probability and share that passed: ${said.join("; ")}.`,
    spec: { kind: "reliability", of, bins },
  };
}

function binsOf({ reliability: bins }: Curves) {
  const total = bins.reduce((sum, { mass }) => sum + mass, 0);
  return bins.map((bin) => ({ ...bin, share: bin.mass / total }));
}

/** What it costs to be wrong less often. */
export function riskCoverage({ judge }: JudgeFigures): Block[] {
  const title = "What if one opens only what it is sure of?";
  const { curves } = judge;
  if (curves === null || curves.picks.riskCoverage.length === 0) {
    return missing(title, "Not measured: this judge gives no probabilities.");
  }
  const kinds = [
    ["picks", "judge", curves.picks],
    ["candidates", "reference", curves.candidates],
  ] as const;
  const series = kinds.map(
    ([name, role, own]): Series => ({
      name,
      role,
      points: own.riskCoverage.map(({ coverage, risk }) => ({ x: coverage, figure: bare(risk) })),
    }),
  );
  const chart: Chart = {
    kind: "chart",
    title,
    note: `${halfText(curves.picks)} Measured on ${basis(judge)}; the thresholds were not chosen beforehand, so they promise nothing for new tasks.`,
    panels: [
      {
        alt: `Share of wrong ones against the share that is accepted, for picks and for all candidates. ${halfText(curves.picks)}`,
        spec: {
          ...{ kind: "lines", x: "linear", series, yDomain: [0, 1] },
          ...{
            xLabel: "share accepted, surest first",
            yLabel: "share of the accepted that is wrong",
          },
        },
      },
    ],
    table: {
      kind: "table",
      caption: "Risk at each coverage.",
      head: [
        { text: "of" },
        { text: "accepted from probability", number: true },
        { text: "share accepted", number: true },
        { text: "of these wrong", number: true },
      ],
      rows: kinds.flatMap(([name, , own]) =>
        own.riskCoverage.map(({ threshold, coverage, risk }) => ({
          cells: [name, decimal(threshold), decimal(coverage), decimal(risk)],
        })),
      ),
    },
  };
  return [chart];
}

function halfText({ riskCoverage: points }: Curves): string {
  const half = points.find(({ coverage }) => coverage >= 0.5);
  const all = points.at(-1);
  if (half === undefined || all === undefined) return "";
  return `Of all its picks ${percent(all.risk)} are wrong; of the surest ${percent(half.coverage)} of them, ${percent(half.risk)}.`;
}
