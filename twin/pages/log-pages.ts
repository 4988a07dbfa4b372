import { notFound } from "../http/failure.ts";
import type { Reply } from "../http/reply.ts";
import type { DeliveryRecord } from "../webhooks/deliveries.ts";
import { type Html, html } from "./html.ts";
import { page } from "./layout.ts";
import { when as time } from "./parts.ts";
import type { Visit } from "./visit.ts";

const SHOWN = 200;

export function deliveryList(visit: Visit): Reply {
  const records = [...visit.world.deliveries.all()].reverse().slice(0, SHOWN);
  const rows = records.map(
    (record) =>
      html`<tr><td><a href="/_deliveries/${record.id}">${nameOf(record)}</a></td><td>${record.app.slug}</td><td>${state(record)}</td><td>${time(record.sentAt)}</td><td>${redeliver(record)}</td></tr>`,
  );
  const body = html`<h1>Webhook deliveries</h1><p class="soft">GitHub sends every webhook once. What failed stays failed until somebody sends it again.</p>
<div class="card scroll" tabindex="0" role="region" aria-label="Deliveries"><table class="plain"><thead><tr><th scope="col">Event</th><th scope="col">App</th><th scope="col">Answer</th><th scope="col">Sent</th><th scope="col">Again</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  return page(visit, { title: "Deliveries", body });
}

function nameOf({ event, action }: DeliveryRecord): string {
  return action === null ? event : `${event}.${action}`;
}

function state({ outcome, redelivery }: DeliveryRecord): Html {
  const again = redelivery ? " (redelivery)" : "";
  if (outcome === undefined) return html`<span class="is-busy">under way${again}</span>`;
  const fine = outcome.code >= 200 && outcome.code < 300;
  return html`<span class="${fine ? "is-open" : "is-bad"}">${outcome.code} ${outcome.status}${again}</span>`;
}

function redeliver({ id }: DeliveryRecord): Html {
  return html`<form method="post" action="/_deliveries/${id}/redeliver"><button class="tiny" aria-label="Redeliver delivery ${id}">Redeliver</button></form>`;
}

export function deliveryPage(visit: Visit): Reply {
  const record = visit.world.deliveries.all().find(({ id }) => String(id) === visit.params["id"]);
  if (record === undefined) throw notFound();
  const headers = Object.entries(record.requestHeaders).map(([name, value]) => `${name}: ${value}`);
  const payload = JSON.stringify(JSON.parse(record.body), undefined, 2);
  const body = html`<h1>${nameOf(record)}</h1><div class="row"><span>${state(record)}</span><span class="soft">${time(record.sentAt)} to ${record.url}</span>${redeliver(record)}</div>
<h2>Headers</h2><pre tabindex="0">${headers.join("\n")}</pre><h2>Payload</h2><pre tabindex="0">${payload}</pre><h2>Answer</h2><pre tabindex="0">${record.outcome?.body ?? ""}</pre>`;
  return page(visit, { title: nameOf(record), body });
}

export function callList(visit: Visit): Reply {
  const { calls, unmodelled } = visit.world;
  const rows = [...calls]
    .reverse()
    .slice(0, SHOWN)
    .map(
      (call) =>
        html`<tr><td class="mono">${call.method}</td><td class="mono">${call.operation ?? call.path}</td><td class="${call.status >= 400 || call.status === 0 ? "is-bad" : ""}">${call.status}</td><td>${call.actor}</td><td>${call.wrote ? "yes" : ""}</td><td>${call.ms} ms</td></tr>`,
    );
  const missing = [...unmodelled].map((call) => html`<li class="mono">${call}</li>`);
  const body = html`<h1>API calls</h1><p class="soft">The last ${Math.min(SHOWN, calls.length)} of ${calls.length}, newest first.</p>
<div class="card scroll" tabindex="0" role="region" aria-label="Calls"><table class="plain"><thead><tr><th scope="col">Method</th><th scope="col">Path</th><th scope="col">Status</th><th scope="col">Who</th><th scope="col">Wrote</th><th scope="col">Time</th></tr></thead><tbody>${rows}</tbody></table></div>
<h2>Asked for, but not modelled</h2>${missing.length === 0 ? html`<p class="soft">Nothing.</p>` : html`<ul class="list card">${missing}</ul>`}`;
  return page(visit, { title: "API calls", body });
}
