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
  return { name: basename(file), sha256: poolSha256(file), tasks };
}

export function poolSha256(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
