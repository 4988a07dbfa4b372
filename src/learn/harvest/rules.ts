import { createHash } from "node:crypto";
import type { Candidate } from "../../contracts/candidate.ts";

/** A pull request of a run, and what people did with it; null where nothing is known. */
export interface HarvestPull {
  readonly candidate: number;
  /** Whether a person picked it; else the judge did. */
  readonly picked: boolean;
  readonly outcome: {
    readonly kind: "merged" | "edited" | "closed" | "reverted";
    readonly editedLines: number;
  } | null;
}

export interface RunOutcomes {
  readonly candidates: readonly Candidate[];
  /** SHA-256 of each candidate's diff as it was published, by its number. */
  readonly diffs: Readonly<Record<string, string>>;
  readonly pulls: readonly HarvestPull[];
}

/**
 * An edited patch is still the model's if people changed at most this share of its lines, and no more
 * than so many: a fix of a name or a comment, not of what it does.
 */
const STILL_IT = { share: 0.2, lines: 10 };

/** What a pull request tells, in words for the report. */
export type Rule =
  | "merged as it was"
  | "merged after small edits"
  | "merged after larger edits"
  | "reverted"
  | "closed"
  | "no outcome yet"
  | "passed over for one that was merged";

const LABELS: Readonly<Record<Rule, boolean | null>> = {
  "merged as it was": true,
  "merged after small edits": true,
  "merged after larger edits": null,
  reverted: false,
  // Most pull requests of agents are closed for reasons that are not the patch.
  closed: null,
  "no outcome yet": null,
  "passed over for one that was merged": false,
};

export interface Labelled {
  /** By candidate; equal patches have the same. */
  readonly labels: ReadonlyMap<number, boolean>;
  /** What each pull request told. */
  readonly rules: readonly Rule[];
  /** Patches that one pull request says are right and another says are wrong: they have no label. */
  readonly contradictions: number;
  /** Patches that are not recorded as they were published: they have no label. */
  readonly changed: number;
}

/** Labels from what people did. */
export function labelRun(run: RunOutcomes): Labelled {
  const told = run.pulls.map((pull) => ({ pull, rule: ruleOf(pull, run.candidates) }));
  const isPickMerged = told.some(({ pull, rule }) => pull.picked && LABELS[rule] === true);
  const first = told.find(({ pull }) => !pull.picked);
  const isPassedOver = isPickMerged && first !== undefined && LABELS[first.rule] === null;
  const passedOver = isPassedOver
    ? [{ pull: first.pull, rule: "passed over for one that was merged" as const }]
    : [];
  const said = new Map<string, Set<boolean>>();
  const changed = new Set<string>();
  for (const { pull, rule } of [...told, ...passedOver]) {
    const label = LABELS[rule];
    if (label === null) continue;
    const patch = patchOf(pull.candidate, run);
    if (!isAsPublished(pull.candidate, run)) changed.add(patch);
    else said.set(patch, (said.get(patch) ?? new Set()).add(label));
  }
  const labels = run.candidates.flatMap(({ id }): [number, boolean][] => {
    const [label, other] = [...(said.get(patchOf(id, run)) ?? [])];
    return label === undefined || other !== undefined ? [] : [[id, label]];
  });
  return {
    labels: new Map(labels),
    rules: [...told, ...passedOver].map(({ rule }) => rule),
    contradictions: [...said.values()].filter(({ size }) => size > 1).length,
    changed: changed.size,
  };
}

function ruleOf({ candidate, outcome }: HarvestPull, candidates: readonly Candidate[]): Rule {
  if (outcome === null) return "no outcome yet";
  if (outcome.kind === "merged") return "merged as it was";
  if (outcome.kind !== "edited") return outcome.kind;
  const { addedLines = 0, removedLines = 0 } = candidates.find(({ id }) => id === candidate) ?? {};
  const most = Math.min(STILL_IT.lines, STILL_IT.share * (addedLines + removedLines));
  return outcome.editedLines <= most ? "merged after small edits" : "merged after larger edits";
}

/** A name that equal patches share. */
function patchOf(id: number, { candidates, diffs }: RunOutcomes): string {
  const first = candidates.find((candidate) => candidate.id === id)?.sameAs ?? id;
  return diffs[first] ?? `candidate ${first}`;
}

/** A text that was changed since, by redaction or by a stranger, is not what people judged. */
function isAsPublished(id: number, { candidates, diffs }: RunOutcomes): boolean {
  const diff = candidates.find((candidate) => candidate.id === id)?.diff;
  return diff !== undefined && createHash("sha256").update(diff).digest("hex") === diffs[id];
}
