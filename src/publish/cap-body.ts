/** A part of a Markdown body: blocks of ours, in which strangers' text is in code only. */
export interface Section {
  /** What the reader is told when it is missing, such as `the diff of candidate 3`. */
  readonly name: string;
  /** Empty: there is no such section. */
  readonly markdown: string;
  /** The higher, the sooner it is left out. */
  readonly spare: number;
}

/** Room for the sentences that say what is missing. */
const NOTE_ROOM = 400;

/** Less than this of a section is not worth showing. */
const SHORTEST = 200;

/**
 * One body of at most `max` UTF-16 units. The first section is always whole; of the others the most
 * spare are shortened or left out, and the end says which.
 */
export function capBody(sections: readonly Section[], max: number): string {
  const parts = sections.filter(({ markdown }) => markdown !== "");
  const whole = joined(parts);
  if (whole.length <= max) return whole;
  const kept: Section[] = [...parts];
  const missing: string[] = [];
  for (const section of mostSpareFirst(parts.slice(1))) {
    const excess = joined(kept).length - (max - NOTE_ROOM);
    if (excess <= 0) break;
    const markdown = shorten(section.markdown, section.markdown.length - excess);
    missing.push(markdown === "" ? section.name : `the rest of ${section.name}`);
    kept.splice(kept.indexOf(section), 1, { ...section, markdown });
  }
  return `${joined(kept)}\n\n_${leftOut(missing)}_`;
}

function joined(sections: readonly Section[]): string {
  return sections
    .map(({ markdown }) => markdown)
    .filter((markdown) => markdown !== "")
    .join("\n\n");
}

/** Of equals, the later one goes first. */
function mostSpareFirst(sections: readonly Section[]): Section[] {
  return [...sections].reverse().sort((a, b) => b.spare - a.spare);
}

function leftOut(missing: readonly string[]): string {
  const named = missing.slice(0, 4);
  const more = missing.length - named.length;
  const names = more === 0 ? named.join("; ") : `${named.join("; ")}; and ${more} more`;
  return `Left out because the text would be too long for GitHub: ${names}.`;
}

/** What is open at the end of a line. */
interface Open {
  fence: string | null;
  details: number;
}

/**
 * The longest beginning that ends with a paragraph, a row, a list item or a line of code, and in
 * which everything is closed; empty if there is none worth showing. A line is never cut: half a
 * code span would set free what is in it.
 */
export function shorten(markdown: string, max: number): string {
  if (max < SHORTEST) return "";
  const lines = markdown.split("\n");
  const open: Open = { fence: null, details: 0 };
  let length = 0;
  let best = "";
  for (const [index, line] of lines.entries()) {
    follow(open, line);
    length += line.length + 1;
    if (length - 1 > max) break;
    const closing = closers(open);
    const next = lines[index + 1];
    if (length - 1 + closing.length > max || !isEnd(open, line, next)) continue;
    best = lines.slice(0, index + 1).join("\n") + closing;
  }
  return best.length < SHORTEST ? "" : best;
}

function follow(open: Open, line: string): void {
  if (open.fence !== null) {
    if (/^`{3,}$/.test(line) && line.length >= open.fence.length) open.fence = null;
    return;
  }
  const ticks = /^(`{3,})[a-z]*$/.exec(line)?.[1];
  if (ticks !== undefined) open.fence = ticks;
  else if (line.startsWith("<details")) open.details += 1;
  else if (line === "</details>") open.details -= 1;
}

function isEnd(open: Open, line: string, next: string | undefined): boolean {
  return open.fence !== null || next === undefined || next === "" || /^(?:\| |- )/.test(line);
}

function closers({ fence, details }: Open): string {
  const ticks = fence === null ? "" : `\n${fence}`;
  return ticks + "\n\n</details>".repeat(Math.max(0, details));
}
