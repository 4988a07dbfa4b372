import type { Log } from "../lifecycle/workplace.ts";

/** One thing that cannot be read must not keep all others from being looked after. */
export async function apart(log: Log, what: object, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.warn({ err: error, ...what }, "the sweep broke here; it is tried again");
  }
}
