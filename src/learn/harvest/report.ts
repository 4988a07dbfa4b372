import type { PoolLine } from "../collect/pool.ts";
import type { Harvested } from "./harvest.ts";
import type { Rule } from "./rules.ts";

/** Fewer tasks with right and wrong candidates can check a judge, but not make one. */
const ENOUGH = 200;

/** How many pull requests told what, and how little that is. One line each. */
export function harvestReport(
  harvested: readonly Harvested[],
  left: { readonly damaged: number; readonly withoutResult: number },
): string[] {
  const rows: readonly (readonly [string, number])[] = [
    ...countRules(harvested),
    ["contradictions, left without a label", sum(harvested, (each) => each.contradictions)],
    ["recorded otherwise than published, without a label", sum(harvested, (each) => each.changed)],
    ["runs without a result", left.withoutResult],
    ["damaged records", left.damaged],
  ];
  return [
    "what pull requests tell:",
    ...rows.map(([what, n]) => `${String(n).padStart(6)}  ${what}`),
    ...poolLines(harvested.flatMap(({ pool }) => pool)),
  ];
}

function countRules(harvested: readonly Harvested[]): [Rule, number][] {
  const counts = new Map<Rule, number>();
  for (const rule of harvested.flatMap(({ labelled }) => labelled.rules))
    counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts].sort();
}

function sum(
  harvested: readonly Harvested[],
  of: (labelled: Harvested["labelled"]) => number,
): number {
  return harvested.reduce((total, { labelled }) => total + of(labelled), 0);
}

function poolLines(pool: readonly PoolLine[]): string[] {
  const all = pool.flatMap(({ candidates }) => candidates);
  const count = (label: boolean | undefined) => all.filter(({ passed }) => passed === label).length;
  const has = ({ candidates }: PoolLine, label: boolean) =>
    candidates.some(({ passed }) => passed === label);
  const some = pool.filter((line) => has(line, true) || has(line, false));
  const both = some.filter((line) => has(line, true) && has(line, false));
  const issues = new Set(some.map(({ problem }) => problem));
  const few = `n is small: below ${ENOUGH} tasks with both labels, check a judge with them, train none`;
  return [
    `${pool.length} tasks; candidates: ${count(true)} right, ${count(false)} wrong, ${count(undefined)} unknown`,
    `${some.length} tasks of ${issues.size} issues have a label, ${both.length} have both labels`,
    ...(both.length < ENOUGH ? [few] : []),
  ];
}
