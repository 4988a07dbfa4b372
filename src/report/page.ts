import type { AnswerStyle } from "../contracts/answer-style.ts";
import type { Candidate } from "../contracts/candidate.ts";
import type { Result } from "../contracts/result.ts";
import { EMPTY, type Html, html, join } from "./html.ts";
import { decisionSentence, type Row, scoreNote, tableRows } from "./rows.ts";
import { STYLE } from "./style.ts";

/**
 * The whole result as one page that needs nothing else: no script, no request. Everything from
 * issues, repositories and models is escaped; the policy forbids what could slip through.
 */
export function renderPage(result: Result): string {
  const csp = "default-src 'none'; style-src 'unsafe-inline'";
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${csp}">
<title>${result.task.title} · Patchjudge</title>
<style>${{ markup: STYLE }}</style>
</head>
<body>
<main>
${header(result)}
<h2>Ranking</h2>
${ranking(result)}
<h2>Candidates</h2>
${join(tableRows(result).map((row) => candidateCard(result, row)))}
<h2>What the models were told</h2>
${told(result)}
<h2>How this was made</h2>
${manifest(result)}
</main>
</body>
</html>
`.markup;
}

function header(result: Result): Html {
  const { task, manifest: made } = result;
  return html`<header>
<p class="soft">Patchjudge · ${made.repository} at ${made.baseCommit.slice(0, 10)}</p>
<h1>${task.title}</h1>
<div class="card decision"><strong>${decisionSentence(result)}</strong>
<p class="soft">${scoreNote(result)}</p></div>
<details class="card"><summary>The issue</summary><pre class="text">${task.body}</pre></details>
</header>`;
}

function ranking(result: Result): Html {
  const rows = tableRows(result).map(
    (row) => html`<tr class="${row.chosen ? "chosen" : "other"}">
<td>${row.chosen ? "▶ best" : ""}</td><td class="number">${row.rank}</td>
<td class="number"><a href="#candidate-${row.candidate}">${row.candidate}</a></td>
<td class="number">${row.score}</td><td class="number">${row.votes}</td>
<td class="number">${row.change}</td><td>${row.state}</td></tr>
`,
  );
  return html`<div class="card scroll"><table>
<thead><tr><th>choice</th><th class="number">rank</th><th class="number">candidate</th><th class="number">score</th>
<th class="number">votes</th><th class="number">lines</th><th>state</th></tr></thead>
<tbody>
${join(rows)}</tbody></table></div>`;
}

function candidateCard(result: Result, row: Row): Html {
  const candidate = result.candidates.find(({ id }) => id === row.candidate);
  if (candidate === undefined) return EMPTY;
  const title = html`<summary>Candidate ${candidate.id}${row.rank === "" ? "" : ` · rank ${row.rank}`}${
    row.chosen ? " · best" : ""
  } · ${row.state}</summary>`;
  const open = { markup: row.chosen ? " open" : "" };
  return html`<details class="card" id="candidate-${candidate.id}"${open}>${title}
<p class="soft">${candidate.tokens} tokens, ${
    candidate.finish === "stop" ? "ended by itself" : "cut off"
  }${likelihood(candidate)} · prompt of context ${candidate.context}${askedFor(candidate)}</p>
<div class="scroll">${candidate.diff === undefined ? answer(candidate) : diff(candidate.diff)}</div>
</details>
`;
}

function likelihood({ meanLogprob }: Candidate): string {
  return meanLogprob === null ? "" : `, mean log-probability ${meanLogprob.toFixed(3)}`;
}

function askedFor({ style }: Candidate): string {
  return style === undefined ? "" : `, ${ASKED_FOR[style]}`;
}

const ASKED_FOR = {
  code: "asked for the code at once",
  explained: "asked to explain first",
  continued: "asked to go on from the region's first line",
} as const satisfies Record<AnswerStyle, string>;

function answer(candidate: Candidate): Html {
  return html`<p class="soft">No patch. What the model wrote:</p><pre class="text">${candidate.answer}</pre>`;
}

function diff(text: string): Html {
  const lines = text.replace(/\n$/, "").split("\n");
  const inHeader = { value: true };
  const spans = lines.map(
    (line) => html`<span class="${lineClass(line, inHeader)}">${line}
</span>`,
  );
  return html`<pre class="diff">${join(spans)}</pre>`;
}

/** Signs stay in the text, so that colour alone never tells what a line is. */
function lineClass(line: string, inHeader: { value: boolean }): string {
  if (line.startsWith("diff --git ")) inHeader.value = true;
  if (line.startsWith("@@")) {
    inHeader.value = false;
    return "hunk";
  }
  if (inHeader.value) return "file";
  if (line.startsWith("+")) return "add";
  return line.startsWith("-") ? "del" : "same";
}

function told(result: Result): Html {
  return join(
    result.contexts.map((context) => {
      const prompts = result.prompts.filter((own) => own.context === context.id);
      const longest = Math.max(0, ...prompts.map(({ tokens }) => tokens));
      const texts = prompts.map(({ text }) => html`<pre class="text">${text}</pre>`);
      const { target } = context;
      const where = `${target.path}, lines ${target.startLine}–${target.endLine}`;
      const reading = context.reading
        .map((r) => `${r.path}:${r.startLine}–${r.endLine}`)
        .join(", ");
      return html`<details class="card"><summary>Context ${context.id}: change ${target.name} in ${where} (${
        longest
      } tokens)</summary>
<dl><dt>chosen because</dt><dd>${target.reasons.join("; ")}</dd>
<dt>asked for</dt><dd>${context.format}</dd><dt>also shown</dt><dd>${reading || "nothing else"}</dd></dl>
${join(texts)}</details>
`;
    }),
  );
}

function manifest({ manifest: made }: Result): Html {
  const model = (use: typeof made.generator) =>
    `${use.model} on ${use.device}, ${use.engineVersion}; ${use.evaluatedTokens} of ${use.requestedTokens} prompt tokens evaluated, ${use.generatedTokens} written`;
  const seconds = Object.entries(made.timings).map(([step, s]) => `${step} ${s.toFixed(1)} s`);
  const { settings } = made;
  return html`<dl class="card">
<dt>generator</dt><dd>${model(made.generator)}</dd>
<dt>judge</dt><dd>${made.sharedProcess ? "the same process" : model(made.judge)}</dd>
<dt>sampling</dt><dd>${settings.candidates} at temperature ${settings.temperature}, top-p ${settings.topP}, top-k ${settings.topK}, seed ${settings.seed}; prefill shared by ${made.generator.sharedPrefill}</dd>
<dt>time</dt><dd>${seconds.join(", ")}</dd>
<dt>request</dt><dd>${made.requestId.slice(0, 16)}</dd>
<dt>version</dt><dd>patchjudge ${made.patchjudge}, node ${made.node}, ${made.startedAt}</dd></dl>`;
}
