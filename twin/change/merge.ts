import { mergedTree } from "../git/merge.ts";
import { writeCommit } from "../git/objects.ts";
import { branchSha, moveRef } from "../git/refs.ts";
import { Failure } from "../http/failure.ts";
import type { PullIssue } from "../shapes/pull.ts";
import { GITHUB, personOf } from "./commits.ts";
import { type Change, note, setState } from "./issues.ts";
import { afterMove } from "./refs.ts";

/** Merges with a commit of two parents, or squashes into one. Returns the commit's id. */
export async function mergePull(
  change: Change,
  found: PullIssue,
  method: "merge" | "squash",
): Promise<string> {
  const { issue, pull } = found;
  const { world, repository, by } = change;
  const { gitDir } = repository;
  const base = await branchSha(gitDir, pull.baseRef);
  if (issue.state !== "open" || pull.draft || base === undefined) {
    throw new Failure(405, "Pull Request is not mergeable");
  }
  const tree = await mergedTree(gitDir, base, pull.headSha);
  if (tree === undefined) throw new Failure(405, "Pull Request is not mergeable");
  const now = world.clock.now();
  const sha = await writeCommit(gitDir, {
    tree,
    parents: method === "merge" ? [base, pull.headSha] : [base],
    message: messageOf(change, found, method),
    author: personOf(by.user, now),
    committer: { ...GITHUB, date: now.toISOString() },
  });
  repository.signed.add(sha);
  await moveRef(gitDir, { ref: `refs/heads/${pull.baseRef}`, from: base, to: sha });
  pull.merged = true;
  pull.mergedAt = now;
  pull.mergedBy = by.user;
  pull.mergeCommitSha = sha;
  note(change, issue, { event: "merged", commitId: sha });
  setState(change, issue, "closed");
  await afterMove(change, { ref: `refs/heads/${pull.baseRef}`, before: base, after: sha });
  return sha;
}

function messageOf(
  { repository }: Change,
  { issue, pull }: PullIssue,
  method: "merge" | "squash",
): string {
  if (method === "squash") return `${issue.title} (#${issue.number})\n`;
  const from = `${repository.owner.login}/${pull.headRef}`;
  return `Merge pull request #${issue.number} from ${from}\n\n${issue.title}\n`;
}
