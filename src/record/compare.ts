import type { Candidate } from "../contracts/candidate.ts";
import type { Manifest, ModelUse, Result } from "../contracts/result.ts";

/** One thing that two runs have in common or not; `same` is null where one of them did not tell. */
export interface Check {
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly same: boolean | null;
}

export interface CandidateCheck {
  readonly candidate: number;
  readonly same: boolean;
  /** What was compared: the sampled tokens where both runs tell them, else the text. */
  readonly by: "tokens" | "text";
}

/** What a run and its replay have in common. */
export interface Comparison {
  readonly checks: readonly Check[];
  readonly candidates: readonly CandidateCheck[];
  /** How many of the recorded candidates came out again. */
  readonly identical: number;
  /** The largest difference between the margins of candidates that came out again; null where none was judged twice. */
  readonly marginDifference: number | null;
}

/** Compares a recorded result with the one that its request gives now. */
export function compareResults(before: Result, after: Result): Comparison {
  const candidates = before.candidates.map((candidate) =>
    compareCandidate(candidate, before, after),
  );
  const same = new Set(candidates.filter((check) => check.same).map(({ candidate }) => candidate));
  return {
    checks: checksOf(before, after),
    candidates,
    identical: same.size,
    marginDifference: marginDifference(before, after, same),
  };
}

function checksOf(before: Result, after: Result): Check[] {
  const [old, now] = [before.manifest, after.manifest];
  const both = (what: string, of: (manifest: Manifest) => string | null) =>
    check(what, of(old), of(now));
  const verdict = (what: string, of: (result: Result) => string) =>
    check(what, of(before), of(after));
  return [
    both("program", ({ patchjudge }) => `patchjudge ${patchjudge}`),
    both("Node", ({ node }) => node),
    both("engine", ({ generator }) => engineText(generator)),
    both("generator's weights", ({ generator }) => generator.modelSha256),
    both("judge's weights", ({ judge }) => judge.modelSha256),
    verdict("judge", ({ verdict: { judge } }) => judge?.name ?? "the bare margin"),
    both("sampler settings", samplerText),
    both("prompts", ({ generator }) => generator.promptsSha256),
    both(
      "prompt tokens",
      ({ tokens }) => tokens?.prompts.map(({ sha256 }) => sha256).join() ?? null,
    ),
    verdict("ranking", rankingText),
    verdict("decision", ({ verdict: { decision } }) =>
      decision.kind === "open" ? `open ${decision.candidate}` : "abstain",
    ),
  ];
}

function check(what: string, before: string | null, after: string | null): Check {
  return { what, before, after, same: before === null || after === null ? null : before === after };
}

function rankingText({ verdict: { ranking } }: Result): string {
  const ids = [...ranking].sort((a, b) => a.rank - b.rank).map(({ candidate }) => candidate);
  return ids.length === 0 ? "none ranked" : ids.join(", ");
}

/** The device and the way of sharing a prefill decide which sums are added up in which order. */
function engineText({ engine, engineVersion, device, sharedPrefill }: ModelUse): string {
  return `${engine} ${engineVersion} on ${device}, prefill ${sharedPrefill}`;
}

function samplerText({ settings }: Manifest): string {
  const { candidates, contexts, temperature, topP, topK, seed, maxAnswerTokens } = settings;
  return `${candidates} from ${contexts}, temperature ${temperature}, top-p ${topP}, top-k ${topK}, seed ${seed}, ${maxAnswerTokens} tokens`;
}

function compareCandidate(candidate: Candidate, before: Result, after: Result): CandidateCheck {
  const { id } = candidate;
  const [old, now] = [tokensOf(before, id), tokensOf(after, id)];
  // Text that looks like a secret was replaced before recording; the tokens' hash was not.
  if (old !== null && now !== null) return { candidate: id, same: old === now, by: "tokens" };
  const again = after.candidates.find((other) => other.id === id);
  return { candidate: id, same: again?.answer === candidate.answer, by: "text" };
}

function tokensOf({ manifest }: Result, id: number): string | null {
  return manifest.tokens?.answers.find(({ candidate }) => candidate === id)?.sha256 ?? null;
}

function marginDifference(before: Result, after: Result, same: ReadonlySet<number>) {
  const margins = new Map(
    after.verdict.ranking.map(({ candidate, margin }) => [candidate, margin]),
  );
  const differences = before.verdict.ranking.flatMap(({ candidate, margin }) => {
    const now = same.has(candidate) ? margins.get(candidate) : undefined;
    return now === undefined ? [] : [Math.abs(now - margin)];
  });
  return differences.length === 0 ? null : Math.max(...differences);
}
