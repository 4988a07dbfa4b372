import { EMPTY, type Html, html, join } from "../../report/html.ts";
import { STYLE } from "../../report/style.ts";
import { type Drawing, isDrawable } from "./charts.ts";
import type { Block, Card, Chart, ReportDocument, Table } from "./document.ts";
import { REPORT_STYLE } from "./style.ts";

/**
 * The report as one page that needs nothing else: no script, no request. Names come from files that
 * anybody may have written: everything is escaped, and the policy forbids what could slip through.
 */
export function renderReportPage({ title, blocks }: ReportDocument, draw: Drawing): string {
  const csp = "default-src 'none'; style-src 'unsafe-inline'";
  const numbered = numberHeadings(blocks);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${csp}">
<title>${title} · Patchjudge</title>
<style>${{ markup: STYLE + REPORT_STYLE }}</style>
</head>
<body>
<main>
<header>
<p class="soft">Patchjudge · judge report</p>
<h1>${title}</h1>
${contents(numbered)}</header>
${join(numbered.map(({ block, id }) => renderBlock(block, id, draw)))}</main>
</body>
</html>
`.markup;
}

interface Numbered {
  readonly block: Block;
  /** Of headings of level 2: names are not fit for an address. */
  readonly id: string;
}

function numberHeadings(blocks: readonly Block[]): Numbered[] {
  let part = 0;
  return blocks.map((block) => {
    const isPart = block.kind === "heading" && block.level === 2;
    if (isPart) part += 1;
    return { block, id: isPart ? `part-${part}` : "" };
  });
}

function contents(numbered: readonly Numbered[]): Html {
  const links = numbered.flatMap(({ block, id }) =>
    block.kind === "heading" && id !== "" ? [html`<a href="#${id}">${block.text}</a>\n`] : [],
  );
  return html`<nav aria-label="Contents">
${join(links)}</nav>
`;
}

function renderBlock(block: Block, id: string, draw: Drawing): Html {
  switch (block.kind) {
    case "heading":
      return block.level === 2
        ? html`<h2 id="${id}">${block.text}</h2>\n`
        : html`<h3>${block.text}</h3>\n`;
    case "text":
      return html`<p class="${block.soft === true ? "soft" : "prose"}">${block.text}</p>\n`;
    case "list":
      return html`<ul class="prose">
${join(block.items.map((item) => html`<li>${item}</li>\n`))}</ul>
`;
    case "code":
      return html`<div class="card scroll"><pre class="command">${block.text}</pre></div>\n`;
    case "card":
      return card(block);
    case "table":
      return html`<div class="card">${table(block)}</div>\n`;
    case "chart":
      return chart(block, draw);
  }
}

const CARD_CLASS: Readonly<Record<Card["tone"], string>> = {
  headline: "decision",
  doubt: "decision doubt",
  warning: "warning",
};

function card({ tone, title, texts }: Card): Html {
  return html`<div class="card ${CARD_CLASS[tone]}"><strong>${title}</strong>
${join(texts.map((text) => html`<p>${text}</p>\n`))}</div>
`;
}

function table({ caption, head, rows }: Table): Html {
  const side = (index: number) => (head[index]?.number === true ? "number" : "words");
  const titles = head.map(
    ({ text }, index) => html`<th scope="col" class="${side(index)}">${text}</th>`,
  );
  const body = rows.map(({ role, cells }) => {
    if (role === "part") {
      return html`<tr class="part"><th colspan="${head.length}" scope="colgroup">${cells[0] ?? ""}</th></tr>\n`;
    }
    const own = role === "own" ? html` class="own"` : EMPTY;
    return html`<tr${own}>${join(cells.map((text, index) => html`<td class="${side(index)}">${text}</td>`))}</tr>\n`;
  });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
<caption>${caption}</caption>
<thead><tr>${join(titles)}</tr></thead>
<tbody>
${join(body)}</tbody></table></div>`;
}

function chart({ title, note, panels, table: numbers }: Chart, draw: Drawing): Html {
  const pictures = panels
    .filter(isDrawable)
    .map(
      (panel) =>
        html`<div class="scroll panel" tabindex="0" role="region" aria-label="${title}">${{ markup: draw(panel) }}</div>\n`,
    );
  return html`<h3>${title}</h3>
<p class="prose">${note}</p>
<div class="card"><div class="panels">
${pictures.length === 0 ? html`<p class="soft">Nothing to draw: these figures are undefined.</p>\n` : join(pictures)}</div>
<details><summary>The numbers</summary>${table(numbers)}</details></div>
`;
}
