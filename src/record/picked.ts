import { z } from "zod";

/** Another candidate that a person had opened, beside the judge's choice. */
export const Picked = z.object({
  version: z.literal(1),
  candidate: z.int().positive(),
  /** Null where the settings want a branch alone. */
  pull: z.int().positive().nullable(),
  commit: z.string(),
  /** The account that asked. */
  by: z.string(),
  askedAt: z.string(),
});
export type Picked = z.infer<typeof Picked>;

/** Where a pick stands in its request's folder: by its pull request, which outcomes are found by. */
export function pickPath({ pull, candidate }: { pull: number | null; candidate: number }): string {
  return pull === null ? `picks/candidate-${candidate}.json` : `picks/${pull}.json`;
}
