import { z } from "zod";
import type { Engine } from "../../contracts/engine.ts";

/** What an answer of a model took: wall time on the machine at hand, and tokens it evaluated. */
export const Cost = z.object({ seconds: z.number(), tokens: z.int() });
export type Cost = z.infer<typeof Cost>;

/** Does the work, and says what it took of the engine, which nobody else may use meanwhile. */
export async function measured<T>(
  engine: Engine,
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly cost: Cost }> {
  const [before, start] = [engine.usage().evaluatedTokens, performance.now()];
  const value = await work();
  const seconds = Math.round(performance.now() - start) / 1000;
  return { value, cost: { seconds, tokens: engine.usage().evaluatedTokens - before } };
}
