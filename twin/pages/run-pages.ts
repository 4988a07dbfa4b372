import { notFound } from "../http/failure.ts";
import type { Reply } from "../http/reply.ts";
import type { Job, Repository, WorkflowRun } from "../state/types.ts";
import { type Html, html, when } from "./html.ts";
import { page } from "./layout.ts";
import { renderMarkdown } from "./markdown.ts";
import { badge, shortSha, when as time } from "./parts.ts";
import { repositoryIn, type Visit } from "./visit.ts";

export function runList(visit: Visit): Reply {
  const repository = repositoryIn(visit);
  const rows = [...repository.runs]
    .reverse()
    .map(
      (run) =>
        html`<li>${badge(run.conclusion ?? run.status)}<div class="main"><a class="title" href="/${repository.fullName}/actions/runs/${run.id}">${run.title}</a><p>${run.workflow.name} #${run.number}, by ${run.event} of ${run.actor.login} ${time(run.createdAt)}</p></div></li>`,
    );
  const body = html`<h1>Workflow runs</h1>${rows.length === 0 ? html`<p class="card pad soft">Nothing has run.</p>` : html`<ul class="list card">${rows}</ul>`}`;
  return page(visit, { title: "Runs", body, repository, tab: "runs" });
}

export function runPage(visit: Visit): Reply {
  const repository = repositoryIn(visit);
  const run = repository.runs.find(({ id }) => String(id) === visit.params["id"]);
  if (run === undefined) throw notFound();
  const body = html`<h1>${run.title} <span class="soft">#${run.number}</span></h1>
<p class="row">${badge(run.conclusion ?? run.status)}<span class="soft">by ${run.event} of ${run.actor.login} ${time(run.createdAt)}</span>${when(run.status !== "completed", () => cancelForm(visit, repository, run))}</p>
<dl class="card pad">${facts(repository, run)}</dl>
${run.jobs.map(jobView)}<h2>Artifacts</h2>${artifacts(run)}`;
  return page(visit, { title: run.title, body, repository, tab: "runs" });
}

function cancelForm({ as }: Visit, { fullName }: Repository, run: WorkflowRun): Html {
  const word = run.cancelRequested ? "Cancelling…" : "Cancel";
  return html`<a href="/${fullName}/actions/runs/${run.id}">Refresh</a><form method="post" action="/${fullName}/actions/runs/${run.id}/cancel"><input type="hidden" name="as" value="${as}"><button class="tiny">${word}</button></form>`;
}

function facts({ fullName }: Repository, run: WorkflowRun): Html {
  const inputs = Object.entries(run.inputs).map(
    ([name, value]) => html`<dt>${name}</dt><dd class="mono">${value}</dd>`,
  );
  return html`<dt>Workflow</dt><dd class="mono">${run.workflow.path}</dd><dt>Commit</dt><dd><a class="mono" href="/${fullName}/commit/${run.headSha}">${shortSha(run.headSha)}</a> on ${run.headBranch}</dd>${inputs}`;
}

function jobView(job: Job): Html {
  const runner = job.runner === null ? `waits for ${job.labels.join(", ")}` : `on ${job.runner}`;
  const log =
    job.log.length === 0
      ? html`<p class="soft">No log yet.</p>`
      : html`<pre class="log" tabindex="0">${job.log.join("\n")}</pre>`;
  return html`<section><h2 class="row">${job.name} ${badge(job.conclusion ?? job.status)} <span class="soft">${runner}</span></h2>${log}</section>`;
}

function artifacts(run: WorkflowRun): Html {
  if (run.artifacts.length === 0) return html`<p class="card pad soft">None.</p>`;
  const rows = run.artifacts.map(
    ({ id, name, bytes, digest }) =>
      html`<li><div class="main"><a class="title" href="/_twin/download/${id}/${digest.slice(-40)}">${name}</a></div><span class="soft">${bytes.length} bytes</span></li>`,
  );
  return html`<ul class="list card">${rows}</ul>`;
}

export function checkPage(visit: Visit): Reply {
  const repository = repositoryIn(visit);
  const run = repository.checkRuns.find(({ id }) => String(id) === visit.params["id"]);
  if (run === undefined) throw notFound();
  const { title, summary, text } = run.output;
  const notes = run.annotations.map(
    ({ path, start_line, message, annotation_level }) =>
      html`<li><span class="tag">${annotation_level}</span><div class="main"><span class="mono">${path}:${start_line}</span><p>${message}</p></div></li>`,
  );
  const body = html`<h1>${run.name}</h1><p class="row">${badge(run.conclusion ?? run.status)}<span class="soft">${title ?? ""}</span></p>
<p class="soft">On <a class="mono" href="/${repository.fullName}/commit/${run.headSha}">${shortSha(run.headSha)}</a> by ${run.app?.name ?? "nobody"}</p>
<div class="card text">${renderMarkdown(summary ?? "")}${renderMarkdown(text ?? "")}</div>
${when(notes.length > 0, () => html`<h2>Annotations</h2><ul class="list card">${notes}</ul>`)}`;
  return page(visit, { title: run.name, body, repository });
}
