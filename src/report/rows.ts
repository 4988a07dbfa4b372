import type { Candidate } from "../contracts/candidate.ts";
import type { Result } from "../contracts/result.ts";
import type { Ranked } from "../contracts/verdict.ts";

/** One line of the ranking table, the same in terminal and page. */
export interface Row {
  readonly rank: string;
  readonly candidate: number;
  readonly score: string;
  readonly votes: string;
  readonly change: string;
  readonly files: string;
  /** Whether it is the one the run opens. */
  readonly chosen: boolean;
  /** `ready`, or why it cannot be opened, or whose vote it is. */
  readonly state: string;
}

/** All candidates: ranked ones first, then votes for them, then those that are no patch. */
export function tableRows({ candidates, verdict }: Result): Row[] {
  const ranks = new Map(verdict.ranking.map((ranked) => [ranked.candidate, ranked]));
  const chosen = verdict.decision.kind === "open" ? verdict.decision.candidate : 0;
  return candidates
    .map((candidate) => {
      const ranked = ranks.get(candidate.sameAs ?? candidate.id);
      const order = (ranked?.rank ?? 1_000) + (candidate.sameAs === undefined ? 0 : 0.5);
      return { row: { ...rowOf(candidate, ranked), chosen: candidate.id === chosen }, order };
    })
    .sort((a, b) => a.order - b.order || a.row.candidate - b.row.candidate)
    .map(({ row }) => row);
}

function rowOf(candidate: Candidate, ranked: Ranked | undefined): Omit<Row, "chosen"> {
  const { id, sameAs, addedLines, removedLines } = candidate;
  const change = candidate.diff === undefined ? "" : `+${addedLines} −${removedLines}`;
  const row = { candidate: id, change, files: candidate.files.join(", ") };
  if (sameAs !== undefined)
    return { ...row, rank: "", score: "", votes: "", state: `same as ${sameAs}` };
  return {
    ...row,
    rank: ranked === undefined ? "" : String(ranked.rank),
    score: ranked === undefined ? "" : signed(ranked.score),
    votes: String(candidate.votes),
    state: stateOf(candidate.refusals),
  };
}

function stateOf(refusals: readonly { code: string; detail: string }[]): string {
  if (refusals.length === 0) return "ready";
  return refusals.map(({ code, detail }) => `${code}: ${detail}`).join("; ");
}

/** A margin with its sign, two decimals. */
export function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
}

/** The decision in one sentence. */
export function decisionSentence({ candidates, verdict }: Result): string {
  const { decision, ranking } = verdict;
  if (decision.kind === "abstain") return `No patch is opened: ${decision.reason}.`;
  const best = candidates.find(({ id }) => id === decision.candidate);
  const votes = best?.votes ?? 1;
  const lead = ranking.findIndex(({ candidate }) => candidate === decision.candidate);
  const next = ranking[lead + 1];
  const ahead =
    next === undefined ? "" : `, ${signed((ranking[lead]?.score ?? 0) - next.score)} over the next`;
  return `Candidate ${decision.candidate} is best: ${votes} of ${candidates.length} samples wrote it${ahead}.`;
}

/** What the score is and is not, and how likely the best is right, as far as anybody knows. */
export function scoreNote({ verdict }: Result): string {
  const { judge, probability, basis, noProbability } = verdict;
  const what = judge?.meaning ?? "the judge's margin, logit(Yes) − logit(No).";
  if (probability === null || basis === undefined) {
    const why = noProbability === undefined ? "" : ` (${noProbability})`;
    return `${what} Not calibrated for repositories${why}: it ranks, it is not a probability.`;
  }
  const { tasks, packages, languages } = basis;
  const from = `${tasks} bugs planted in ${packages} packages (${languages.join(", ")})`;
  return `${what} How likely it is right: about ${aboutPercent(probability)} of picks that looked like this one passed the tests, of ${from}. There the faulty function was known; your issue is of another kind, so take it for a hint.`;
}

/** In steps of five, and never sure: a few dozen tasks tell no more. */
function aboutPercent(probability: number): string {
  const rounded = 5 * Math.round(20 * probability);
  return `${Math.min(95, Math.max(5, rounded))} %`;
}
