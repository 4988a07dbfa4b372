import { z } from "zod";
import { Cost } from "../collect/cost.ts";
import { FigureSchema } from "../metrics/summary.ts";

const Worth = z.object({ withinTaskAuc: FigureSchema, gapClosed: FigureSchema });

const WithSkill = Worth.extend({ brierSkill: FigureSchema });

/** What one trial is worth. */
export const TrialFigures = z.object({
  name: z.string(),
  tasks: z.int(),
  /** Tasks with right and wrong candidates. */
  mixedTasks: z.int(),
  /**
   * By itself, without training; `null` where it says the same of all candidates. Of the play-off: the
   * judge's best in its order, the others in the judge's.
   */
  alone: Worth.nullable(),
  /** What it would stand in for, and by how much it is better (paired, by family). */
  instead: z.object({ name: z.string(), worth: Worth, gain: Worth }).nullable(),
  /** Fitted again to these tasks, as the two together are. */
  judge: WithSkill,
  /** The judge and the trial together, on tasks of other families; and what that gains. */
  together: WithSkill,
  gain: Worth,
  /** A task, all views of the trial; `null` where nobody measured. */
  cost: Cost.nullable(),
});
export type TrialFigures = z.infer<typeof TrialFigures>;

/**
 * A judge of margin and reading that never saw a view, on candidates as they are and as the view shows
 * them. What it reads of the text changes; votes and the generator's own likelihood have no part in it.
 */
const ShownOtherwise = z.object({
  view: z.string(),
  tasks: z.int(),
  asIs: Worth,
  shown: Worth,
  change: Worth,
});
export type ShownOtherwise = z.infer<typeof ShownOtherwise>;

/** What `learn trials` writes. */
export const TrialsFile = z.object({
  version: z.literal(1),
  judge: z.string(),
  model: z.string(),
  generators: z.array(z.string()),
  seed: z.int(),
  resamples: z.int(),
  /** Of the live view on the tasks where it was measured. */
  liveCost: Cost.nullable(),
  trials: z.array(TrialFigures),
  shownOtherwise: z.array(ShownOtherwise),
});
export type TrialsFile = z.infer<typeof TrialsFile>;
