import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { emptyTally, type Tally } from "./tally.ts";

export interface Figures {
  readonly seed: number;
  readonly count: number;
  readonly commit: string;
  /** Of all that a worker runs, the product's part and the fuzzer's. */
  readonly code: string;
  readonly git: string;
  readonly node: string;
  readonly workers: number;
  /** Of all sittings together. */
  seconds: number;
  readonly tally: Tally;
}

interface Asked {
  readonly seed: number;
  readonly count: number;
  readonly workers: number;
}

/** What an earlier sitting with the same seed and code has left, or a beginning. */
export function openFigures(
  path: string,
  asked: Asked,
  { fresh, worker }: { fresh: boolean; worker: string },
): Figures {
  const say = (...args: string[]) => execFileSync("git", args, { encoding: "utf8" }).trim();
  const begin = {
    ...asked,
    commit: say("rev-parse", "--short=12", "HEAD"),
    code: createHash("sha256").update(readFileSync(worker)).digest("hex").slice(0, 16),
    git: say("--version").replace("git version ", ""),
    node: process.version,
    seconds: 0,
  };
  if (!fresh && existsSync(path)) {
    const old = JSON.parse(readFileSync(path, "utf8")) as Figures;
    if (old.seed === asked.seed && old.code === begin.code)
      return { ...begin, commit: old.commit, seconds: old.seconds, tally: old.tally };
  }
  return { ...begin, tally: emptyTally() };
}

/** All or nothing: a stop in between leaves the figures before. */
export function saveFigures(path: string, figures: Figures): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(figures, null, 2)}\n`);
  renameSync(`${path}.new`, path);
}
