import type { z } from "zod";
import type { FigureSchema } from "../metrics/summary.ts";

export type Figure = z.infer<typeof FigureSchema>;

/** A report before it is HTML or Markdown: both say the same. All texts are plain. */
export interface ReportDocument {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: "heading"; readonly level: 2 | 3; readonly text: string }
  | { readonly kind: "text"; readonly text: string; readonly soft?: boolean }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | { readonly kind: "code"; readonly text: string }
  | Card
  | Table
  | Chart;

/** What matters most, in a frame: `doubt` where a figure shows little, `warning` where a reader may go wrong. */
export interface Card {
  readonly kind: "card";
  readonly tone: "headline" | "doubt" | "warning";
  readonly title: string;
  readonly texts: readonly string[];
}

export interface Table {
  readonly kind: "table";
  readonly caption: string;
  /** Columns of numbers stand to the right. */
  readonly head: readonly { readonly text: string; readonly number?: boolean }[];
  readonly rows: readonly Row[];
}

export interface Row {
  /** The judge's own row, which stands out; `part`: a heading over the rows that follow. */
  readonly role?: "own" | "part";
  readonly cells: readonly string[];
}

/** A chart and the same numbers as a table, for those who do not see it, and for Markdown. */
export interface Chart {
  readonly kind: "chart";
  readonly title: string;
  readonly note: string;
  readonly panels: readonly Panel[];
  readonly table: Table;
}

export interface Panel {
  /** What the picture shows, for those who do not see it. */
  readonly alt: string;
  readonly spec: DotSpec | LineSpec | ReliabilitySpec;
}

/** Who a row or line belongs to: never told by colour alone. */
export type Role = "judge" | "fixed" | "trained" | "reference";

/** One figure a row, as a dot in its interval. */
export interface DotSpec {
  readonly kind: "dots";
  readonly xLabel: string;
  /** Values with a meaning of their own. */
  readonly marks: readonly { readonly x: number; readonly label: string }[];
  readonly rows: readonly { readonly name: string; readonly role: Role; readonly figure: Figure }[];
}

/** Lines over a number, with intervals where there are any. */
export interface LineSpec {
  readonly kind: "lines";
  readonly xLabel: string;
  readonly yLabel: string;
  /** `steps`: the values of x stand apart alike, whatever they are. */
  readonly x: "linear" | "steps";
  readonly yDomain: readonly [number, number];
  readonly series: readonly Series[];
}

export interface Series {
  readonly name: string;
  readonly role: Role;
  readonly points: readonly { readonly x: number; readonly figure: Figure }[];
}

/** Predicted probability against what came true, with the mass of each bin. */
export interface ReliabilitySpec {
  readonly kind: "reliability";
  /** What is counted: candidates or picks. */
  readonly of: string;
  readonly bins: readonly {
    readonly share: number;
    readonly meanProbability: number;
    readonly passRate: number;
  }[];
}
