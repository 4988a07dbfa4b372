import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { count, emptyTally } from "../../fuzz/policy/tally.ts";
import { Bench } from "../../fuzz/policy/trial.ts";
import { removeFolders, temporaryFolder } from "../support/git-folder.ts";

/** A sample of `npm run fuzz -- policy`; docs/security-tests.md has the figures of the whole. */
const SEED = 2026;
const COUNT = 80;

let bench: Bench;
beforeAll(() => {
  bench = new Bench(temporaryFolder());
});
afterAll(removeFolders);

describe("policy against plain git", () => {
  it(`lets nothing forbidden through (seed ${SEED}, patches 0 to ${COUNT - 1})`, async () => {
    const tally = emptyTally();
    for (let index = 0; index < COUNT; index += 1) count(tally, await bench.try(SEED, index));
    // Shown with the seed: `npm run fuzz -- policy --seed S --show INDEX` makes one of them again.
    const found = tally.breaches.map(({ index, why }) => ({ seed: SEED, index, why }));
    expect(found).toEqual([]);
    expect(tally.applied).toBeGreaterThan(COUNT * 0.3);
    expect(tally.allowed).toBeGreaterThan(COUNT * 0.1);
    expect(tally.forbiddenByOracle).toBeGreaterThan(COUNT * 0.1);
  });

  it("makes the same patch again from its number", async () => {
    const [first, second] = [await bench.try(SEED, 17), await bench.try(SEED, 17)];
    expect(Buffer.from(first.generated.diff).equals(second.generated.diff)).toBe(true);
    expect(second.verdict.kind).toBe(first.verdict.kind);
  });
});

/** Were policy to let everything through, the oracle would have to say so. */
describe("the oracle alone", () => {
  const make = (path: string, mode = "100644", text = "x") =>
    `diff --git a/${path} b/${path}\nnew file mode ${mode}\n--- /dev/null\n+++ b/${path}\t\n@@ -0,0 +1 @@\n+${text}\n`;

  it.each<[string, string, RegExp]>([
    ["a workflow", make(".github/workflows/x.yml"), /folder \.github/],
    ["a workflow in capitals", make(".GitHub/workflows/x.yml"), /folder \.github/],
    ["a full-width name", make(".ｎpmrc"), /file \.npmrc/],
    ["a short name", make("GITHUB~1/x.yml"), /short name/],
    ["a device", make("src/aux .py"), /device/],
    ["a link", make("src/l", "120000", "../.github"), /mode 120000/],
    ["a submodule", make("src/s", "160000", `Subproject commit ${"1".repeat(40)}`), /mode 160000/],
    ["an executable", make("src/x.sh", "100755"), /executable/],
    ["a NUL", make("src/x.py", "100644", "a\0b"), /binary/],
    ["a direction control", make("src/x.py", "100644", "a\u202eb"), /U\+202e/],
    ["a manifest with scripts", make("lib/package.json", "100644", '{"scripts":{}}'), /package/],
  ])("sees %s", async (_, diff, reason) => {
    const { account } = await bench.judge(Buffer.from(diff));
    expect(account?.forbidden.join("\n")).toMatch(reason);
  });

  it("sees nothing in an ordinary patch, and what it changes", async () => {
    const { verdict, account, breaches } = await bench.judge(Buffer.from(make("src/x.py")));
    expect({ kind: verdict.kind, breaches }).toEqual({ kind: "allowed", breaches: [] });
    expect(account).toMatchObject({ applied: "worktree", forbidden: [], broken: [], beside: [] });
    expect([...(account?.changed.keys() ?? [])]).toEqual(["src/x.py"]);
  });
});
