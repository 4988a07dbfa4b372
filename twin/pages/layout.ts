import type { Reply } from "../http/reply.ts";
import type { Repository } from "../state/types.ts";
import type { World } from "../state/world.ts";
import { EMPTY, type Html, html } from "./html.ts";
import { STYLE } from "./style.ts";
import type { Visit } from "./visit.ts";

export interface Page {
  readonly title: string;
  readonly body: Html;
  readonly repository?: Repository;
  readonly tab?: Tab;
}

export type Tab = "code" | "issues" | "pulls" | "runs";

/** No script, nothing from elsewhere, forms to here only. */
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
};

export function page(visit: Visit, { title, body, repository, tab }: Page, status = 200): Reply {
  const document = html`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Twin</title><style>${{ markup: STYLE }}</style></head>
<body><a class="skip" href="#main">Skip to content</a>
<header>${top(visit)}${repository === undefined ? EMPTY : repositoryBar(repository, tab)}</header>
<main id="main">${body}</main></body></html>`;
  return { status, text: document.markup, type: "text/html; charset=utf-8", headers: HEADERS };
}

function top({ world, as, path }: Visit): Html {
  return html`<div class="top"><div>
<a class="brand" href="/"><svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.2" aria-hidden="true"><circle cx="9" cy="12" r="6"/><circle cx="15" cy="12" r="6"/></svg>Twin</a>
<nav aria-label="Twin"><a href="/">Repositories</a><a href="/_deliveries">Deliveries</a><a href="/_calls">API calls</a></nav>
<form class="who" method="post" action="/_as"><input type="hidden" name="back" value="${path}">
<label for="acting-as">You are</label>${people(world, as, "acting-as")}<button class="tiny">Switch</button></form>
</div></div>`;
}

/** Everybody who can do something on the web. */
export function people(world: World, as: string, id: string): Html {
  const users = [...world.users.values()].filter(({ type }) => type === "User");
  const options = users.map(({ login }) =>
    login === as ? html`<option selected>${login}</option>` : html`<option>${login}</option>`,
  );
  return html`<select id="${id}" name="as">${options}</select>`;
}

function repositoryBar(repository: Repository, tab: Tab | undefined): Html {
  const base = `/${repository.fullName}`;
  const open = [...repository.issues.values()].filter(({ state }) => state === "open");
  const pulls = open.filter(({ pull }) => pull !== null).length;
  const link = (name: Tab, path: string, text: string, count?: number) => {
    const current = name === tab ? { markup: ' aria-current="page"' } : EMPTY;
    const badge = count === undefined ? EMPTY : html`<span class="count">${count}</span>`;
    return html`<a href="${base}${path}"${current}>${text}${badge}</a>`;
  };
  return html`<div class="repo"><div><p class="name"><span class="soft">${repository.owner.login} /</span> <a href="${base}"><b>${repository.name}</b></a></p>
<nav class="tabs" aria-label="Repository">${[
    link("code", "", "Code"),
    link("issues", "/issues", "Issues", open.length - pulls),
    link("pulls", "/pulls", "Pull requests", pulls),
    link("runs", "/actions", "Runs", repository.runs.length),
  ]}</nav></div></div>`;
}

/** A sentence for what did not work. */
export function problem(visit: Visit, status: number, text: string): Reply {
  const body = html`<h1>That did not work</h1><p class="note">${text}</p><p><a href="/">All repositories</a></p>`;
  return page(visit, { title: "Error", body }, status);
}
