import type { Result } from "../contracts/result.ts";
import { type Row, tableRows } from "../report/rows.ts";
import { inline, link } from "./safe-text.ts";
import { isPickable, pickCommand } from "./words.ts";

/** The address at which a candidate can be compared with the base; `null`: there is none. */
export type CompareLink = (candidate: number) => string | null;

/** Longest reason in a cell; the whole one is in the list of reasons. */
const LONGEST_STATE = 80;

/**
 * The ranking of all candidates in Markdown. Rank, choice and state are words and numbers, so that
 * nothing depends on colour or on signs.
 */
export function rankingTable(
  result: Result,
  { compare = () => null, round = 1 }: { compare?: CompareLink; round?: number } = {},
): string {
  const rows = tableRows(result);
  const pickable = new Set(result.candidates.filter(isPickable).map(({ id }) => id));
  const addresses = new Map(rows.map(({ candidate }) => [candidate, compare(candidate)]));
  const linked = [...addresses.values()].some((address) => address !== null);
  const head = ["Choice", "Rank", "Candidate", "Score", "Votes", "Lines", "State"];
  const rule = ["---", "--:", "--:", "--:", "--:", "--:", "---"];
  const body = rows.map((row) => {
    const cells = cellsOf(row, pickable.has(row.candidate), round);
    return linked ? [...cells, compareCell(addresses.get(row.candidate) ?? null)] : cells;
  });
  const top = linked
    ? [
        [...head, "Compare"],
        [...rule, "---"],
      ]
    : [head, rule];
  return [...top, ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function cellsOf(row: Row, pickable: boolean, round: number): string[] {
  const { rank, candidate, score, votes, change } = row;
  // Narrow columns would break between what is added and what is removed.
  const lines = change.replace(" ", "&nbsp;");
  const choice = choiceOf(row, pickable, round);
  return [choice, rank, String(candidate), score, votes, lines, state(row)];
}

function choiceOf({ chosen, candidate }: Row, pickable: boolean, round: number): string {
  if (chosen) return "**opened**";
  return pickable ? pickCommand(candidate, round) : "";
}

/** Our own words as they are; reasons have a stranger's paths in them. */
function state({ state: text }: Row): string {
  return /^(?:ready|same as \d+)$/.test(text) ? text : inline(text, LONGEST_STATE);
}

function compareCell(address: string | null): string {
  return address === null ? "" : link("compare", address);
}
