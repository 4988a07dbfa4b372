import type { Candidate } from "../contracts/candidate.ts";
import type { ModelUse, Result } from "../contracts/result.ts";
import type { Section } from "./cap-body.ts";
import { fence, inline } from "./safe-text.ts";
import { minute, plural } from "./words.ts";

/** Longest diff of a candidate that is shown beside the one that is opened. */
const LONGEST_DIFF = 8_000;

/** Sections are left out in this order when a text is too long: the highest first. */
export const SPARE = { never: 0, ranking: 1, reasons: 2, manifest: 3, diffs: 10 } as const;

/** Something to open, with a title of our own: Markdown has no meaning in a summary. */
export function details(summary: string, markdown: string): string {
  return `<details>\n<summary>${summary}</summary>\n\n${markdown}\n\n</details>`;
}

/** A section for each diff, best first; the last ones are the first to go. */
export function diffSections(result: Result, candidates: readonly Candidate[]): Section[] {
  const ranks = new Map(result.verdict.ranking.map(({ candidate, rank }) => [candidate, rank]));
  return candidates.map((candidate, index) => {
    const { id, diff = "", addedLines, removedLines } = candidate;
    const rank = ranks.get(id);
    const place = rank === undefined ? "not ranked" : `rank ${rank}`;
    const summary = `Candidate ${id}: ${place}, +${addedLines} −${removedLines}`;
    const markdown = details(summary, fence(diff, { info: "diff", max: LONGEST_DIFF }));
    return { name: `the diff of candidate ${id}`, markdown, spare: SPARE.diffs + index };
  });
}

/** Why each candidate that cannot be opened cannot: one item of a list each; empty if all can. */
export function reasonList({ candidates }: Result): string {
  return candidates
    .filter(({ refusals, sameAs }) => refusals.length > 0 && sameAs === undefined)
    .map(({ id, refusals }) => {
      const reasons = refusals.map(({ code, detail }) => inline(`${code}: ${detail}`, 300));
      return `- Candidate ${id}: ${reasons.join("; ")}`;
    })
    .join("\n");
}

/** What reproduces the run, as a table to open. */
export function manifestDetails({ manifest: made }: Result): string {
  const { settings } = made;
  const last = settings.seed + settings.candidates - 1;
  const steps = Object.entries(made.timings).map(([step, s]) => `${step} ${s.toFixed(1)} s`);
  const rows: [string, string][] = [
    ["Generator", modelUse(made.generator)],
    [
      "Judge",
      made.sharedProcess ? `${modelUse(made.judge)}, in the same process` : modelUse(made.judge),
    ],
    ["Samples", `${settings.candidates}, from ${plural(settings.contexts, "prompt")}`],
    ["Seeds", `${settings.seed} to ${last}`],
    [
      "Sampling",
      `temperature ${settings.temperature}, top-p ${settings.topP}, top-k ${settings.topK}, at most ${plural(settings.maxAnswerTokens, "token")} an answer`,
    ],
    ["Base", `${inline(made.baseRef, 80)} at ${inline(made.baseCommit, 64)}`],
    ["Started", minute(made.startedAt)],
    ["Seconds a step", steps.length === 0 ? "not measured" : inline(steps.join(", "), 300)],
    ["Versions", inline(`patchjudge ${made.patchjudge}, node ${made.node}`, 80)],
    ["Request", inline(made.requestId, 64)],
  ];
  const lines = rows.map(([what, value]) => `| ${what} | ${value} |`);
  return details("How this was made", ["| What | Value |", "| --- | --- |", ...lines].join("\n"));
}

function modelUse(use: ModelUse): string {
  const hash =
    use.modelSha256 === null
      ? "no hash known"
      : `SHA-256 ${inline(use.modelSha256.slice(0, 12), 12)}`;
  const engine = inline(`${use.engine} ${use.engineVersion} on ${use.device}`, 80);
  const prompts = inline(use.promptsSha256.slice(0, 12), 12);
  const tokens = `${use.evaluatedTokens} of ${use.requestedTokens} prompt tokens read, ${use.generatedTokens} written`;
  return `${inline(use.model, 80)} (${hash}), ${engine}; ${tokens}; prompts ${prompts}`;
}
