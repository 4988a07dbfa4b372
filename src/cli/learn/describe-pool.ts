import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename } from "node:path";

/** A pool as a judge's file names it: whoever trains again can tell whether it is the same. */
export function describePool(file: string, tasks: number) {
  return { name: basename(file), sha256: poolSha256(file), tasks };
}

export function poolSha256(file: string): string {
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
