import { showDiff } from "../git/diff.ts";
import { invalid } from "../http/failure.ts";
import { type PullIssue, pullSimple, reviewCommentShape } from "../shapes/pull.ts";
import type { ReviewComment } from "../state/types.ts";
import { emit } from "../webhooks/emit.ts";
import { type Change, touch } from "./issues.ts";
import { checkBody } from "./limits.ts";

export type NewReviewComment = Pick<
  ReviewComment,
  "body" | "path" | "line" | "side" | "commitId" | "replyTo"
>;

/** Comments on a line that the pull request's diff shows; GitHub refuses all others. */
export async function addReviewComment(
  change: Change,
  found: PullIssue,
  comment: NewReviewComment,
): Promise<ReviewComment> {
  checkBody("PullRequestReviewComment", comment.body);
  const { world, repository, by } = change;
  const { baseSha, headSha } = found.pull;
  const diff = await showDiff(repository.gitDir, `${baseSha}...${headSha}`);
  const diffHunk = hunkAround(diff, comment);
  if (diffHunk === undefined) {
    throw invalid(
      "PullRequestReviewComment",
      "pull_request_review_thread.line",
      "custom",
      "pull_request_review_thread.line must be part of the diff",
    );
  }
  const now = world.clock.now();
  const made: ReviewComment = {
    ...comment,
    id: world.nextId(),
    author: by.user,
    via: by.via,
    createdAt: now,
    updatedAt: now,
    reactions: [],
    edits: [],
    diffHunk,
  };
  found.pull.reviewComments.push(made);
  touch(change, found.issue);
  emit(world, {
    event: "pull_request_review_comment",
    action: "created",
    repository,
    sender: by.user,
    fields: {
      comment: reviewCommentShape(world, repository, found, made),
      pull_request: pullSimple(world, repository, found),
    },
  });
  return made;
}

/** The hunk up to the line, as GitHub keeps it with the comment. */
function hunkAround(diff: string, { path, line, side }: NewReviewComment): string | undefined {
  const file = diff
    .split(/^(?=diff --git )/m)
    .find((part) => part.includes(`\n+++ b/${path}\n`) || part.includes(`\n--- a/${path}\n`));
  for (const hunk of (file ?? "").split(/^(?=@@ )/m).slice(1)) {
    const found = cutAt(hunk.trimEnd().split("\n"), line, side);
    if (found !== undefined) return found;
  }
  return undefined;
}

function cutAt(lines: string[], line: number, side: "LEFT" | "RIGHT"): string | undefined {
  const start = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(lines[0] ?? "");
  let at = Number(side === "LEFT" ? start?.[1] : start?.[2]);
  const other = side === "LEFT" ? "+" : "-";
  for (const [index, text] of lines.slice(1).entries()) {
    if (text.startsWith(other) || text.startsWith("\\")) continue;
    if (at === line) return lines.slice(0, index + 2).join("\n");
    at += 1;
  }
  return undefined;
}
