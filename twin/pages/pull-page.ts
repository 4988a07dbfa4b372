import { changedFiles, showDiff } from "../git/diff.ts";
import { listCommits, type StoredCommit } from "../git/objects.ts";
import { notFound } from "../http/failure.ts";
import type { Reply } from "../http/reply.ts";
import type { PullIssue } from "../shapes/pull.ts";
import type { CheckRun, Repository } from "../state/types.ts";
import { conversation } from "./conversation.ts";
import { diffView } from "./diff-view.ts";
import { type Html, html, when } from "./html.ts";
import { heading, sidebar } from "./issue-pages.ts";
import { page } from "./layout.ts";
import { badge, shortSha, stateOf, when as time } from "./parts.ts";
import { issueIn, type Visit } from "./visit.ts";

export async function pullPage(visit: Visit): Promise<Reply> {
  const { repository, found } = pullOf(visit);
  const { issue, pull } = found;
  const { gitDir, fullName } = repository;
  const commits = await listCommits(gitDir, ["--reverse", `${pull.baseSha}..${pull.headSha}`]);
  const files = await changedFiles(gitDir, `${pull.baseSha}...${pull.headSha}`);
  const checks = repository.checkRuns.filter(({ headSha }) => headSha === pull.headSha);
  const body = html`${heading(issue)}
<p class="row">${badge(stateOf(issue))}<span class="soft">${issue.author.login} wants to merge ${count(commits.length, "commit")} into <code>${pull.baseRef}</code> from <code>${pull.headRef}</code></span></p>
<nav class="row" aria-label="On this page"><a href="#conversation">Conversation</a><a href="#commits">Commits</a><a href="#checks">Checks</a><a href="#files">Files</a><a href="/${fullName}/pull/${issue.number}.diff">Plain diff</a></nav>
<div class="columns"><div id="conversation">${conversation(visit, repository, issue)}${actions(visit, repository, found)}</div>${sidebar(visit, repository, issue)}</div>
<h2 id="commits">Commits</h2>${commitList(repository, commits)}
<h2 id="checks">Checks</h2>${checkList(repository, checks)}
<h2 id="files">Files <span class="soft">${count(files.length, "file")} changed, <span class="plus">+${pull.stats.additions}</span> <span class="minus">−${pull.stats.deletions}</span></span></h2>${diffView(files)}${lineForm(visit, repository, found, files[0]?.path ?? "")}`;
  return page(visit, { title: `${issue.title} #${issue.number}`, body, repository, tab: "pulls" });
}

function pullOf(visit: Visit): { repository: Repository; found: PullIssue } {
  const { repository, issue } = issueIn(visit);
  if (issue.pull === null) throw notFound();
  return { repository, found: { issue, pull: issue.pull } };
}

export async function plainDiff(visit: Visit): Promise<Reply> {
  const { repository, found } = pullOf(visit);
  const { baseSha, headSha } = found.pull;
  return { status: 200, text: await showDiff(repository.gitDir, `${baseSha}...${headSha}`) };
}

function count(number: number, what: string): string {
  return number === 1 ? `1 ${what}` : `${number} ${what}s`;
}

export function commitList(
  { fullName, signed }: Repository,
  commits: readonly StoredCommit[],
): Html {
  const rows = commits.map(
    (
      commit,
    ) => html`<li><div class="main"><a class="title" href="/${fullName}/commit/${commit.sha}">${commit.message.split("\n")[0] ?? ""}</a>
<p>${commit.author.name} ${time(new Date(commit.author.date))}</p></div>${when(signed.has(commit.sha), () => html`<span class="badge is-open">Verified</span>`)}<span class="mono soft">${shortSha(commit.sha)}</span></li>`,
  );
  return html`<ul class="list card">${rows}</ul>`;
}

function checkList({ fullName }: Repository, checks: readonly CheckRun[]): Html {
  if (checks.length === 0) return html`<p class="card pad soft">No checks on the last commit.</p>`;
  const rows = checks.map(
    (check) =>
      html`<li>${badge(check.conclusion ?? check.status)}<div class="main"><a class="title" href="/${fullName}/runs/${check.id}">${check.name}</a><p>${check.output.title ?? ""}</p></div><span class="soft">${check.app?.name ?? ""}</span></li>`,
  );
  return html`<ul class="list card">${rows}</ul>`;
}

function actions(visit: Visit, { fullName }: Repository, { issue, pull }: PullIssue): Html {
  if (issue.state === "closed") return html``;
  const button = pull.draft
    ? html`<button name="do" value="ready">Ready for review</button>`
    : html`<button class="main" name="do" value="merge">Merge</button>`;
  const says = pull.stats.mergeable
    ? "It merges without conflicts."
    : "It conflicts with the branch it would go to.";
  return html`<form class="card pad row between" method="post" action="/${fullName}/pull/${issue.number}/do"><input type="hidden" name="as" value="${visit.as}"><span>${pull.draft ? "This is a draft." : says}</span>${button}</form>`;
}

function lineForm(
  visit: Visit,
  { fullName }: Repository,
  { issue }: PullIssue,
  path: string,
): Html {
  return html`<h2>Comment on a line</h2><form class="card pad stack" method="post" action="/${fullName}/pull/${issue.number}/lines"><input type="hidden" name="as" value="${visit.as}">
<div class="row"><label for="path">File</label><input id="path" name="path" value="${path}" required><label for="line">Line</label><input id="line" name="line" type="number" min="1" required></div>
<div><label for="line-body">Comment</label><textarea id="line-body" name="body" required></textarea></div><button>Comment</button></form>`;
}
