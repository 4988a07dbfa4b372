import { z } from "zod";
import { taskKey } from "../task-key.ts";
import type { PoolLine } from "./pool.ts";

/** What the tests said of a task's candidates; a candidate that nobody could test is left out. */
export const LabelsLine = z.object({
  task: z.string(),
  generator: z.string(),
  labels: z.array(
    z.object({
      id: z.int().positive(),
      passed: z.boolean(),
      /** passed, assertion, exception, timeout, syntax … */
      reason: z.string(),
      /** In repositories: what a live run makes of the answer, and why it would not judge it. */
      code: z.string().optional(),
      refused: z.string().optional(),
    }),
  ),
});
export type LabelsLine = z.infer<typeof LabelsLine>;

/** Pool lines with what the tests said of their candidates; lines without labels stay as they are. */
export function joinLabels(pool: readonly PoolLine[], labels: readonly LabelsLine[]): PoolLine[] {
  const known = new Map(labels.map((line) => [taskKey(line), line.labels]));
  return pool.map((line) => {
    const own = known.get(taskKey(line));
    if (own === undefined) return line;
    const candidates = line.candidates.map((candidate) => {
      const label = own.find(({ id }) => id === candidate.id);
      if (label === undefined) return candidate;
      return { ...candidate, ...label, code: label.code ?? candidate.code };
    });
    return { ...line, candidates };
  });
}
