import type { Candidate } from "../contracts/candidate.ts";
import type { Ranked, Verdict } from "../contracts/verdict.ts";
import { beliefOf, type RunConditions } from "./belief.ts";
import { codesLikelihood, type JudgedCandidate } from "./judge.ts";
import type { JudgeFile } from "./judge-file.ts";

/**
 * Ranks by merit. There are no ties: equal merits are told apart by votes, then by the generator's
 * own likelihood, then by the order of sampling.
 */
export function rankCandidates(judged: readonly JudgedCandidate[]): Ranked[] {
  return [...judged].sort(byMerit).map(({ candidate, score, merit }, index) => ({
    candidate: candidate.id,
    rank: index + 1,
    margin: score.margin,
    labelMass: score.labelMass,
    score: merit,
  }));
}

function byMerit(a: JudgedCandidate, b: JudgedCandidate): number {
  return (
    b.merit - a.merit ||
    b.candidate.votes - a.candidate.votes ||
    likelihoodOf(b.candidate) - likelihoodOf(a.candidate) ||
    a.candidate.id - b.candidate.id
  );
}

function likelihoodOf(candidate: Candidate): number {
  // Behind any other, and still a number that can be compared with itself.
  return codesLikelihood(candidate).meanLogprob ?? -Number.MAX_VALUE;
}

/**
 * Opens the best candidate that nothing speaks against, unless a judge that is calibrated for
 * repositories finds it too unlikely. A margin, or a score calibrated on single functions only, has
 * no meaning here on which a threshold could stand.
 */
export function decide(
  ranking: Ranked[],
  candidates: readonly Candidate[],
  { judge, run }: { readonly judge: JudgeFile | null; readonly run: RunConditions },
): Verdict {
  const open = ranking.find(({ candidate }) => isOpenable(candidates, candidate));
  const belief = beliefOf(judge, open === undefined ? [] : ranking, run);
  const least = judge?.calibrations.repository?.threshold?.probability ?? null;
  return {
    ranking,
    judge: judge === null ? null : { name: judge.name, meaning: judge.meaning },
    ...belief,
    decision: decisionOn(open, candidates, { probability: belief.probability, least }),
  };
}

function decisionOn(
  open: Ranked | undefined,
  candidates: readonly Candidate[],
  { probability, least }: { readonly probability: number | null; readonly least: number | null },
): Verdict["decision"] {
  if (open === undefined) return { kind: "abstain", reason: abstainReason(candidates) };
  if (least !== null && probability !== null && probability < least) {
    const [found, asked] = [probability, least].map((p) => `${Math.round(100 * p)} %`);
    const reason = `the best candidate is right with a probability of about ${found}, below the ${asked} that is asked for`;
    return { kind: "abstain", reason };
  }
  return { kind: "open", candidate: open.candidate };
}

function isOpenable(candidates: readonly Candidate[], id: number): boolean {
  const candidate = candidates.find((c) => c.id === id);
  return candidate?.diff !== undefined && candidate.refusals.length === 0;
}

function abstainReason(candidates: readonly Candidate[]): string {
  const counts = new Map<string, number>();
  for (const candidate of candidates) {
    const code = candidate.refusals[0]?.code ?? "unknown";
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  const list = [...counts].sort((a, b) => b[1] - a[1]).map(([code, n]) => `${n} ${code}`);
  return `no candidate is a patch that could be opened (${list.join(", ")})`;
}
