import { createHash } from "node:crypto";
import type { PoolLine } from "./pool.ts";

/** Of the tasks that cannot tell a good order from a bad one, as many are judged. */
const KEPT_OF_REST = 5;

/**
 * How many tasks a task stands for: tasks with right and wrong candidates count once and are all
 * judged; of those with one outcome only every fifth is, and counts five times. `null`: not judged.
 * The choice hangs on the task's name alone. Tasks of repositories are all judged: they are few, and a
 * calibration lives on those that nobody solves.
 */
export function taskWeight({ task, domain, candidates }: PoolLine): number | null {
  if (domain === "repository") return 1;
  const outcomes = new Set(
    candidates.filter(({ greedy }) => !greedy).map(({ passed }) => passed ?? null),
  );
  if (outcomes.has(true) && outcomes.has(false)) return 1;
  const draw = createHash("sha256").update(`one outcome: ${task}`).digest().readUInt32LE();
  return draw % KEPT_OF_REST === 0 ? KEPT_OF_REST : null;
}
