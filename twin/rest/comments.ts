import { z } from "zod";
import { mayModerate, writing } from "../access/demand.ts";
import { addComment, deleteComment, editComment } from "../change/comments.ts";
import { Failure, notFound } from "../http/failure.ts";
import { created, NO_CONTENT, ok } from "../http/reply.ts";
import { commentShape } from "../shapes/issue.ts";
import type { Comment, Issue, Repository } from "../state/types.ts";
import { type Call, list, numberParam, read } from "./call.ts";
import { changeBy, issueIn, READ, wholeSecond } from "./issues.ts";
import type { Routes } from "./routes.ts";

const WRITE = writing("read", "issues", "pull_requests");

export function commentRoutes(routes: Routes): void {
  routes.repo("GET", "/issues/:number/comments", READ, (call, repository) => {
    const issue = issueIn(call, repository);
    const since = call.query.get("since");
    const wanted = issue.comments.filter(
      (comment) => since === null || comment.updatedAt >= wholeSecond(since),
    );
    return list(call, wanted, (comment) => commentShape(call.world, repository, issue, comment));
  });
  routes.repo("POST", "/issues/:number/comments", WRITE, (call, repository) => {
    const issue = issueIn(call, repository);
    if (issue.locked && !mayModerate(call.actor, repository)) {
      throw new Failure(403, "Unable to create comment because issue is locked.");
    }
    const comment = addComment(changeBy(call, repository), issue, readBody(call));
    return created(commentShape(call.world, repository, issue, comment));
  });
  routes.repo("GET", "/issues/comments", READ, listAll);
  routes.repo("GET", "/issues/comments/:id", READ, (call, repository) => {
    const { issue, comment } = commentIn(call, repository);
    return ok(commentShape(call.world, repository, issue, comment));
  });
  routes.repo("PATCH", "/issues/comments/:id", WRITE, (call, repository) => {
    const { issue, comment } = commentIn(call, repository);
    checkOwn(call, repository, comment);
    editComment(changeBy(call, repository), issue, comment, readBody(call));
    return ok(commentShape(call.world, repository, issue, comment));
  });
  routes.repo("DELETE", "/issues/comments/:id", WRITE, (call, repository) => {
    const { issue, comment } = commentIn(call, repository);
    checkOwn(call, repository, comment);
    deleteComment(changeBy(call, repository), issue, comment);
    return NO_CONTENT;
  });
}

function readBody(call: Call): string {
  return read(call, z.object({ body: z.string() })).body;
}

export function findComment(
  repository: Repository,
  id: number,
): { issue: Issue; comment: Comment } | undefined {
  for (const issue of repository.issues.values()) {
    const comment = issue.comments.find((each) => each.id === id);
    if (comment !== undefined) return { issue, comment };
  }
  return undefined;
}

export function commentIn(call: Call, repository: Repository): { issue: Issue; comment: Comment } {
  const found = findComment(repository, numberParam(call, "id"));
  if (found === undefined) throw notFound();
  return found;
}

function checkOwn(call: Call, repository: Repository, comment: Comment): void {
  const own =
    call.actor.kind !== "anonymous" && changeBy(call, repository).by.user === comment.author;
  if (!own && !mayModerate(call.actor, repository)) {
    throw new Failure(403, "Must have admin rights to Repository.");
  }
}

/** Comments of all issues, by default the oldest first. */
function listAll(call: Call, repository: Repository) {
  const { query } = call;
  const since = query.get("since");
  const by = query.get("sort") === "updated" ? "updatedAt" : "createdAt";
  const sign = query.get("direction") === "desc" ? -1 : 1;
  const all = [...repository.issues.values()]
    .flatMap((issue) => issue.comments.map((comment) => ({ issue, comment })))
    .filter(({ comment }) => since === null || comment.updatedAt >= wholeSecond(since))
    .sort(
      (a, b) =>
        sign * (a.comment[by].getTime() - b.comment[by].getTime() || a.comment.id - b.comment.id),
    );
  return list(call, all, ({ issue, comment }) =>
    commentShape(call.world, repository, issue, comment),
  );
}
