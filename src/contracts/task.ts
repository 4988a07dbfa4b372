import { z } from "zod";

/** The part of a request that the models see. Benchmarks make tasks too, without GitHub. */
export const Task = z.object({
  title: z.string().min(1),
  body: z.string(),
  discussion: z.array(z.object({ author: z.string(), body: z.string() })),
  /** Kinds of text that were taken out because a reader of the rendered issue would not see it. */
  hiddenTextRemoved: z.array(z.string()),
});
export type Task = z.infer<typeof Task>;
