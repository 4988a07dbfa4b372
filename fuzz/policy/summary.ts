import type { Figures } from "./figures.ts";

/** The figures as docs/security-tests.md shows them. */
export function summary({ tally, seed, count, commit, git, seconds, workers }: Figures): string {
  const { patches, applied, allowed, judgedByOracle, forbiddenByOracle, breaches } = tally;
  const share = (part: number, of: number) => `${((100 * part) / of).toFixed(1)} %`;
  const number = (value: number) => value.toLocaleString("en");
  const rules = Object.entries(tally.refused).sort(([, a], [, b]) => b - a);
  const rows = rules.map(([rule, times]) => {
    const ordinary = tally.refusedThoughOrdinary[rule] ?? 0;
    return `| ${rule} | ${number(times)} | ${number(ordinary)} |`;
  });
  const each = ((seconds * workers * 1000) / patches).toFixed(0);
  return [
    `Seed ${seed}, commit ${commit}, git ${git}: ${number(patches)} of ${number(count)} patches in ${number(Math.round(seconds))} s`,
    `with ${workers} workers (${each} ms a patch and worker).`,
    "",
    "| what | patches | share |",
    "|---|---|---|",
    `| applied by the product | ${number(applied)} | ${share(applied, patches)} |`,
    `| allowed by policy | ${number(allowed)} | ${share(allowed, patches)} |`,
    `| put to the oracle | ${number(judgedByOracle)} | ${share(judgedByOracle, patches)} |`,
    `| forbidden, says the oracle | ${number(forbiddenByOracle)} | ${share(forbiddenByOracle, patches)} |`,
    `| **breaches** | **${number(breaches.length)}** | |`,
    "",
    "| refused by (a patch may break several) | patches | ordinary, says the oracle |",
    "|---|---|---|",
    ...rows,
  ].join("\n");
}
