import { UsageError } from "../../contracts/errors.ts";

/** Problems kept for the final measurement: nothing is trained, tuned or chosen on them. */
const RESERVED: readonly { benchmark: string; from: number; to: number }[] = [
  { benchmark: "mbpp", from: 11, to: 510 },
  { benchmark: "humaneval", from: 40, to: Number.POSITIVE_INFINITY },
];

/** Whether a problem such as `mbpp/42` is kept for the final measurement, in every language. */
export function isReserved(problem: string): boolean {
  const [benchmark, number] = problem.split("/");
  return RESERVED.some(
    (range) =>
      range.benchmark === benchmark && Number(number) >= range.from && Number(number) <= range.to,
  );
}

/** Throws a `UsageError` that names the first reserved problem. */
export function assertNotReserved(problems: readonly string[]): void {
  const found = problems.find(isReserved);
  if (found === undefined) return;
  throw new UsageError(
    `${found} is kept for the final measurement; choose others with --only (mbpp/601-974, for example)`,
  );
}
