import type { Candidate } from "../contracts/candidate.ts";
import type { Result } from "../contracts/result.ts";
import { decisionSentence } from "../report/rows.ts";

/** Stands under every text of ours that shows a patch. */
export const NOTICE = "Written by a language model and ranked by another; review before merging.";

/** Longest comment or pull request body; GitHub's own limit is 65,536. */
export const LONGEST_BODY = 60_000;

/** The invisible first line by which a text of ours is found again. Honoured only in our own texts. */
export function marker(requestId: string): string {
  if (!/^[0-9a-f]{64}$/.test(requestId)) throw new Error("a request id has 64 hex digits");
  return `<!-- patchjudge:${requestId} -->`;
}

/** `1 line`, `2 lines`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join("");
  return `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** An ISO time to the minute: `2026-01-31 12:05 UTC`. */
export function minute(time: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return "an unknown time";
  return `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** How long something usually takes, as people say it. */
export function roughly(seconds: number): string {
  if (seconds < 10) return "a few seconds";
  if (seconds < 90) return `about ${Math.round(seconds / 10) * 10} seconds`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `about ${plural(minutes, "minute")}`;
  return `about ${plural(Math.round(minutes / 60), "hour")}`;
}

/** How a candidate is picked: those of further rounds are named with their round. */
export function pickCommand(candidate: number, round = 1): string {
  return `\`/pick ${round === 1 ? "" : `${round}.`}${candidate}\``;
}

/** Stands before what is said of a further round. */
export function roundName(round = 1): string {
  return round === 1 ? "" : `Round ${round}: `;
}

/** The candidate that the run opens. */
export function chosenCandidate({ candidates, verdict }: Result): Candidate | undefined {
  const { decision } = verdict;
  return decision.kind === "open"
    ? candidates.find(({ id }) => id === decision.candidate)
    : undefined;
}

/** Whether `/pick` can open it: a patch of its own that nothing speaks against. */
export function isPickable({ diff, refusals, sameAs }: Candidate): boolean {
  return diff !== undefined && refusals.length === 0 && sameAs === undefined;
}

/** Candidates that could be opened instead, best first. */
export function alternatives(result: Result): Candidate[] {
  const chosen = chosenCandidate(result);
  const ranks = new Map(result.verdict.ranking.map(({ candidate, rank }) => [candidate, rank]));
  const rankOf = ({ id }: Candidate) => ranks.get(id) ?? Infinity;
  return result.candidates
    .filter((candidate) => isPickable(candidate) && candidate.id !== chosen?.id)
    .sort((a, b) => (rankOf(a) === rankOf(b) ? a.id - b.id : rankOf(a) - rankOf(b)));
}

/**
 * The result as if `candidate` were the one it opens: somebody picked it. Without a candidate, and
 * for the judge's own choice, the result as it is. The probability is that of the judge's choice, and
 * says nothing of another.
 */
export function withChoice(result: Result, candidate: number | undefined): Result {
  if (candidate === undefined) return result;
  const { basis: _, ...verdict } = result.verdict;
  const decision = { kind: "open", candidate } as const;
  if (verdict.ranking[0]?.candidate === candidate || verdict.probability === null) {
    return { ...result, verdict: { ...result.verdict, decision } };
  }
  const noProbability = "a person picked it; the probability would be that of the judge's choice";
  return { ...result, verdict: { ...verdict, probability: null, noProbability, decision } };
}

/** Which candidate is opened and why, in one or two sentences. */
export function choiceSentence(result: Result, picked: number | undefined): string {
  const { decision, ranking } = result.verdict;
  const own = decision.kind === "open" ? decision.candidate : undefined;
  if (picked === undefined || picked === own) return decisionSentence(result);
  const rank = ranking.find(({ candidate }) => candidate === picked)?.rank;
  const votes = result.candidates.find(({ id }) => id === picked)?.votes ?? 1;
  const place =
    rank === undefined ? "It was not ranked" : `It has rank ${rank} of ${ranking.length}`;
  const judges =
    own === undefined ? "would have opened none" : `would have opened candidate ${own}`;
  return `Candidate ${picked} was picked by a person; the judge ${judges}. ${place}, and ${votes} of ${result.candidates.length} samples wrote it.`;
}
