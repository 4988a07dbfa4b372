import type { Context } from "probot";
import type { CommandEvent } from "../contracts/event.ts";
import { toUser } from "./issues.ts";

type CommentPayload = Context<"issue_comment.created">["payload"];
type ReviewPayload = Context<"pull_request_review_comment.created">["payload"];
type LabelPayload = Context<"issues.labeled">["payload"];

/** A comment on an issue as a command's event; whether it is a command is for others to say. */
export function commentEvent(payload: CommentPayload): CommandEvent {
  const { comment, issue, repository, sender } = payload;
  return {
    repositoryId: repository.id,
    issue: issueOf(issue),
    // Whoever acts, which for a new comment is its author.
    actor: toUser(sender),
    askedAt: comment.created_at,
    source: { kind: "comment", id: comment.id, body: comment.body },
  };
}

/** A label on an issue; null where the payload names none. */
export function labelledEvent(payload: LabelPayload): CommandEvent | null {
  const { label, issue, repository, sender } = payload;
  if (label === undefined) return null;
  return {
    repositoryId: repository.id,
    issue: issueOf(issue),
    actor: toUser(sender),
    askedAt: issue.updated_at,
    source: { kind: "label", label: label.name },
  };
}

/** A comment on lines of a pull request as a command's event. */
export function reviewEvent(payload: ReviewPayload): CommandEvent {
  const { comment, pull_request: pull, repository, sender } = payload;
  const { id, body, path, diff_hunk: hunk } = comment;
  return {
    repositoryId: repository.id,
    issue: {
      number: pull.number,
      title: pull.title,
      body: pull.body ?? "",
      open: pull.state === "open",
      locked: pull.locked,
      isPull: true,
      author: toUser(pull.user),
    },
    actor: toUser(sender),
    // A comment of a review is made before the review is sent.
    askedAt: comment.created_at > pull.updated_at ? comment.created_at : pull.updated_at,
    source: { kind: "review", id, body, path, line: comment.line ?? null, hunk },
  };
}

function issueOf(issue: CommentPayload["issue"] | LabelPayload["issue"]): CommandEvent["issue"] {
  return {
    number: issue.number,
    title: issue.title,
    body: issue.body ?? "",
    open: issue.state !== "closed",
    locked: issue.locked ?? false,
    isPull: issue.pull_request !== undefined,
    author: toUser(issue.user),
  };
}
