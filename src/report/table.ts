import Table from "cli-table3";
import type picocolors from "picocolors";
import type { Result } from "../contracts/result.ts";
import { printable } from "./printable.ts";
import { decisionSentence, scoreNote, tableRows } from "./rows.ts";

type Colors = ReturnType<typeof picocolors.createColors>;

/** Longer reasons are in the page; the table's word wrap is slow on very long ones. */
const MAX_CELL = 300;

/** The ranking as a terminal shows it; `width` in columns. */
export function renderTable(result: Result, colors: Colors, width: number): string {
  const table = new Table({
    head: ["", "rank", "#", "score", "votes", "lines", "state"],
    style: { head: [], border: [], compact: true },
    colAligns: ["left", "right", "right", "right", "right", "right", "left"],
    colWidths: [3, 6, 4, 9, 7, 10, Math.max(13, width - 47)],
    wordWrap: true,
  });
  for (const row of tableRows(result)) {
    const cells = [
      row.chosen ? "▶" : "",
      row.rank,
      String(row.candidate),
      row.score,
      row.votes,
      row.change,
      printable(clip(row.state)),
    ];
    table.push(cells.map((cell) => (row.chosen ? colors.bold(colors.green(cell)) : cell)));
  }
  const files = [...new Set(result.candidates.flatMap((candidate) => candidate.files))];
  return [
    table.toString(),
    `score  ${colors.dim(printable(scoreNote(result)))}`,
    files.length > 0 ? `file   ${printable(files.map(clip).join(", "))}` : "",
    "",
    colors.bold(printable(decisionSentence(result))),
  ].join("\n");
}

function clip(text: string): string {
  return text.length > MAX_CELL ? `${text.slice(0, MAX_CELL)}…` : text;
}
