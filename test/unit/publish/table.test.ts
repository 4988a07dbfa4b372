import { describe, expect, it } from "@jest/globals";
import { rankingTable } from "../../../src/publish/table.ts";
import { createRun } from "./published.ts";
import { rendered } from "./rendered.ts";

const rowOf = (table: string, candidate: number) => table.split("\n")[candidate + 1];

describe("rankingTable", () => {
  it("says choice, rank and state in words", () => {
    const table = rankingTable(createRun());
    expect(table.split("\n").slice(2)).toEqual([
      "| **opened** | 1 | 1 | +1.50 | 2 | +1&nbsp;−1 | ready |",
      "|  |  | 3 |  |  | +1&nbsp;−1 | same as 1 |",
      "| `/pick 2` | 2 | 2 | +0.25 | 1 | +1&nbsp;−1 | ready |",
      "|  |  | 4 |  | 1 | +1&nbsp;−1 | `policy: deny: .github/workflows/ci.yml may not change` |",
      "|  |  | 5 |  | 1 |  | `no-edit: the answer has no code` |",
    ]);
    expect(rendered(table).rows).toEqual(Array(6).fill(7));
  });

  it("links each candidate that has an address to compare it at", () => {
    const table = rankingTable(createRun(), {
      compare: (candidate) =>
        candidate === 2 ? `https://git.example/compare/main...c${candidate}` : null,
    });
    expect(rendered(table)).toMatchObject({
      rows: Array(6).fill(8),
      links: ["https://git.example/compare/main...c2"],
    });
    expect(rowOf(table, 3)).toMatch(/\| \[compare\]\(\S+\) \|$/);
  });

  it("offers no pick where nothing can be opened", () => {
    const run = createRun();
    const none = run.candidates.filter(({ id }) => id >= 4);
    const table = rankingTable(createRun({ candidates: none }));
    expect(table).not.toContain("/pick");
  });
});
