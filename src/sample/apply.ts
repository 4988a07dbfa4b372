/**
 * Lines `startLine` to `endLine` of a file, both included and counted from 1, become `newText`.
 * `endLine = startLine - 1` inserts before `startLine`; a new file is `1` to `0`.
 */
export interface RegionEdit {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  /** With `\n` line ends and no final newline. */
  readonly newText: string;
}

/**
 * The text after all edits, which may stand in any order. Throws a `RangeError` where two of them
 * overlap or one reaches past the end: that is a bug of the caller, not of the model.
 */
export function applyEdits(oldText: string, edits: readonly RegionEdit[]): string {
  const finalNewline = oldText === "" || oldText.endsWith("\n");
  const lines = oldText === "" ? [] : oldText.replace(/\n$/, "").split("\n");
  const inOrder = [...edits].sort((a, b) => a.startLine - b.startLine);
  const out: string[] = [];
  let next = 1;
  for (const edit of inOrder) {
    assertInside(edit, next, lines.length);
    for (let line = next; line < edit.startLine; line++) out.push(lines[line - 1] ?? "");
    if (edit.newText !== "") out.push(edit.newText.replace(/\n$/, ""));
    next = edit.endLine + 1;
  }
  for (let line = next; line <= lines.length; line++) out.push(lines[line - 1] ?? "");
  if (out.length === 0) return "";
  return out.join("\n") + (finalNewline ? "\n" : "");
}

function assertInside(edit: RegionEdit, from: number, lineCount: number): void {
  const { startLine, endLine } = edit;
  if (startLine >= from && endLine >= startLine - 1 && endLine <= lineCount) return;
  throw new RangeError(
    `edit of lines ${startLine} to ${endLine} does not fit into lines ${from} to ${lineCount}`,
  );
}
