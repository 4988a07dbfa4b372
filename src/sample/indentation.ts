/** How to move a block sideways: lines that begin with `remove` begin with `add` instead. */
export interface Shift {
  readonly remove: string;
  readonly add: string;
}

export const NO_SHIFT: Shift = { remove: "", add: "" };

/** White space at the start of a line. */
export function indentOf(line: string): string {
  return line.slice(0, line.length - line.trimStart().length);
}

/** Whether a line holds nothing but white space. */
export function isBlank(line: string): boolean {
  return line.trim() === "";
}

/** Moves every line that is not blank; a line that is indented less goes to the margin of `add`. */
export function shiftLines(lines: readonly string[], shift: Shift): string[] {
  if (shift.remove === shift.add) return [...lines];
  return lines.map((line) => {
    if (isBlank(line)) return line;
    if (line.startsWith(shift.remove)) return shift.add + line.slice(shift.remove.length);
    return shift.add + line.trimStart();
  });
}

/**
 * Gives an answer the indentation of the region it replaces. Small models print a method at the
 * margin, or only its first line, or with spaces where the file has tabs.
 */
export function matchIndentation(answer: readonly string[], target: readonly string[]): string[] {
  const lines = matchKind(answer, target);
  const at = lines.findIndex((line) => !isBlank(line));
  const wanted = indentOf(target.find((line) => !isBlank(line)) ?? "");
  const given = indentOf(lines[at] ?? "");
  if (at < 0 || wanted === given) return lines;
  const rest = lines.slice(at + 1);
  const targetAt = target.findIndex((line) => !isBlank(line));
  const restWanted = leastIndent(target.slice(targetAt + 1));
  if (restWanted !== null && leastIndent(rest) === restWanted) {
    return [...lines.slice(0, at), wanted + (lines[at] ?? "").trimStart(), ...rest];
  }
  // Text at the margin of the old region, inside a long string say, belongs there.
  const fixed = new Set(target.filter((line) => !isBlank(line) && !line.startsWith(wanted)));
  const shift = { remove: given, add: wanted };
  return lines.map((line) => (fixed.has(line) ? line : (shiftLines([line], shift)[0] ?? line)));
}

function leastIndent(lines: readonly string[]): number | null {
  let least: number | null = null;
  for (const line of lines) {
    if (isBlank(line)) continue;
    const indent = indentOf(line).length;
    if (least === null || indent < least) least = indent;
  }
  return least;
}

/** Turns spaces into tabs or tabs into spaces where one text has only these, the other only those. */
function matchKind(answer: readonly string[], target: readonly string[]): string[] {
  const wanted = kindOf(target);
  const given = kindOf(answer);
  if (wanted === "tabs" && given === "spaces") {
    const unit = unitOf(answer);
    return answer.map((line) => {
      const indent = indentOf(line).length;
      const tabs = "\t".repeat(Math.floor(indent / unit));
      return isBlank(line) ? line : tabs + " ".repeat(indent % unit) + line.trimStart();
    });
  }
  if (wanted === "spaces" && given === "tabs") {
    const unit = " ".repeat(unitOf(target));
    return answer.map((line) => indentOf(line).replaceAll("\t", unit) + line.trimStart());
  }
  return [...answer];
}

function kindOf(lines: readonly string[]): "tabs" | "spaces" | "none" | "mixed" {
  let tabs = false;
  let spaces = false;
  for (const line of lines) {
    if (isBlank(line)) continue;
    const indent = indentOf(line);
    if (indent.includes("\t")) tabs = true;
    else if (indent !== "") spaces = true;
  }
  if (tabs && spaces) return "mixed";
  if (tabs) return "tabs";
  return spaces ? "spaces" : "none";
}

/** The smallest step of indentation, 4 where there is none. A step of 1 is the star of a comment. */
function unitOf(lines: readonly string[]): number {
  const indents = lines.filter((line) => !isBlank(line)).map((line) => indentOf(line).length);
  const steps = indents.flatMap((indent, index) => {
    const step = Math.abs(indent - (indents[index - 1] ?? 0));
    return step >= 2 ? [step] : [];
  });
  return steps.length === 0 ? 4 : Math.min(...steps);
}
