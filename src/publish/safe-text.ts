import { mark, visible } from "./visible.ts";

/**
 * How strangers' text gets into Markdown.
 *
 * Everything goes into code spans or code blocks. Escaping with entities or backslashes is not
 * enough: GitHub looks for mentions, issue references and closing keywords in the text after
 * Markdown has been rendered, where `&#64;octocat` is `@octocat` again. It does not look into code.
 */

/** Backticks in a row that are shown as they are; cmark gives up on code spans beyond 80. */
const LONGEST_TICKS = 8;

/** A fence's length is one byte in cmark: 255 backticks would close any block. */
const LONGEST_FENCE = 64;

/** Labels of our own: GitHub draws `mermaid`, `math`, `geojson` and others instead of showing them. */
export type FenceInfo = "diff" | "text" | "json";

export interface FenceOptions {
  readonly info?: FenceInfo;
  /** Most characters to show; longer text ends at the end of a line, with a note below the block. */
  readonly max?: number;
}

/** A code block that the text cannot leave. */
export function fence(text: string, { info = "text", max = Infinity }: FenceOptions = {}): string {
  const shown = shortenTicks(visible(text.replaceAll("\r\n", "\n")), LONGEST_FENCE)
    // Only our first line is our marker; nothing should even look like one.
    .replace(/<!--(?=\s*patchjudge)/gi, `${mark("<")}!--`)
    .replace(/\n$/, "");
  const { kept, missing } = wholeLines(shown, max);
  const ticks = "`".repeat(Math.max(3, longestTicks(kept) + 1));
  const block = `${ticks}${info}\n${kept}\n${ticks}`;
  return missing === "" ? block : `${block}\n\n_${missing}_`;
}

function wholeLines(text: string, max: number): { kept: string; missing: string } {
  if (text.length <= max) return { kept: text, missing: "" };
  const lines = text.split("\n");
  let length = 0;
  const fits = lines.findIndex((line) => {
    length += line.length + 1;
    return length - 1 > max;
  });
  const more = lines.length - fits;
  if (fits > 0) {
    const missing = more === 1 ? "One more line is left out." : `${more} more lines are left out.`;
    return { kept: lines.slice(0, fits).join("\n"), missing };
  }
  return { kept: cut(lines[0] ?? "", max), missing: "The rest, from within a line, is left out." };
}

/**
 * A stranger's short text on one line, as a code span: no mention, reference, link, image, HTML,
 * emphasis or break of a table in it has any meaning. Fits into sentences, lists and table cells.
 */
export function inline(text: string, max: number): string {
  const line = shortenTicks(visible(text.replace(/\s+/gu, " ")).trim(), LONGEST_TICKS)
    // A cell ends at `|` even within a code span, and outside a table `\|` would show its backslash.
    .replaceAll("|", "¦")
    .replaceAll("<!--", `${mark("<")}!--`)
    // Runners look for this anywhere in a line of a log, should this text ever be in one.
    .replaceAll("##[", `##${mark("[")}`);
  const shown = cut(line, max) || "(empty)";
  const ticks = "`".repeat(longestTicks(shown) + 1);
  const pad = shown.startsWith("`") || shown.endsWith("`") ? " " : "";
  return `${ticks}${pad}${shown}${pad}${ticks}`;
}

/** Letters, digits and marks of a sentence, beginning with a letter: nothing that Markdown knows. */
const SENTENCE = /^\p{L}[\p{L}\p{M}\p{N} .,;:()'’"%−–—+=-]*$/u;

/** Plain words to which GitHub gives a meaning: commits, `GH-1` and its like, addresses, emoji. */
const MEANINGFUL = /\b[0-9a-f]{7,}\b|[\p{L}\p{N}]-\d|www\.|:[\w+-]+:/iu;

/** Our own commands, which our own reasons name. */
const COMMAND = /`\/(?:generate|pick|cancel|status)(?: \d{1,3}(?:\.\d{1,3})?)?`/g;

/** A sentence as it is where nothing in it has a meaning, else as a code span. */
export function prose(text: string, max: number): string {
  const line = text.replace(/\s+/gu, " ").trim();
  const words = line.replace(COMMAND, "");
  const plain = SENTENCE.test(words) && !MEANINGFUL.test(words) && visible(words) === words;
  // Cutting could leave one backtick, which would pair up with the next one on the page.
  return plain && (line.length <= max || words === line) ? cut(line, max) : inline(text, max);
}

/**
 * A stranger's short text where there is no Markdown to hide it in: titles and commit messages.
 * What starts a mention, a reference or an address is replaced by its full-width twin, which people
 * read alike and GitHub does not; so is the bracket of `[skip ci]`, which would keep checks away.
 */
export function plainLine(text: string, max: number): string {
  const line = visible(text.replace(/\s+/gu, " "))
    .trim()
    .replaceAll("@", "＠")
    .replaceAll("#", "＃")
    .replace(/:(?=\/\/)/g, "：")
    .replace(/(?<=www)\./gi, "．")
    .replace(/(?<=\bgh)-(?=\d)/gi, "‑")
    .replace(/\[(?=[^\]]*\b(?:skip|ci|actions)\b)/gi, "［")
    .replace(/\*{3}(?=NO_CI)/gi, "＊＊＊")
    .replaceAll("<!--", `${mark("<")}!--`);
  return cut(line, max);
}

/** A link with words of our own. An address that is none, or not of the web, leaves the words. */
export function link(words: string, address: string | null): string {
  if (address === null || !URL.canParse(address)) return words;
  const url = new URL(address);
  if (url.protocol !== "https:" && url.protocol !== "http:") return words;
  const safe = url.href.replace(
    /[()<>[\]\\|`\s]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
  return `[${words}](${safe})`;
}

/** At most `max` UTF-16 units, never half a character, with an ellipsis where something is missing. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const kept = text.slice(0, Math.max(0, max - 1));
  return `${kept.replace(/[\ud800-\udbff]$/, "")}…`;
}

function longestTicks(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

function shortenTicks(text: string, longest: number): string {
  const tooLong = new RegExp(`\`{${longest + 1},}`, "g");
  return text.replace(tooLong, (run) => `⟨${run.length} × U+0060⟩`);
}
