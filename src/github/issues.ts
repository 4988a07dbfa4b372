import type { HostComment, HostUser, IssuePort, Permission } from "../contracts/code-host.ts";
import { type Octokit, ONCE, orNull, type Place } from "./octokit.ts";

const PAGE = 100;

/** Conversations of one repository, as GitHub has them. */
export function createIssues(octokit: Octokit, place: Place): IssuePort {
  const { issues, reactions, repos } = octokit.rest;
  return {
    async comments(issue_number) {
      const all = await octokit.paginate(issues.listComments, {
        ...place,
        issue_number,
        per_page: PAGE,
      });
      return all.map(toComment);
    },
    async createComment(issue_number, body) {
      const { data } = await issues.createComment({ ...place, issue_number, body, ...ONCE });
      return toComment(data);
    },
    async updateComment(comment_id, body) {
      await issues.updateComment({ ...place, comment_id, body });
    },
    async react(to, content) {
      // GitHub keeps one reaction of a kind a person, so a second call changes nothing.
      if ("comment" in to) {
        await reactions.createForIssueComment({ ...place, comment_id: to.comment, content });
      } else if ("review" in to) {
        const comment_id = to.review;
        await reactions.createForPullRequestReviewComment({ ...place, comment_id, content });
      } else {
        await reactions.createForIssue({ ...place, issue_number: to.issue, content });
      }
    },
    async permissionOf(username) {
      const answer = await orNull(repos.getCollaboratorPermissionLevel({ ...place, username }));
      return toPermission(answer?.data.permission);
    },
    async addLabels(issue_number, labels) {
      await issues.addLabels({ ...place, issue_number, labels: [...labels] });
    },
    async labelEvent(issue_number, label) {
      const all = await octokit.paginate(issues.listEvents, {
        ...place,
        issue_number,
        per_page: PAGE,
      });
      const set = all.filter(
        (event) => event.event === "labeled" && "label" in event && event.label?.name === label,
      );
      const last = set.at(-1);
      if (last === undefined) return null;
      return { id: last.id, actor: toUser(last.actor), createdAt: last.created_at };
    },
    async recentComments(since) {
      const found = await octokit.paginate(issues.listCommentsForRepo, {
        ...place,
        since: since.toISOString(),
        sort: "created",
        direction: "asc",
        per_page: PAGE,
      });
      const made = found.filter(({ created_at }) => new Date(created_at) >= since);
      return made.map((comment) => ({ ...toComment(comment), issue: issueOf(comment.issue_url) }));
    },
    issue: (number) => readIssue(octokit, place, number),
    async labelledIssues(label, since) {
      const found = await octokit.paginate(issues.listForRepo, {
        ...place,
        labels: label,
        state: "open",
        since: since.toISOString(),
        per_page: PAGE,
      });
      return found.filter((issue) => issue.pull_request === undefined).map(({ number }) => number);
    },
  };
}

const EDITED = `query ($owner: String!, $repo: String!, $number: Int!) {
  repository(owner: $owner, name: $repo) {
    issueOrPullRequest(number: $number) {
      ... on Issue { lastEditedAt }
      ... on PullRequest { lastEditedAt }
    }
  }
}`;

/** The REST API does not tell when a text was last edited: every label and comment is a change there. */
async function readIssue(octokit: Octokit, place: Place, number: number) {
  const { data } = await octokit.rest.issues.get({ ...place, issue_number: number });
  const answer = await octokit.graphql<{
    repository: { issueOrPullRequest: { lastEditedAt: string | null } };
  }>(EDITED, { ...place, number });
  return {
    number: data.number,
    title: data.title,
    body: data.body ?? "",
    open: data.state === "open",
    locked: data.locked,
    isPull: data.pull_request !== undefined,
    author: toUser(data.user),
    editedAt: answer.repository.issueOrPullRequest.lastEditedAt,
  };
}

interface RawUser {
  readonly login: string;
  readonly id: number;
  readonly type?: string | undefined;
}

/** An account that is gone is shown by GitHub as nobody; it may do nothing. */
export function toUser(user: RawUser | null | undefined): HostUser {
  if (!user) return { login: "ghost", id: 0, bot: true };
  return { login: user.login, id: user.id, bot: user.type !== "User" };
}

function toComment(comment: {
  readonly id: number;
  readonly user: RawUser | null;
  readonly body?: string | undefined;
  readonly created_at: string;
  readonly updated_at: string;
}): HostComment {
  return {
    id: comment.id,
    author: toUser(comment.user),
    body: comment.body ?? "",
    createdAt: comment.created_at,
    updatedAt: comment.updated_at,
  };
}

/** Only what is known to be enough counts; a word that GitHub adds one day is none. */
function toPermission(permission: string | undefined): Permission {
  return permission === "admin" || permission === "write" || permission === "read"
    ? permission
    : "none";
}

function issueOf(url: string): number {
  return Number(/\/issues\/(\d+)$/.exec(url)?.[1] ?? 0);
}
