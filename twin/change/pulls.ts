import { changedFiles } from "../git/diff.ts";
import { countAhead, mergedTree } from "../git/merge.ts";
import type { RefMove } from "../git/ref-move.ts";
import { branchSha, findRef, moveRef } from "../git/refs.ts";
import { Failure, invalid } from "../http/failure.ts";
import type { PullIssue } from "../shapes/pull.ts";
import type { Issue, Pull, PullStats, Repository } from "../state/types.ts";
import { type Change, emitIssue, note, openIssue, setState, touch } from "./issues.ts";

export interface NewPull {
  readonly title: string;
  readonly body: string;
  readonly head: string;
  readonly base: string;
  readonly draft: boolean;
}

export async function openPull(change: Change, wanted: NewPull): Promise<PullIssue> {
  const { repository, world } = change;
  const headRef = branchIn(repository, wanted.head);
  const headSha = await branchSha(repository.gitDir, headRef);
  if (headSha === undefined) throw invalid("PullRequest", "head", "invalid");
  const baseSha = await branchSha(repository.gitDir, wanted.base);
  if (baseSha === undefined) throw invalid("PullRequest", "base", "invalid");
  refuseSecond(repository, headRef, wanted.base);
  const stats = await findStats(repository, baseSha, headSha);
  if (stats.commits === 0) {
    throw refused(`No commits between ${wanted.base} and ${headRef}`);
  }
  const pull: Pull = {
    id: world.nextId(),
    stats,
    headRef,
    headSha,
    baseRef: wanted.base,
    baseSha,
    draft: wanted.draft,
    merged: false,
    mergedAt: null,
    mergedBy: null,
    mergeCommitSha: null,
    reviewComments: [],
    reviewers: [],
  };
  const { title, body } = wanted;
  const issue = openIssue(change, { title, body, labels: [], pull });
  await moveRef(repository.gitDir, { ...pullRef(issue), from: undefined, to: headSha });
  return { issue, pull };
}

function pullRef({ number }: Issue): { ref: string } {
  return { ref: `refs/pull/${number}/head` };
}

/** `branch` or `owner:branch`; forks are not modelled. */
function branchIn(repository: Repository, head: string): string {
  const [owner = "", branch] = head.split(":");
  if (branch === undefined) return head;
  if (owner.toLowerCase() !== repository.owner.login.toLowerCase()) {
    throw invalid("PullRequest", "head", "invalid");
  }
  return branch;
}

function refuseSecond(repository: Repository, headRef: string, baseRef: string): void {
  const second = pullsOf(repository).some(
    ({ issue, pull }) =>
      issue.state === "open" && pull.headRef === headRef && pull.baseRef === baseRef,
  );
  if (second) {
    throw refused(`A pull request already exists for ${repository.owner.login}:${headRef}.`);
  }
}

function refused(message: string): Failure {
  return new Failure(422, "Validation Failed", [
    { resource: "PullRequest", code: "custom", message },
  ]);
}

export function pullsOf(repository: Repository): PullIssue[] {
  return [...repository.issues.values()].flatMap((issue) =>
    issue.pull === null ? [] : [{ issue, pull: issue.pull }],
  );
}

async function findStats(repository: Repository, base: string, head: string): Promise<PullStats> {
  const { gitDir } = repository;
  const files = await changedFiles(gitDir, `${base}...${head}`);
  const sum = (key: "additions" | "deletions") =>
    files.reduce((total, file) => total + file[key], 0);
  return {
    commits: await countAhead(gitDir, base, head),
    additions: sum("additions"),
    deletions: sum("deletions"),
    changedFiles: files.length,
    mergeable: (await mergedTree(gitDir, base, head)) !== undefined,
  };
}

/** Open pull requests go with their branches: the head moves, or is gone; the base moves. */
export async function followHead(change: Change, move: RefMove): Promise<void> {
  const branch = /^refs\/heads\/(.+)$/.exec(move.ref)?.[1];
  const { repository } = change;
  for (const found of pullsOf(repository)) {
    const { issue, pull } = found;
    if (issue.state !== "open" || branch === undefined) continue;
    if (pull.headRef === branch) await headMoved(change, found, move);
    else if (pull.baseRef === branch && move.after !== undefined) {
      pull.stats = await findStats(repository, move.after, pull.headSha);
    }
  }
}

async function headMoved(change: Change, { issue, pull }: PullIssue, move: RefMove) {
  const { repository } = change;
  if (move.after === undefined) {
    note(change, issue, { event: "head_ref_deleted" });
    setState(change, issue, "closed");
    return;
  }
  pull.headSha = move.after;
  pull.stats = await findStats(repository, pull.baseSha, pull.headSha);
  const { ref } = pullRef(issue);
  const from = (await findRef(repository.gitDir, ref))?.sha;
  await moveRef(repository.gitDir, { ref, from, to: move.after });
  touch(change, issue);
  emitIssue(change, issue, "synchronize", { before: move.before, after: move.after });
}

export function setDraft(change: Change, { issue, pull }: PullIssue, draft: boolean): void {
  if (pull.draft === draft) return;
  pull.draft = draft;
  touch(change, issue);
  note(change, issue, { event: draft ? "convert_to_draft" : "ready_for_review" });
  emitIssue(change, issue, draft ? "converted_to_draft" : "ready_for_review");
}
