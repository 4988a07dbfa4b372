import { type Push, pushFiles } from "./change/push.ts";
import { type ApiContext, answerCall } from "./http/api-endpoint.ts";
import { bytesOf } from "./http/reply.ts";
import type { Schemas } from "./shapes/schemas.ts";
import type { ReactionContent, User } from "./state/types.ts";
import { repositoryOf } from "./state/world.ts";

type IssueShape = Schemas["issue"];
type CommentShape = Schemas["issue-comment"];
type PullShape = Schemas["pull-request"];

/** What somebody does on the web. It passes the API's checks, but no faults, and is no API call. */
export interface Person {
  openIssue(
    repo: string,
    issue: { title: string; body: string; labels?: readonly string[] },
  ): Promise<IssueShape>;
  editIssue(
    repo: string,
    number: number,
    changes: { title?: string; body?: string },
  ): Promise<IssueShape>;
  closeIssue(repo: string, number: number): Promise<IssueShape>;
  reopenIssue(repo: string, number: number): Promise<IssueShape>;
  comment(repo: string, number: number, body: string): Promise<CommentShape>;
  editComment(repo: string, id: number, body: string): Promise<CommentShape>;
  deleteComment(repo: string, id: number): Promise<void>;
  react(repo: string, commentId: number, content: ReactionContent): Promise<Schemas["reaction"]>;
  addLabel(repo: string, number: number, label: string): Promise<void>;
  removeLabel(repo: string, number: number, label: string): Promise<void>;
  openPull(
    repo: string,
    pull: { title: string; body?: string; head: string; base: string; draft?: boolean },
  ): Promise<PullShape>;
  closePull(repo: string, number: number): Promise<PullShape>;
  mergePull(repo: string, number: number, method?: "merge" | "squash"): Promise<{ sha: string }>;
  reviewComment(
    repo: string,
    number: number,
    comment: { path: string; line: number; body: string },
  ): Promise<Schemas["pull-request-review-comment"]>;
  /** Commits files to a branch, which is made if it is not there. Returns the commit's id. */
  push(repo: string, push: Push): Promise<string>;
  /** Any other call of the API. Throws on an error. */
  request(method: string, path: string, body?: unknown): Promise<unknown>;
}

export function createPerson(context: ApiContext, user: User): Person {
  const ask = <T>(method: string, path: string, body?: unknown) =>
    askAs<T>(context, user, { method, path, body });
  const issue = (repo: string, number: number) => `/repos/${repo}/issues/${number}`;
  const setState = (repo: string, number: number, state: string) =>
    ask<IssueShape>("PATCH", issue(repo, number), { state });
  return {
    openIssue: (repo, wanted) => ask("POST", `/repos/${repo}/issues`, wanted),
    editIssue: (repo, number, changes) => ask("PATCH", issue(repo, number), changes),
    closeIssue: (repo, number) => setState(repo, number, "closed"),
    reopenIssue: (repo, number) => setState(repo, number, "open"),
    comment: (repo, number, body) => ask("POST", `${issue(repo, number)}/comments`, { body }),
    editComment: (repo, id, body) => ask("PATCH", `/repos/${repo}/issues/comments/${id}`, { body }),
    deleteComment: (repo, id) => ask("DELETE", `/repos/${repo}/issues/comments/${id}`),
    react: (repo, id, content) =>
      ask("POST", `/repos/${repo}/issues/comments/${id}/reactions`, { content }),
    addLabel: (repo, number, label) =>
      ask("POST", `${issue(repo, number)}/labels`, { labels: [label] }),
    removeLabel: (repo, number, label) =>
      ask("DELETE", `${issue(repo, number)}/labels/${encodeURIComponent(label)}`),
    ...pulls(ask),
    push: (repo, push) => {
      const repository = repositoryOf(context.world, repo);
      return pushFiles({ world: context.world, repository, by: { user, via: null } }, push);
    },
    request: (method, path, body) => ask(method, path, body),
  };
}

type Ask = <T>(method: string, path: string, body?: unknown) => Promise<T>;

function pulls(ask: Ask): Pick<Person, "openPull" | "closePull" | "mergePull" | "reviewComment"> {
  const pull = (repo: string, number: number) => `/repos/${repo}/pulls/${number}`;
  return {
    openPull: (repo, wanted) => ask("POST", `/repos/${repo}/pulls`, wanted),
    closePull: (repo, number) => ask("PATCH", pull(repo, number), { state: "closed" }),
    mergePull: (repo, number, method = "merge") =>
      ask("PUT", `${pull(repo, number)}/merge`, { merge_method: method }),
    reviewComment: (repo, number, comment) =>
      ask("POST", `${pull(repo, number)}/comments`, comment),
  };
}

async function askAs<T>(
  context: ApiContext,
  user: User,
  { method, path, body }: { method: string; path: string; body: unknown },
): Promise<T> {
  const url = new URL(path, "http://twin");
  const { reply } = await answerCall(context, {
    method,
    path: url.pathname,
    query: url.searchParams,
    body: body === undefined ? "" : JSON.stringify(body),
    authorization: `token ${user.token}`,
    accept: "",
  });
  if (reply.status >= 400) {
    const text = Buffer.from(bytesOf(reply)).toString();
    throw new Error(`${user.login}: ${method} ${path}: ${reply.status} ${text}`);
  }
  // What is given out must not be what is remembered.
  return (reply.body === undefined ? undefined : structuredClone(reply.body)) as T;
}
