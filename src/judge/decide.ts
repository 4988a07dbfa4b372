import type { Candidate } from "../contracts/candidate.ts";
import type { Ranked, Verdict } from "../contracts/verdict.ts";
import type { JudgedCandidate } from "./judge.ts";

/**
 * Ranks by margin. There are no ties: equal margins are told apart by votes, then by the
 * generator's own likelihood, then by the order of sampling.
 */
export function rankCandidates(judged: readonly JudgedCandidate[]): Ranked[] {
  return [...judged].sort(byMerit).map(({ candidate, score }, index) => ({
    candidate: candidate.id,
    rank: index + 1,
    margin: score.margin,
    labelMass: score.labelMass,
    score: score.margin,
  }));
}

function byMerit(a: JudgedCandidate, b: JudgedCandidate): number {
  return (
    b.score.margin - a.score.margin ||
    b.candidate.votes - a.candidate.votes ||
    (b.candidate.meanLogprob ?? -Infinity) - (a.candidate.meanLogprob ?? -Infinity) ||
    a.candidate.id - b.candidate.id
  );
}

/**
 * Opens the best candidate that nothing speaks against. There is no threshold yet, since a raw
 * margin has no meaning on a scale: a later, calibrated judge brings one.
 */
export function decide(ranking: Ranked[], candidates: readonly Candidate[]): Verdict {
  const open = ranking.find(({ candidate }) => isOpenable(candidates, candidate));
  const decision: Verdict["decision"] =
    open === undefined
      ? { kind: "abstain", reason: abstainReason(candidates) }
      : { kind: "open", candidate: open.candidate };
  return { ranking, calibration: "uncalibrated", decision };
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
