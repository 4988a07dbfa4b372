import { z } from "zod";
import { Context } from "../../contracts/context.ts";
import { Task } from "../../contracts/task.ts";

/** A line of tasks that `patchjudge learn harvest` writes: a `HarvestedTask` as it is. */
export const HarvestedLine = z.object({
  id: z.string().regex(/^harvested\//),
  problem: z.string().regex(/^harvested\//),
  language: z.string(),
  domain: z.literal("repository"),
  task: Task,
  context: Context,
  solution: z.null(),
  tests: z.null(),
});
