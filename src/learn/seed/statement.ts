import { closing, readSource, type SeedLanguage } from "./lexer.ts";

const MOST_LINES = 12;

/**
 * The statement of a test that stands at a line (from 1): from that line to where its brackets are
 * closed, without indentation. `null` if there is none, or it is too long to show. The line may be
 * inside of a call that began above.
 */
export function statementAt(text: string, line: number, language: SeedLanguage): string | null {
  const lines = text.split("\n");
  for (let start = line - 1; start >= Math.max(0, line - 6); start -= 1) {
    const rest = lines.slice(start, start + MOST_LINES).join("\n");
    const length = statementLines(rest, language);
    if (length === null || start + length < line) continue;
    return dedent(lines.slice(start, start + length));
  }
  return null;
}

/** Lines until all brackets are closed; `null` where more are closed than opened, or never. */
function statementLines(text: string, language: SeedLanguage): number | null {
  const { tokens } = readSource(text, language);
  let end = lineEnd(text, 0);
  for (let i = 0; (tokens[i]?.start ?? end) < end; i += 1) {
    const bracket = tokens[i]?.kind === "op" ? (tokens[i]?.text ?? "") : "";
    if (/^[)\]}]$/.test(bracket)) return null;
    if (!/^[([{]$/.test(bracket)) continue;
    i = closing(tokens, i);
    if (i < 0) return null;
    end = lineEnd(text, tokens[i]?.end ?? end);
  }
  return text.slice(0, end).split("\n").length;
}

function lineEnd(text: string, from: number): number {
  const at = text.indexOf("\n", from);
  return at < 0 ? text.length : at;
}

function dedent(lines: readonly string[]): string {
  const indent = /^\s*/.exec(lines[0] ?? "")?.[0] ?? "";
  return lines
    .map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()))
    .join("\n")
    .trim();
}
