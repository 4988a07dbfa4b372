import { z } from "zod";
import { reading, writing } from "../access/demand.ts";
import { addReviewComment } from "../change/review-comments.ts";
import { invalid, notFound } from "../http/failure.ts";
import { created, ok } from "../http/reply.ts";
import { type PullIssue, reviewCommentShape } from "../shapes/pull.ts";
import type { Repository, ReviewComment } from "../state/types.ts";
import { type Call, list, numberParam, read } from "./call.ts";
import { changeBy } from "./issues.ts";
import { pullIn } from "./pulls.ts";
import type { Routes } from "./routes.ts";

const READ = reading("pull_requests");
const WRITE = writing("read", "pull_requests");

export function reviewCommentRoutes(routes: Routes): void {
  routes.repo("GET", "/pulls/:number/comments", READ, (call, repository) => {
    const found = pullIn(call, repository);
    return list(call, found.pull.reviewComments, (comment) =>
      reviewCommentShape(call.world, repository, found, comment),
    );
  });
  routes.repo("POST", "/pulls/:number/comments", WRITE, create);
  routes.repo("POST", "/pulls/:number/comments/:id/replies", WRITE, reply);
  routes.repo("GET", "/pulls/comments/:id", READ, (call, repository) => {
    const { found, comment } = reviewCommentIn(call, repository);
    return ok(reviewCommentShape(call.world, repository, found, comment));
  });
}

export function reviewCommentIn(
  call: Call,
  repository: Repository,
): { found: PullIssue; comment: ReviewComment } {
  const id = numberParam(call, "id");
  for (const issue of repository.issues.values()) {
    const comment = issue.pull?.reviewComments.find((each) => each.id === id);
    if (comment !== undefined && issue.pull !== null) {
      return { found: { issue, pull: issue.pull }, comment };
    }
  }
  throw notFound();
}

const NewReviewComment = z.object({
  body: z.string(),
  path: z.string().optional(),
  line: z.number().int().positive().optional(),
  side: z.enum(["LEFT", "RIGHT"]).default("RIGHT"),
  commit_id: z.string().optional(),
  in_reply_to: z.number().optional(),
});

async function create(call: Call, repository: Repository) {
  const found = pullIn(call, repository);
  const { body, path, line, side, commit_id, in_reply_to } = read(call, NewReviewComment);
  if (in_reply_to !== undefined) return answer(call, repository, found, in_reply_to, body);
  if (path === undefined || line === undefined) {
    throw invalid("PullRequestReviewComment", "line", "missing_field");
  }
  const comment = await addReviewComment(changeBy(call, repository), found, {
    body,
    path,
    line,
    side,
    commitId: commit_id ?? found.pull.headSha,
    replyTo: null,
  });
  return created(reviewCommentShape(call.world, repository, found, comment));
}

async function reply(call: Call, repository: Repository) {
  const { body } = read(call, z.object({ body: z.string() }));
  return answer(call, repository, pullIn(call, repository), numberParam(call, "id"), body);
}

async function answer(
  call: Call,
  repository: Repository,
  found: PullIssue,
  id: number,
  body: string,
) {
  const first = found.pull.reviewComments.find((comment) => comment.id === id);
  if (first === undefined) throw notFound();
  const { path, line, side, commitId } = first;
  const place = { path, line, side, commitId, replyTo: first.replyTo ?? first.id };
  const comment = await addReviewComment(changeBy(call, repository), found, { body, ...place });
  return created(reviewCommentShape(call.world, repository, found, comment));
}
