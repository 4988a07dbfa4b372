import { printable } from "../../report/printable.ts";
import type { Block, ReportDocument, Row, Table } from "./document.ts";

/** The same report without its pictures: the tables hold what they show. */
export function renderReportMarkdown(
  { title, blocks }: ReportDocument,
  image: string | undefined,
): string {
  const picture = image === undefined ? [] : [`![The report as a page](<${encodeURI(image)}>)`];
  const parts = [
    "<!-- Written by patchjudge learn report: change the figures, not this file. -->",
    `# ${plain(title)}`,
    ...blocks.map(renderBlock),
  ];
  const lastCard = parts.findLastIndex((_, index) => isHeadline(blocks[index - 2]));
  parts.splice(lastCard + 1, 0, ...picture);
  return `${parts.join("\n\n")}\n`;
}

function isHeadline(block: Block | undefined): boolean {
  return block?.kind === "card" && block.tone !== "warning";
}

function renderBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `${"#".repeat(block.level)} ${plain(block.text)}`;
    case "text":
      return plain(block.text);
    case "list":
      return block.items.map((item) => `- ${plain(item)}`).join("\n");
    case "code":
      return fence(block.text);
    case "card": {
      const texts = [`**${plain(block.title)}**`, ...block.texts.map(plain)];
      return block.tone === "warning"
        ? texts.map((text) => `> ${text}`).join("\n>\n")
        : texts.join("\n\n");
    }
    case "table":
      return table(block);
    case "chart":
      return [`### ${plain(block.title)}`, plain(block.note), table(block.table)].join("\n\n");
  }
}

function table({ caption, head, rows }: Table): string {
  const lines = [
    line(head.map(({ text }) => plain(text))),
    line(head.map(({ number }) => (number === true ? "--:" : ":--"))),
    ...rows.map((row) => line(cellsOf(row))),
  ];
  return `${plain(caption)}\n\n${lines.join("\n")}`;
}

function cellsOf({ role, cells }: Row): string[] {
  const [first = "", ...rest] = cells.map(plain);
  return [role === undefined ? first : `**${first}**`, ...rest];
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** Longer than any fence in the text. */
function fence(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = "`".repeat(longest + 1);
  return `${mark}sh\n${printable(text)}\n${mark}`;
}

/** A text without any meaning of its own in Markdown, on one line. */
function plain(text: string): string {
  return printable(text.replace(/[^\S\u00a0]+/g, " ").trim()).replace(
    // An underscore inside a word means nothing, and is easier to read without its sign.
    /[\\`*[\]<>|~&#$]|(?<!\w)_|_(?!\w)/g,
    (character) => `\\${character}`,
  );
}
