import { existsSync } from "node:fs";
import { UsageError } from "../../contracts/errors.ts";
import { joinLabels, LabelsLine } from "../../learn/collect/labels.ts";
import { readStates } from "../../learn/collect/packed-states.ts";
import { PoolLine } from "../../learn/collect/pool.ts";
import type { StatesLine } from "../../learn/collect/states.ts";
import { taskKey } from "../../learn/task-key.ts";
import { parseJsonl, readJsonl, readText } from "./jsonl.ts";

/**
 * The lines of pools with labels: of the pool itself, or of `<pool>.labels` beside it. Lines that
 * nobody labelled are left out; packed pools (`.gz`) are read as well.
 */
export function loadLabelledPool(files: readonly string[]): PoolLine[] {
  return files
    .flatMap(loadPool)
    .filter(({ candidates }) => candidates.some(({ passed }) => passed !== undefined));
}

/** A pool's file and its labelled lines. */
export interface LabelledPool {
  readonly file: string;
  readonly lines: readonly PoolLine[];
}

/** Each pool by itself, so that it can be described. */
export function loadPools(files: readonly string[]): LabelledPool[] {
  return files.map((file) => ({ file, lines: loadLabelledPool([file]) }));
}

/** A pool with the labels that stand beside it, where there are any. */
export function loadPool(file: string): PoolLine[] {
  const lines = firstOfTask(parseJsonl(readText(file), PoolLine, file));
  const labels = `${file}.labels`;
  return existsSync(labels) ? joinLabels(lines, readJsonl(labels, LabelsLine)) : lines;
}

/** States that `learn states` or `learn collect` wrote, or `learn pack` packed. */
export function loadStates(file: string): StatesLine[] {
  const lines = readText(file).split("\n").filter(Boolean);
  try {
    return readStates(lines.map((line) => JSON.parse(line)));
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new UsageError(`${file} does not hold states: ${why}`);
  }
}

/** Two processes that wrote one file by mistake may have sampled a task twice. */
function firstOfTask(lines: readonly PoolLine[]): PoolLine[] {
  return [...new Map([...lines].reverse().map((line) => [taskKey(line), line])).values()].reverse();
}
