import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { inputTable, outputTable } from "./action-tables.ts";
import { settingsTable } from "./settings-table.ts";

const ROOT = join(import.meta.dirname, "..", "..");

/** What stands between the marks of a page, by page and by name. */
const TABLES: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  "docs/install-action.md": {
    inputs: () => inputTable(readAction()),
    outputs: () => outputTable(readAction()),
  },
  "docs/settings.md": { settings: settingsTable },
};

/** Pages that hold a table which is made. */
export const PAGES: readonly string[] = Object.keys(TABLES);

/** A page's text with its tables as they should be. Throws where a table has lost its place. */
export function withTables(page: string, text: string): string {
  let made = text;
  for (const [name, make] of Object.entries(TABLES[page] ?? {})) {
    const [first, last] = [
      `<!-- table: ${name}, made by npm run docs -->`,
      "<!-- end of table -->",
    ];
    const from = made.indexOf(first);
    const to = made.indexOf(last, from);
    if (from < 0 || to < 0)
      throw new Error(`${page} has no place for the table "${name}": ${first}`);
    made = `${made.slice(0, from + first.length)}\n\n${make()}\n\n${made.slice(to)}`;
  }
  return made;
}

/** Writes what is not as it should be, and names those pages. */
export function writeTables(): string[] {
  return PAGES.filter((page) => {
    const path = join(ROOT, page);
    const text = readFileSync(path, "utf8");
    const wanted = withTables(page, text);
    if (wanted !== text) writeFileSync(path, wanted);
    return wanted !== text;
  });
}

function readAction() {
  return parse(readFileSync(join(ROOT, "action.yml"), "utf8"));
}
