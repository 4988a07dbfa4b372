import type { Reply } from "../http/reply.ts";
import type { Issue, Repository } from "../state/types.ts";
import { conversation } from "./conversation.ts";
import { EMPTY, type Html, html, when } from "./html.ts";
import { page } from "./layout.ts";
import { badge, labelChip, stateOf, when as time } from "./parts.ts";
import { issueIn, repositoryIn, type Visit } from "./visit.ts";

export function issueList(visit: Visit): Reply {
  return listOf(visit, "issues", "Issues", (issue) => issue.pull === null);
}

export function pullList(visit: Visit): Reply {
  return listOf(visit, "pulls", "Pull requests", (issue) => issue.pull !== null);
}

function listOf(
  visit: Visit,
  tab: "issues" | "pulls",
  title: string,
  isWanted: (issue: Issue) => boolean,
): Reply {
  const repository = repositoryIn(visit);
  const base = `/${repository.fullName}`;
  const closed = visit.query.get("state") === "closed";
  const all = [...repository.issues.values()].filter(isWanted);
  const shown = all.filter((issue) => (issue.state === "closed") === closed).reverse();
  const link = (to: string, text: string, current: boolean) =>
    html`<a href="${base}/${tab}${to}"${current ? { markup: ' aria-current="page"' } : EMPTY}>${text}</a>`;
  const open = all.filter(({ state }) => state === "open").length;
  const rows = shown.map((issue) => row(repository, issue));
  const body = html`<div class="row between"><h1>${title}</h1>${when(
    tab === "issues",
    () => html`<a class="button main" href="${base}/issues/new">New issue</a>`,
  )}</div>
<nav class="tabs" aria-label="State">${link("", `${open} open`, !closed)}${link("?state=closed", `${all.length - open} closed`, closed)}</nav>
${rows.length === 0 ? html`<p class="card pad soft">Nothing here.</p>` : html`<ul class="list card">${rows}</ul>`}`;
  return page(visit, { title, body, repository, tab });
}

function row({ fullName }: Repository, issue: Issue): Html {
  const kind = issue.pull === null ? "issues" : "pull";
  const comments = issue.comments.length;
  return html`<li>${badge(stateOf(issue))}<div class="main"><a class="title" href="/${fullName}/${kind}/${issue.number}">${issue.title}</a> ${issue.labels.map(labelChip)}
<p>#${issue.number} opened by ${issue.author.login} ${time(issue.createdAt)}</p></div>
<span class="soft nowrap">${comments === 1 ? "1 comment" : `${comments} comments`}</span></li>`;
}

export function issuePage(visit: Visit): Reply {
  const { repository, issue } = issueIn(visit);
  if (issue.pull !== null) {
    const location = `/${repository.fullName}/pull/${issue.number}`;
    return { status: 302, headers: { location } };
  }
  const body = html`${heading(issue)}
<p class="row">${badge(stateOf(issue))}<span class="soft">${issue.author.login} opened this ${time(issue.createdAt)}</span></p>
<div class="columns"><div>${conversation(visit, repository, issue)}</div>${sidebar(visit, repository, issue)}</div>`;
  return page(visit, { title: `${issue.title} #${issue.number}`, body, repository, tab: "issues" });
}

export function heading({ title, number }: Issue): Html {
  return html`<h1>${title} <span class="soft">#${number}</span></h1>`;
}

export function sidebar(visit: Visit, repository: Repository, issue: Issue): Html {
  const users = [issue.author, ...issue.comments.map(({ author }) => author)];
  const logins = [...new Set(users.map(({ login }) => login))];
  return html`<aside class="aside" aria-label="About this"><section><h2>Labels</h2>${labels(visit, repository, issue)}</section>
<section><h2>Taking part</h2><p class="soft">${logins.join(", ")}</p></section>
<section><h2>Beyond this page</h2><p class="soft">Every answer of the API: <a href="/_calls">API calls</a>. What apps were told: <a href="/_deliveries">deliveries</a>.</p></section></aside>`;
}

function labels(visit: Visit, { fullName, labels: known }: Repository, issue: Issue): Html {
  const action = `/${fullName}/issues/${issue.number}/labels`;
  const hidden = html`<input type="hidden" name="as" value="${visit.as}"><input type="hidden" name="back" value="${visit.path}">`;
  const present = issue.labels.map(
    (label) =>
      html`<form class="row" method="post" action="${action}/remove">${hidden}<input type="hidden" name="label" value="${label.name}">${labelChip(label)}<button class="link" aria-label="Remove label ${label.name}">remove</button></form>`,
  );
  const names = [...known.values()].map(({ name }) => html`<option value="${name}"></option>`);
  return html`<div class="stack">${present.length === 0 ? html`<p class="soft">None yet.</p>` : present}
<form method="post" action="${action}">${hidden}<label for="label">Add a label</label>
<div class="row"><input id="label" name="label" list="labels" autocomplete="off" required><datalist id="labels">${names}</datalist><button class="tiny">Add</button></div></form></div>`;
}

export function newIssuePage(visit: Visit): Reply {
  const repository = repositoryIn(visit);
  const body = html`<h1>New issue</h1><form class="card pad stack" method="post" action="/${repository.fullName}/issues">
<input type="hidden" name="as" value="${visit.as}">
<div><label for="title">Title</label><input class="wide" id="title" name="title" required></div>
<div><label for="body">Text</label><textarea id="body" name="body"></textarea></div>
<div class="row between"><span class="soft">As ${visit.as}</span><button class="main">Open issue</button></div></form>`;
  return page(visit, { title: "New issue", body, repository, tab: "issues" });
}
