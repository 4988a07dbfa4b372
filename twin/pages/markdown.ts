import MarkdownIt from "markdown-it";
import sanitize from "sanitize-html";
import { escapeHtml, type Html } from "./html.ts";

const markdown = new MarkdownIt({ html: true, linkify: true, breaks: true, highlight: colourDiff });

/** Fenced diffs in colour. Without a result markdown-it escapes by itself. */
function colourDiff(code: string, language: string): string {
  if (language !== "diff") return "";
  const lines = code.replace(/\n$/, "").split("\n");
  return lines.map((line) => colourLine(line)).join("\n");
}

function colourLine(line: string): string {
  const text = escapeHtml(line);
  if (line.startsWith("+")) return `<span class="add">${text}</span>`;
  return line.startsWith("-") ? `<span class="del">${text}</span>` : text;
}

/** What GitHub lets through of HTML, shortened. Comments (our markers) go, pictures too: no page asks another server. */
const RULES: sanitize.IOptions = {
  allowedTags: [
    ..."a b blockquote br code dd del details dl dt em h3 hr i ins kbd li ol p pre s span strong sub".split(
      " ",
    ),
    ..."summary sup table tbody td th thead tr ul".split(" "),
  ],
  allowedAttributes: {
    a: ["href", "title", "rel"],
    details: ["open"],
    pre: ["tabindex"],
    table: ["tabindex"],
    td: ["style"],
    th: ["style"],
  },
  allowedClasses: { h3: ["first"], span: ["add", "del"] },
  allowedStyles: { "*": { "text-align": [/^(left|right|center)$/] } },
  allowedSchemes: ["http", "https", "mailto"],
  transformTags: {
    a: (tagName, attribs) => ({ tagName, attribs: { ...attribs, rel: "nofollow noopener" } }),
    // The page has levels one and two; what a comment has comes below.
    h1: sanitize.simpleTransform("h3", { class: "first" }),
    h2: sanitize.simpleTransform("h3", { class: "first" }),
    h4: sanitize.simpleTransform("h3", {}),
    h5: sanitize.simpleTransform("h3", {}),
    h6: sanitize.simpleTransform("h3", {}),
    // What scrolls must be reachable by keyboard.
    pre: sanitize.simpleTransform("pre", { tabindex: "0" }),
    table: sanitize.simpleTransform("table", { tabindex: "0" }),
  },
};

/** A comment as a page shows it. */
export function renderMarkdown(text: string): Html {
  return { markup: sanitize(markdown.render(text), RULES) };
}
