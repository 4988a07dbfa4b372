import { z } from "zod";
import { Context } from "../../contracts/context.ts";
import { Task } from "../../contracts/task.ts";

/** A line that `patchjudge learn seed` writes: a `TestedTask` as it is. */
export const RepositoryTask = z.object({
  id: z.string().regex(/^seeded\//),
  problem: z.string().regex(/^seeded\//),
  language: z.enum(["python", "javascript"]),
  domain: z.literal("repository"),
  task: Task,
  context: Context,
  solution: z.string(),
  tests: z.object({
    style: z.literal("repository"),
    package: z.string(),
    path: z.string(),
    startLine: z.int().positive(),
    originalEndLine: z.int().positive(),
    sha256: z.string(),
    operator: z.string(),
    killers: z.array(z.string()).min(1),
  }),
});
export type RepositoryTask = z.infer<typeof RepositoryTask>;
