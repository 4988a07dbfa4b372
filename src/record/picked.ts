import { z } from "zod";

/** Another candidate that a person had opened: what stands in `picks/<candidate>.json`. */
export const Picked = z.object({
  version: z.literal(1),
  candidate: z.int().positive(),
  pull: z.int().positive(),
  commit: z.string(),
  /** The account that asked. */
  by: z.string(),
  askedAt: z.string(),
});
export type Picked = z.infer<typeof Picked>;
