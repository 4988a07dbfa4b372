import { UsageError } from "../contracts/errors.ts";
import type { Task } from "../contracts/task.ts";
import { removeHiddenText } from "./sanitise.ts";

/** A longer first line is a paragraph, not a title. */
const MAX_TITLE = 150;

/**
 * A task from the text of an issue in a file. Its title is the first `# heading`, else the first
 * line, else `fallbackTitle`. Throws a `UsageError` where nothing is left to work on.
 */
export function parseIssue(text: string, fallbackTitle: string): Task {
  const { text: visible, removed } = removeHiddenText(withoutFrontMatter(text));
  if (visible.trim() === "") {
    const hidden = removed.length > 0 ? " (only hidden text, which is left out)" : "";
    throw new UsageError(
      `the issue is empty${hidden}; write in it what is wrong and what should happen instead`,
    );
  }
  const lines = visible.split("\n");
  const at = titleLine(lines);
  const heading = (lines[at] ?? "")
    .replace(/^ {0,3}#{1,6}[ \t]+/, "")
    .replace(/[ \t]+#{1,20}[ \t]*$/, "");
  const title = heading.trim() || fallbackTitle.trim() || "Untitled";
  const body = lines.filter((_, index) => index !== at).join("\n");
  return { title, body: trimLines(body), discussion: [], hiddenTextRemoved: removed };
}

/** Settings of a note-taking program at the top of the file are no part of the issue. */
function withoutFrontMatter(text: string): string {
  const lines = text
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .split("\n");
  if (lines[0]?.trimEnd() !== "---") return lines.join("\n");
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === "---");
  const settings = lines.slice(1, Math.max(1, end));
  const isYaml = settings.every((line) => /^(?:[\w-]{1,100}\s?:|\s|#|-|$)/.test(line));
  return end > 0 && isYaml ? lines.slice(end + 1).join("\n") : lines.join("\n");
}

/** Index of the line with the title; -1 where no line will do. */
function titleLine(lines: readonly string[]): number {
  let fenced = false;
  for (const [index, line] of lines.entries()) {
    if (/^ {0,3}(?:```|~~~)/.test(line)) fenced = !fenced;
    else if (!fenced && /^ {0,3}#[ \t]+\S/.test(line)) return index;
  }
  const first = lines.findIndex((line) => line.trim() !== "");
  const line = lines[first] ?? "";
  const usable = line.trim().length <= MAX_TITLE && !/^ {0,3}(?:```|~~~)/.test(line);
  return usable ? first : -1;
}

function trimLines(text: string): string {
  return text.replace(/^(?:[ \t]*\n)+/, "").trimEnd();
}
