import { changedFiles } from "../git/diff.ts";
import { entryAt, listCommits, readCommit, readObject, readTree } from "../git/objects.ts";
import { branchSha, refsUnder, resolveCommit } from "../git/refs.ts";
import { notFound } from "../http/failure.ts";
import type { Reply } from "../http/reply.ts";
import type { Repository } from "../state/types.ts";
import { diffView } from "./diff-view.ts";
import { EMPTY, type Html, html, when } from "./html.ts";
import { page } from "./layout.ts";
import { renderMarkdown } from "./markdown.ts";
import { avatar, labelChip, shortSha, when as time } from "./parts.ts";
import { commitList } from "./pull-page.ts";
import { repositoryIn, type Visit } from "./visit.ts";

const EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

export function indexPage(visit: Visit): Reply {
  const { world } = visit;
  const rows = [...world.repositories.values()].map(
    (repository) =>
      html`<li><div class="main"><a class="title" href="/${repository.fullName}">${repository.fullName}</a><p>${repository.description ?? ""}</p></div>${when(repository.private, () => html`<span class="badge">private</span>`)}</li>`,
  );
  const people = [...world.users.values()]
    .filter(({ type }) => type !== "Organization")
    .map(
      (user) =>
        html`<li>${avatar(user)}<div class="main"><b>${user.login}</b><p>${roles(visit, user.login)}</p></div></li>`,
    );
  const body = html`<h1>Twin</h1><p>A small GitHub of your own, on this machine: nothing here reaches the network. It answers the API at <code>${world.url}/api/v3</code>.</p>
<h2>Repositories</h2>${rows.length === 0 ? html`<p class="card pad soft">None yet.</p>` : html`<ul class="list card">${rows}</ul>`}
<h2>People and bots</h2><ul class="list card">${people}</ul>`;
  return page(visit, { title: "Repositories", body });
}

function roles({ world }: Visit, login: string): string {
  const found = [...world.repositories.values()].flatMap((repository) => {
    const role = repository.roles.get(login.toLowerCase());
    return role === undefined ? [] : [`${role} of ${repository.name}`];
  });
  return found.length === 0 ? "no role" : found.join(", ");
}

export async function repositoryPage(visit: Visit): Promise<Reply> {
  const repository = repositoryIn(visit);
  const { gitDir, fullName, defaultBranch } = repository;
  const head = await branchSha(gitDir, defaultBranch);
  if (head === undefined) throw notFound();
  const files = (await readTree(gitDir, head, true)).filter(({ type }) => type === "blob");
  const branches = await refsUnder(gitDir, "refs/heads/");
  const commits = await listCommits(gitDir, ["-5", head]);
  const body = html`<div class="columns"><div class="stack"><h1>${fullName}</h1>
<ul class="list card">${files.slice(0, 200).map(({ path }) => html`<li><a class="mono" href="/${fullName}/blob/${defaultBranch}/${path}">${path}</a></li>`)}</ul>
<h2>Last commits</h2>${commitList(repository, commits)}${await readme(repository, head)}</div>
<aside class="aside" aria-label="About"><section><h2>About</h2><p>${repository.description ?? "No description."}</p></section>
<section><h2>Clone</h2><p class="mono">${visit.world.url}/${fullName}.git</p></section>
<section><h2>Branches</h2><ul>${branches.map(({ ref, sha }) => html`<li>${ref.slice("refs/heads/".length)} <a class="mono" href="/${fullName}/commit/${sha}">${shortSha(sha)}</a></li>`)}</ul></section>
<section><h2>Labels</h2><p class="row">${[...repository.labels.values()].map(labelChip)}</p></section></aside></div>`;
  return page(visit, { title: fullName, body, repository, tab: "code" });
}

async function readme({ gitDir }: Repository, head: string): Promise<Html> {
  const entry = await entryAt(gitDir, head, "README.md");
  if (entry === undefined) return EMPTY;
  const text = (await readObject(gitDir, "blob", entry.sha)).toString();
  return html`<h2>README.md</h2><div class="card text">${renderMarkdown(text)}</div>`;
}

export async function filePage(visit: Visit): Promise<Reply> {
  const repository = repositoryIn(visit);
  const { gitDir } = repository;
  const [ref = "", ...rest] = (visit.params["*"] ?? "").split("/");
  const path = rest.join("/");
  const sha = await resolveCommit(gitDir, ref);
  const entry = sha === undefined ? undefined : await entryAt(gitDir, sha, path);
  if (entry?.type !== "blob") throw notFound();
  const text = (await readObject(gitDir, "blob", entry.sha)).toString();
  const body = html`<h1 class="mono">${path}</h1><p class="soft">at ${ref}</p><pre tabindex="0">${text}</pre>`;
  return page(visit, { title: path, body, repository, tab: "code" });
}

export async function commitPage(visit: Visit): Promise<Reply> {
  const repository = repositoryIn(visit);
  const sha = await resolveCommit(repository.gitDir, visit.params["sha"] ?? "");
  if (sha === undefined) throw notFound();
  const commit = await readCommit(repository.gitDir, sha);
  const [first = "", ...rest] = commit.message.split("\n");
  const range = `${commit.parents[0] ?? EMPTY_TREE}..${sha}`;
  const files = await changedFiles(repository.gitDir, range);
  const more = rest.join("\n").trim();
  const body = html`<h1>${first}</h1>
<p class="row">${when(repository.signed.has(sha), () => html`<span class="badge is-open">Verified</span>`)}<span class="soft">${commit.author.name} committed ${time(new Date(commit.committer.date))}</span></p>
${when(more !== "", () => html`<pre tabindex="0">${more}</pre>`)}
<dl class="card pad"><dt>Commit</dt><dd class="mono">${sha}</dd><dt>Parents</dt><dd>${commit.parents.map((parent) => html`<a class="mono" href="/${repository.fullName}/commit/${parent}">${shortSha(parent)}</a> `)}</dd><dt>Committer</dt><dd>${commit.committer.name}</dd></dl>
<h2>Files</h2>${diffView(files)}`;
  return page(visit, { title: first, body, repository, tab: "code" });
}
