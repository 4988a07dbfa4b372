import { issuePath } from "../shapes/issue.ts";
import type { Comment, Issue, IssueEvent, Repository, ReviewComment } from "../state/types.ts";
import { EMPTY, type Html, html, when } from "./html.ts";
import { people } from "./layout.ts";
import { labelChip, shortSha, when as time } from "./parts.ts";
import { postView } from "./posts.ts";
import type { Visit } from "./visit.ts";

/** The issue's text, what happened since, and a box for a comment. */
export function conversation(visit: Visit, repository: Repository, issue: Issue): Html {
  const base = `/${repository.fullName}/issues/${issue.number}`;
  const first = postView(visit, {
    post: issue,
    anchor: `issue-${issue.id}`,
    reactTo: `${base}/reactions`,
    verb: "opened this",
  });
  return html`<div class="timeline">${first}${entries(visit, repository, issue)}</div>${commentForm(visit, base, issue)}`;
}

function entries(visit: Visit, repository: Repository, issue: Issue): Html[] {
  const reviews = issue.pull?.reviewComments ?? [];
  const all = [
    ...issue.comments.map((post) => ({ post, piece: commentView(visit, repository, post) })),
    ...reviews.map((post) => ({ post, piece: reviewView(visit, repository, post) })),
    ...issue.events.map((post) => ({ post, piece: eventView(repository, post) })),
  ];
  return all
    .sort(
      (a, b) => a.post.createdAt.getTime() - b.post.createdAt.getTime() || a.post.id - b.post.id,
    )
    .map(({ piece }) => piece);
}

function commentView(visit: Visit, repository: Repository, comment: Comment): Html {
  const note = when(
    comment.minimized !== null,
    () => html`<span class="tag">hidden: ${comment.minimized ?? ""}</span>`,
  );
  return postView(visit, {
    post: comment,
    anchor: `issuecomment-${comment.id}`,
    reactTo: `/${repository.fullName}/issues/comments/${comment.id}/reactions`,
    verb: "commented",
    note,
  });
}

function reviewView(visit: Visit, repository: Repository, comment: ReviewComment): Html {
  return postView(visit, {
    post: comment,
    anchor: `discussion_r${comment.id}`,
    reactTo: `/${repository.fullName}/pulls/comments/${comment.id}/reactions`,
    verb: "commented",
    note: html`<span>on <code>${comment.path}:${comment.line}</code></span>`,
  });
}

function eventView(repository: Repository, event: IssueEvent): Html {
  return html`<div class="event"><b>${event.actor.login}</b> ${sentence(repository, event)} ${time(event.createdAt)}</div>`;
}

const SENTENCES: Readonly<Record<string, string>> = {
  closed: "closed this",
  reopened: "opened this again",
  ready_for_review: "marked this as ready for review",
  convert_to_draft: "made this a draft again",
  head_ref_deleted: "deleted the branch",
};

function sentence({ fullName }: Repository, { event, label, rename, commitId }: IssueEvent): Html {
  if (label !== undefined) {
    const verb = event === "labeled" ? "added the label" : "removed the label";
    return html`${verb} ${labelChip(label)}`;
  }
  if (rename !== undefined)
    return html`changed the title from <s>${rename.from}</s> to ${rename.to}`;
  if (commitId !== undefined) {
    return html`merged as <a class="mono" href="/${fullName}/commit/${commitId}">${shortSha(commitId)}</a>`;
  }
  return html`${SENTENCES[event] ?? event.replaceAll("_", " ")}`;
}

function commentForm(visit: Visit, base: string, issue: Issue): Html {
  const open = issue.state === "open";
  const merged = issue.pull?.merged === true;
  const word = open ? "Close" : "Open again";
  const state = when(
    !merged,
    () =>
      html`<button name="state" value="${open ? "closed" : "open"}" formnovalidate>${word}</button>`,
  );
  const back = html`<input type="hidden" name="back" value="${issuePath(issue)}">`;
  return html`<h2 id="say">Say something</h2><form class="card pad stack" method="post" action="${base}/comments">${back}
<div><label for="comment">Comment</label><textarea id="comment" name="body" placeholder="/generate"></textarea></div>
<div class="row between"><span class="row"><label for="comment-as">Who are you?</label>${people(visit.world, visit.as, "comment-as")}</span>
<span class="row">${state}<button class="main">Comment</button></span></div></form>${EMPTY}`;
}
