import { UsageError } from "../../contracts/errors.ts";

/** What the laboratory cannot work with is for its user to mend: too few tasks, states of another pool. */
export function rangeAsUsage<Result>(work: () => Result, where = ""): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UsageError(`${where}${error.message}`);
  }
}
