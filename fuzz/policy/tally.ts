import type { Trial } from "./trial.ts";

type Counts = Record<string, number>;

interface KindSums {
  made: number;
  applied: number;
  allowed: number;
}

/** Sums over patches; adding two of them in any order gives the same. */
export interface Tally {
  patches: number;
  /** The product's applier took it, whatever policy said then. */
  applied: number;
  allowed: number;
  /** By what came of it, or by policy's rule; a patch may break several. */
  refused: Counts;
  /** Plain git applied it and the oracle saw nothing forbidden. */
  refusedThoughOrdinary: Counts;
  judgedByOracle: number;
  forbiddenByOracle: number;
  kinds: Record<string, KindSums>;
  breaches: { index: number; why: readonly string[]; diff: string }[];
}

export function emptyTally(): Tally {
  return {
    ...{ patches: 0, applied: 0, allowed: 0, judgedByOracle: 0, forbiddenByOracle: 0 },
    ...{ refused: {}, refusedThoughOrdinary: {}, kinds: {}, breaches: [] },
  };
}

export function count(tally: Tally, { index, generated, verdict, account, breaches }: Trial): void {
  const isAllowed = verdict.kind === "allowed";
  const isApplied = isAllowed || verdict.kind === "refused";
  const isForbidden = (account?.forbidden.length ?? 0) > 0;
  const isOrdinary = (account?.applied ?? null) !== null && !isForbidden;
  tally.patches += 1;
  tally.applied += Number(isApplied);
  tally.allowed += Number(isAllowed);
  tally.judgedByOracle += Number(account !== null);
  tally.forbiddenByOracle += Number(isForbidden);
  const rules = verdict.kind === "refused" ? verdict.rules : [verdict.kind];
  for (const rule of isAllowed ? [] : rules) {
    add(tally.refused, rule);
    if (isOrdinary) add(tally.refusedThoughOrdinary, rule);
  }
  for (const kind of generated.kinds)
    addKind(tally, kind, { made: 1, applied: Number(isApplied), allowed: Number(isAllowed) });
  if (breaches.length > 0) {
    const diff = Buffer.from(generated.diff).toString().slice(0, 4000);
    tally.breaches.push({ index, why: breaches, diff });
  }
}

/** Adds the second to the first. */
export function merge(into: Tally, from: Tally): void {
  for (const key of [
    "patches",
    "applied",
    "allowed",
    "judgedByOracle",
    "forbiddenByOracle",
  ] as const)
    into[key] += from[key];
  for (const key of ["refused", "refusedThoughOrdinary"] as const)
    for (const [rule, number] of Object.entries(from[key])) add(into[key], rule, number);
  for (const [kind, sums] of Object.entries(from.kinds)) addKind(into, kind, sums);
  into.breaches.push(...from.breaches);
}

function add(counts: Counts, key: string, number = 1): void {
  counts[key] = (counts[key] ?? 0) + number;
}

function addKind(tally: Tally, kind: string, { made, applied, allowed }: KindSums): void {
  const sums = tally.kinds[kind] ?? { made: 0, applied: 0, allowed: 0 };
  tally.kinds[kind] = {
    made: sums.made + made,
    applied: sums.applied + applied,
    allowed: sums.allowed + allowed,
  };
}
