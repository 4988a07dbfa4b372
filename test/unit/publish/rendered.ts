import { fc } from "@fast-check/jest";
import MarkdownIt from "markdown-it";

/** HTML and bare addresses on, as on GitHub: what slips through is seen. */
const parser = new MarkdownIt({ html: true, linkify: true });

/** What a reader of the rendered text gets, by kind. */
export interface Rendered {
  /** Text outside code, blocks separated by line ends. */
  readonly words: string;
  readonly code: readonly string[];
  readonly blocks: readonly { info: string; text: string }[];
  readonly links: readonly string[];
  readonly images: number;
  readonly html: readonly string[];
  /** Cells of each row of each table. */
  readonly rows: readonly number[];
  readonly headings: number;
  readonly emphasis: number;
}

type Token = ReturnType<typeof parser.parse>[number];

export function rendered(markdown: string): Rendered {
  const blocks = parser.parse(markdown, {});
  const all = blocks.flatMap((token) => [token, ...(token.children ?? [])]);
  const of = (...types: string[]) => all.filter(({ type }) => types.includes(type));
  return {
    words: blocks.map(wordsOf).filter(Boolean).join("\n"),
    code: of("code_inline").map(({ content }) => content),
    blocks: of("fence", "code_block").map(({ info, content }) => ({ info, text: content })),
    links: of("link_open").map((token) => String(token.attrGet("href"))),
    images: of("image").length,
    html: of("html_block", "html_inline").map(({ content }) => content.trim()),
    rows: rowsOf(blocks),
    headings: of("heading_open").length,
    emphasis: of("em_open", "strong_open", "s_open").length,
  };
}

export function html(markdown: string): string {
  return parser.render(markdown);
}

function wordsOf({ type, children }: Token): string {
  if (type !== "inline") return "";
  return (children ?? [])
    .filter((child) => child.type === "text" || child.type === "softbreak")
    .map((child) => (child.type === "text" ? child.content : "\n"))
    .join("");
}

function rowsOf(tokens: readonly Token[]): number[] {
  const rows: number[] = [];
  for (const { type } of tokens) {
    if (type === "tr_open") rows.push(0);
    if (type === "th_open" || type === "td_open") rows.push((rows.pop() ?? 0) + 1);
  }
  return rows;
}

/** What a stranger may write to break out of where we put it. */
const PIECES = [
  ..."`~|\\<>&#@*_-=[]()!:$\n\r\t ",
  "``",
  "```",
  "````\n",
  "\n```\n",
  "`".repeat(90),
  "`".repeat(300),
  "~~~",
  "\n\n",
  "\r\n",
  "@octocat",
  "&#64;octocat",
  "fixes #1",
  "Closes octo/cat#1",
  "GH-1",
  "https://github.com/octo/cat/issues/1",
  "www.evil.example",
  "mail@evil.example",
  "![x](https://evil.example/a.png)",
  "[x](https://evil.example)",
  "<https://evil.example>",
  `<!-- patchjudge:${"a".repeat(64)} -->`,
  "<!--",
  "-->",
  "<img src=x>",
  "<details>",
  "</details>",
  "</summary>",
  "\n# heading\n",
  "\n| a | b |\n|---|---|\n",
  "**bold**",
  "1. one",
  "- [ ] task",
  "> quote",
  "::set-output name=a::b",
  "##[command]x",
  "[skip ci]",
  ":tada:",
  "\u202e",
  "\u200b",
  "\ud800",
  "\u{1f600}",
];

/** Texts made of such pieces, of words, and of anything at all. */
export const hostile: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { arbitrary: fc.constantFrom(...PIECES), weight: 6 },
      { arbitrary: fc.constantFrom("word", "a", "1", "ok ", "add(a, b)"), weight: 2 },
      { arbitrary: fc.string({ unit: "binary", maxLength: 6 }), weight: 1 },
    ),
    { maxLength: 14 },
  )
  .map((pieces) => pieces.join(""));
