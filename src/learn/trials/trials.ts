import type { Observation } from "../../judge/features.ts";
import { LIVE_VIEW } from "../collect/views.ts";

/** What the views of a trial saw of one candidate. */
export type Seen = (view: string) => Observation;

/** An idea that might make the judge better: another question, or several together. */
export interface Trial {
  readonly name: string;
  /** What has to be read for it, beside the live view. */
  readonly views: readonly string[];
  /** More is better; `NaN` where the engine did not say. */
  readonly signal: (seen: Seen) => number;
  /** What of the live view it would stand in for. */
  readonly instead: Part;
}

export type Part = "verdict" | "reading";

/** What the live view says without training. */
export const LIVE: Readonly<Record<Part, (seen: Seen) => number>> = {
  verdict: (seen) => seen(LIVE_VIEW).margin,
  reading: (seen) => reading(seen, LIVE_VIEW),
};

/** The trials that need no more than views; the play-off of the best has its own lines. */
export const TRIALS: readonly Trial[] = [
  verdictOf("question-first", "question first, as a stranger's proposal"),
  verdictOf("question-last", "question last, as a stranger's proposal"),
  verdictOf("right-or-wrong", "other label words: Right, Wrong"),
  verdictOf("review", "in the words of a review"),
  verdictOf("code-only", "the code alone, without the issue"),
  verdictOf("prompt-only", "the issue alone: how hard it is"),
  verdictOf("no-comments", "without comments"),
  averaged("no-comments", "with and without comments, averaged"),
  verdictOf("renamed", "neutral names, without comments"),
  averaged("renamed", "own and neutral names, averaged"),
  readingOf("no-comments", "likelihood without comments"),
  readingOf("renamed", "likelihood with neutral names"),
  readingOf("no-issue", "likelihood without the issue"),
  {
    name: "how much likelier the issue makes it",
    views: ["no-issue"],
    signal: (seen) => LIVE.reading(seen) - reading(seen, "no-issue"),
    instead: "reading",
  },
  readingOf("reviewer", "likelihood of the issue, given the change"),
  {
    name: "Coder-Reviewer: both likelihoods",
    views: ["reviewer"],
    signal: (seen) => LIVE.reading(seen) + reading(seen, "reviewer"),
    instead: "reading",
  },
];

function verdictOf(view: string, name: string): Trial {
  return { name, views: [view], signal: (seen) => seen(view).margin, instead: "verdict" };
}

function averaged(view: string, name: string): Trial {
  const signal = (seen: Seen) => (LIVE.verdict(seen) + seen(view).margin) / 2;
  return { name, views: [view], signal, instead: "verdict" };
}

function readingOf(view: string, name: string): Trial {
  return { name, views: [view], signal: (seen) => reading(seen, view), instead: "reading" };
}

function reading(seen: Seen, view: string): number {
  return seen(view).reading?.meanLogprob ?? Number.NaN;
}
