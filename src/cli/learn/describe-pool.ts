import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { type Answered, taskKey } from "../../learn/task-key.ts";
import type { LabelledPool } from "./files.ts";

/**
 * A pool as a judge's file names it, with the number of its tasks that were `read`: whoever trains again
 * can tell whether it is the same.
 */
export function describePool({ file, lines }: LabelledPool, read: readonly Answered[]) {
  const own = new Set(lines.map(taskKey));
  const tasks = read.filter((task) => own.has(taskKey(task))).length;
  const sha256 = createHash("sha256").update(readFileSync(file)).digest("hex");
  return { name: basename(file), sha256, tasks };
}

/** Those of `pools` that are among the `learnt` ones: a judge knows their answers. */
export function learntOf<Pool extends { readonly sha256: string }>(
  pools: readonly Pool[],
  learnt: readonly { readonly sha256: string }[],
): Pool[] {
  const known = new Set(learnt.map(({ sha256 }) => sha256));
  return pools.filter(({ sha256 }) => known.has(sha256));
}
