import type { ChangedFile } from "../git/diff.ts";
import { type Html, html } from "./html.ts";

/** Files of a diff, each with its lines numbered and coloured. */
export function diffView(files: readonly ChangedFile[]): Html {
  return html`<div>${files.map(fileView)}</div>`;
}

const WORDS: Readonly<Record<string, string>> = { A: "added", D: "deleted", R: "renamed" };

function fileView(file: ChangedFile): Html {
  const word = WORDS[file.status] === undefined ? "" : ` (${WORDS[file.status]})`;
  const name = file.previousPath === undefined ? file.path : `${file.previousPath} → ${file.path}`;
  const lines =
    file.patch === undefined
      ? html`<p class="pad soft">No text to show.</p>`
      : html`<div class="scroll" tabindex="0" role="region" aria-label="Changes of ${file.path}"><table class="diff"><tbody>${rows(file.patch)}</tbody></table></div>`;
  return html`<section class="card file"><header><h3>${name}${word}</h3>
<span class="nowrap"><span class="plus">+${file.additions}</span> <span class="minus">−${file.deletions}</span></span></header>${lines}</section>`;
}

function rows(patch: string): Html[] {
  let before = 0;
  let after = 0;
  return patch.split("\n").map((line) => {
    const start = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line);
    if (start !== null) {
      before = Number(start[1]);
      after = Number(start[2]);
      return row("hunk", "", "", line);
    }
    if (line.startsWith("+")) return row("add", "", after++, line);
    if (line.startsWith("-")) return row("del", before++, "", line);
    if (line.startsWith("\\")) return row("soft", "", "", line);
    return row("", before++, after++, line);
  });
}

function row(kind: string, before: number | string, after: number | string, line: string): Html {
  return html`<tr class="${kind}"><td class="no">${before}</td><td class="no">${after}</td><td>${line}</td></tr>`;
}
