import type { HostChange } from "../contracts/code-host.ts";

/**
 * How many changed lines two patches do not share: those that only one of them adds or removes, counted as
 * often as they occur. Files whose patch the host does not show count with all their lines, unless both
 * say the same numbers of them.
 */
export function differingLines(a: readonly HostChange[], b: readonly HostChange[]): number {
  const balance = new Map<string, number>();
  count(balance, a, 1);
  count(balance, b, -1);
  return [...balance.values()].reduce((sum, left) => sum + Math.abs(left), 0);
}

function count(balance: Map<string, number>, changes: readonly HostChange[], sign: 1 | -1): void {
  const add = (line: string, times: number) =>
    balance.set(line, (balance.get(line) ?? 0) + sign * times);
  for (const { path, added, removed, patch } of changes) {
    if (patch === null) {
      add(`${path}\0${added}\0${removed}`, added + removed);
      continue;
    }
    for (const line of patch.split("\n")) {
      // Headers of hunks begin with `@@`; names of files are not part of what the host shows.
      if (/^[+-]/.test(line)) add(`${path}\0${line}`, 1);
    }
  }
}
