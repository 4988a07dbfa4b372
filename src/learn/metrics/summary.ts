import { z } from "zod";

/** A figure with its bootstrap interval; `null` where it is undefined. */
export const FigureSchema = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

const Counts = z.object({
  /** Pairs of task and generator that were scored, and how many pass rates are taken over. */
  tasks: z.int(),
  weightedTasks: z.number(),
  families: z.int(),
  /** Tasks with right and wrong candidates. */
  mixedTasks: z.int(),
  candidates: z.int(),
});

/** What a judge's ranking and its yes–no verdict are worth; the functions of these names say more. */
export const RankingFigures = z.object({
  randomPass: FigureSchema,
  greedyPass: FigureSchema,
  pickedPass: FigureSchema,
  oraclePass: FigureSchema,
  gapClosed: FigureSchema,
  withinTaskAuc: FigureSchema,
  /** Older files have none. */
  parsingAuc: FigureSchema.optional(),
  pairwiseAccuracy: FigureSchema,
  pooledAuc: FigureSchema,
  codeBlindAuc: FigureSchema,
  verdictKappa: FigureSchema,
  codeBlindKappa: FigureSchema,
  verdictYesRate: FigureSchema,
  tieRate: FigureSchema,
  decisiveTieRate: FigureSchema,
});
export type RankingFigures = z.infer<typeof RankingFigures>;

/** What its probabilities are worth: of all candidates, and of the picked ones. */
export const ProbabilityFigures = z.object({
  brierScore: FigureSchema,
  brierSkill: FigureSchema,
  calibrationError: FigureSchema,
  /** Not debiased. */
  plugInCalibrationError: FigureSchema,
  calibrationSlope: FigureSchema,
  calibrationIntercept: FigureSchema,
  riskCoverageArea: FigureSchema,
  pickedCalibrationError: FigureSchema,
  pickedRiskCoverageArea: FigureSchema,
});
export type ProbabilityFigures = z.infer<typeof ProbabilityFigures>;

const Bin = z.object({
  mass: z.number(),
  meanProbability: z.number(),
  passRate: z.number(),
  effectiveSize: z.number(),
});

const CurvePoint = z.object({ threshold: z.number(), coverage: z.number(), risk: z.number() });

const Curves = z.object({ reliability: z.array(Bin), riskCoverage: z.array(CurvePoint) });
export type Curves = z.infer<typeof Curves>;

/** All figures of a set of tasks. */
export const GroupSummary = Counts.extend({
  ranking: RankingFigures,
  /** `null` unless every candidate has a probability. */
  probability: ProbabilityFigures.nullable(),
});
export type GroupSummary = z.infer<typeof GroupSummary>;

/** How much of the gap a judge would close with fewer candidates. */
export const SizeFigures = z.object({
  n: z.int().positive(),
  picked: FigureSchema,
  oracle: FigureSchema,
  gapClosed: FigureSchema,
});
export type SizeFigures = z.infer<typeof SizeFigures>;

/** Every figure of one judge on one set of scored candidates, as `learn metrics --json` prints it. */
export const Summary = GroupSummary.extend({
  verdict: z.union([
    z.object({ by: z.enum(["score", "probability"]), threshold: z.number() }),
    z.object({ by: z.literal("own") }),
  ]),
  bootstrap: z.object({ resamples: z.int(), level: z.number(), seed: z.int() }),
  sizes: z.array(SizeFigures),
  /** `null` unless every candidate has a probability. */
  curves: z.object({ candidates: Curves, picks: Curves }).nullable(),
  groups: z.object({
    language: z.record(z.string(), GroupSummary),
    generator: z.record(z.string(), GroupSummary),
    domain: z.record(z.string(), GroupSummary),
  }),
});
export type Summary = z.infer<typeof Summary>;
