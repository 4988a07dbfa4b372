import { type LinearHead, scoreLinear } from "./linear-head.ts";
import type { Matrix } from "./matrix.ts";
import { type MlpHead, scoreMlp } from "./mlp.ts";
import type { RowGroup } from "./standardise.ts";

/** What scores a candidate by its features: plain data, to be stored as JSON. */
export type Head = LinearHead | MlpHead;

/**
 * Scores of rows, more is better. `tasks` says which rows belong together; a centred head needs all
 * candidates of a task at once.
 */
export function scoreHead(head: Head, features: Matrix, tasks: readonly RowGroup[]): Float64Array {
  return head.kind === "linear"
    ? scoreLinear(head, features, tasks)
    : scoreMlp(head, features, tasks);
}
