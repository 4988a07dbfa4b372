import { invalid } from "../http/failure.ts";
import { commentShape, hookIssueShape } from "../shapes/issue.ts";
import type { Comment, Issue, Post, Reaction, ReactionContent } from "../state/types.ts";
import { emit } from "../webhooks/emit.ts";
import { type Change, touch } from "./issues.ts";
import { checkBody } from "./limits.ts";

export function addComment(change: Change, issue: Issue, body: string): Comment {
  checkComment(body);
  const now = change.world.clock.now();
  const comment: Comment = {
    id: change.world.nextId(),
    body,
    author: change.by.user,
    via: change.by.via,
    createdAt: now,
    updatedAt: now,
    reactions: [],
    edits: [],
    minimized: null,
  };
  issue.comments.push(comment);
  touch(change, issue);
  emitComment(change, issue, comment, "created");
  return comment;
}

export function editComment(change: Change, issue: Issue, comment: Comment, body: string): void {
  checkComment(body);
  const before = revise(change, comment, body);
  if (before === undefined) return;
  touch(change, issue);
  emitComment(change, issue, comment, "edited", { changes: { body: { from: before } } });
}

export function deleteComment(change: Change, issue: Issue, comment: Comment): void {
  issue.comments.splice(issue.comments.indexOf(comment), 1);
  touch(change, issue);
  emitComment(change, issue, comment, "deleted");
}

/** Changes a text and keeps the one before; undefined if it was the same. */
export function revise(change: Change, post: Post, body: string): string | undefined {
  if (post.body === body) return undefined;
  const before = post.body;
  const now = change.world.clock.now();
  post.edits.push({ editor: change.by.user, editedAt: now, before });
  post.body = body;
  post.updatedAt = now;
  return before;
}

/** A person's second reaction of a kind is the first one: `isNew` tells. */
export function react(
  change: Change,
  post: Post,
  content: ReactionContent,
): { reaction: Reaction; isNew: boolean } {
  const { user } = change.by;
  const known = post.reactions.find((each) => each.user.id === user.id && each.content === content);
  if (known !== undefined) return { reaction: known, isNew: false };
  const reaction = {
    id: change.world.nextId(),
    user,
    content,
    createdAt: change.world.clock.now(),
  };
  post.reactions.push(reaction);
  return { reaction, isNew: true };
}

function checkComment(body: string): void {
  if (body.trim() === "") throw invalid("IssueComment", "body", "missing_field");
  checkBody("IssueComment", body);
}

function emitComment(
  change: Change,
  issue: Issue,
  comment: Comment,
  action: string,
  fields: Readonly<Record<string, unknown>> = {},
): void {
  const { world, repository, by } = change;
  emit(world, {
    event: "issue_comment",
    action,
    repository,
    sender: by.user,
    fields: {
      ...fields,
      issue: hookIssueShape(world, repository, issue),
      comment: commentShape(world, repository, issue, comment),
    },
  });
}
