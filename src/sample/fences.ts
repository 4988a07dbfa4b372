/** A fenced block of an answer, without the fence lines. */
export interface Fenced {
  readonly info: string;
  readonly lines: readonly string[];
  readonly closed: boolean;
}

interface Open {
  readonly mark: string;
  readonly info: string;
  readonly lines: string[];
}

/** At most three spaces, as CommonMark has it: a fence inside indented code is not one. */
const FENCE = /^ {0,3}(`{3,}|~{3,})([^`]*)$/;

/**
 * All fenced blocks at the outermost level, in order. With `opened`, the text begins inside a
 * fence of that mark, which the prompt wrote; a model that opens its own all the same is understood.
 */
export function findFences(text: string, opened?: string): Fenced[] {
  const blocks: Fenced[] = [];
  const lines = text.split("\n");
  let open = startOf(lines, opened);
  for (const line of lines) {
    if (open === null) {
      open = opening(line);
    } else if (closes(line, open)) {
      blocks.push({ info: open.info, lines: open.lines, closed: true });
      open = null;
    } else {
      open.lines.push(line);
    }
  }
  if (open !== null) blocks.push({ info: open.info, lines: open.lines, closed: false });
  return blocks;
}

/** Whether a line is a fence, opening or closing. */
export function isFence(line: string): boolean {
  return FENCE.test(line);
}

function opening(line: string): Open | null {
  const fence = FENCE.exec(line);
  if (fence === null) return null;
  return { mark: fence[1] ?? "", info: (fence[2] ?? "").trim(), lines: [] };
}

function closes(line: string, open: Open): boolean {
  const fence = opening(line);
  if (fence === null || fence.info !== "") return false;
  return fence.mark[0] === open.mark[0] && fence.mark.length >= open.mark.length;
}

function startOf(lines: readonly string[], opened: string | undefined): Open | null {
  if (opened === undefined) return null;
  const first = lines.find((line) => line.trim() !== "") ?? "";
  const own = FENCE.exec(first);
  if (own !== null && (own[2] ?? "").trim() !== "") return null;
  return { mark: opened, info: "", lines: [] };
}
