import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { emptyTally, type Tally } from "./tally.ts";

export interface Figures {
  readonly seed: number;
  readonly count: number;
  readonly commit: string;
  readonly git: string;
  readonly node: string;
  readonly workers: number;
  /** Of all sittings together. */
  seconds: number;
  readonly tally: Tally;
}

/** What an earlier sitting with the same seed and code has left, or a beginning. */
export function openFigures(
  path: string,
  options: { seed: number; count: number; workers: number; fresh: boolean },
): Figures {
  const { fresh, ...asked } = options;
  const say = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" }).trim();
  const dirty = say("status", "--porcelain", "--", "src", "fuzz", ":!fuzz/results") !== "";
  const commit = `${say("rev-parse", "HEAD").slice(0, 12)}${dirty ? " and changes" : ""}`;
  const version = say("--version").replace("git version ", "");
  const begin = { ...asked, commit, git: version, node: process.version, seconds: 0 };
  if (!fresh && existsSync(path)) {
    const old = JSON.parse(readFileSync(path, "utf8")) as Figures;
    if (old.seed === asked.seed && old.commit === commit)
      return { ...begin, seconds: old.seconds, tally: old.tally };
  }
  return { ...begin, tally: emptyTally() };
}

/** All or nothing: a stop in between leaves the figures before. */
export function saveFigures(path: string, figures: Figures): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(figures, null, 2)}\n`);
  renameSync(`${path}.new`, path);
}
