import { issueBehind, roundOf } from "../contracts/request.ts";
import type { Publication } from "./log.ts";
import type { Outcome } from "./outcome.ts";
import type { DamagedRun, KeptRun } from "./read.ts";

/** What was opened of a run, and what people did with it; null where nothing is recorded, so that it may be open. */
export interface PullFate {
  /** Null where only a branch was made. */
  readonly pull: number | null;
  readonly candidate: number;
  /** Whether a person picked it; else the judge did. */
  readonly picked: boolean;
  readonly outcome: Pick<Outcome, "kind" | "editedLines" | "at"> | null;
}

/** One run in a list. */
export interface RunSummary {
  readonly id: string;
  readonly month: string;
  /** Null for requests that come from no issue. */
  readonly issue: number | null;
  /** The issue's own is the first; others were asked for on a pull request. */
  readonly round: number;
  readonly title: string;
  readonly at: string;
  readonly ended: Publication["kind"];
  readonly reason: string;
  readonly pulls: readonly PullFate[];
  readonly faults: readonly string[];
}

/** A title has no length of its own; a list may have thousands. */
const MAX_TEXT = 300;

export function summariseRun(run: KeptRun): RunSummary {
  const { id, month, request, publication, faults } = run;
  return {
    ...{
      id,
      month,
      faults,
      title: request.task.title.slice(0, MAX_TEXT),
      issue: request.origin === undefined ? null : issueBehind(request),
      round: roundOf(request),
    },
    ...{
      at: publication.at,
      ended: publication.kind,
      reason: publication.reason.slice(0, MAX_TEXT),
    },
    pulls: pullsOf(run),
  };
}

/** The judge's choice, then what people picked, each with its outcome. */
export function pullsOf({ publication, picks, outcomes }: KeptRun): PullFate[] {
  const { pull, candidate } = publication;
  const own = candidate === null ? [] : [{ pull, candidate, picked: false }];
  const others = picks.map((pick) => ({
    pull: pick.pull,
    candidate: pick.candidate,
    picked: true,
  }));
  return [...own, ...others].map((opened) => {
    // An outcome of another candidate says nothing about this one.
    const found = outcomes.find(
      (outcome) => outcome.pull === opened.pull && outcome.candidate === opened.candidate,
    );
    if (found === undefined) return { ...opened, outcome: null };
    const { kind, editedLines, at } = found;
    return { ...opened, outcome: { kind, editedLines, at } };
  });
}

/** `opened #7`, `abstained` … */
export function endedText({ ended, pulls }: Pick<RunSummary, "ended" | "pulls">): string {
  const own = pulls.find(({ picked }) => !picked);
  if (ended !== "opened" || own === undefined) return ended;
  return own.pull === null ? "opened a branch" : `opened #${own.pull}`;
}

/** `merged`, `edited, 3 lines` … */
export function outcomeText(outcome: PullFate["outcome"]): string {
  if (outcome === null) return "still open";
  const { kind, editedLines } = outcome;
  return kind === "edited"
    ? `edited, ${editedLines} ${editedLines === 1 ? "line" : "lines"}`
    : kind;
}

/** What became of something that was opened. What people make of a bare branch is not known. */
export function fateText({ pull, outcome }: Pick<PullFate, "pull" | "outcome">): string {
  return pull === null ? "not known" : outcomeText(outcome);
}

/** Where it was opened: `#7`, or `branch`. */
export function placeText({ pull }: Pick<PullFate, "pull">): string {
  return pull === null ? "branch" : `#${pull}`;
}

/** Newest first; what is damaged comes at the end of its month. */
export function newestFirst(a: RunSummary | DamagedRun, b: RunSummary | DamagedRun): number {
  const [x, y] = [timeOf(a), timeOf(b)];
  if (x !== y) return x < y ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}

function timeOf(run: RunSummary | DamagedRun): string {
  return "damage" in run ? run.month : run.at;
}

/** Digits of an id that tell all ids apart, eight or more. */
export function shortLength(ids: readonly string[]): number {
  const sorted = [...new Set(ids)].sort();
  let length = 8;
  for (const [i, id] of sorted.entries()) {
    const next = sorted[i + 1] ?? "";
    let shared = 0;
    while (shared < id.length && id[shared] === next[shared]) shared += 1;
    length = Math.max(length, Math.min(64, shared + 1));
  }
  return length;
}
