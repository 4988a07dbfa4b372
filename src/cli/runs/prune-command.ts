import { UsageError, UserError } from "../../contracts/errors.ts";
import { oldestKept } from "../../record/log.ts";
import { printable } from "../../report/printable.ts";
import { deleteMonth, type LogMonth, type LogSource } from "../../workspace/log-refs.ts";
import { openQuestions } from "../questions.ts";
import { openLogOf } from "./load.ts";

export interface PruneOptions {
  readonly repo: string;
  readonly remote?: string;
  readonly keepMonths?: number;
  readonly before?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** `patchjudge runs prune`: deletes old months of the log, where it is kept. */
export async function pruneCommand(options: PruneOptions): Promise<void> {
  const before = firstKept(options, new Date());
  const log = await openLogOf(options);
  const old = log.months.filter(({ month }) => month < before);
  const place = log.remote ?? log.root;
  if (old.length === 0) {
    process.stdout.write(printable(`${place} has no records from before ${before}\n`));
    return;
  }
  const names = old.map(({ month }) => month).join(", ");
  if (options.dryRun) {
    process.stdout.write(printable(`would be deleted in ${place}: ${names}\n`));
    return;
  }
  if (options.yes !== true) await confirm(`Delete the records of ${names} in ${place}?`);
  await deleteMonths(log, old);
}

/** The first month that stays: `keepMonths` counts this one, in UTC as the log does. */
export function firstKept(
  { keepMonths, before }: Pick<PruneOptions, "keepMonths" | "before">,
  now: Date,
): string {
  if ((keepMonths === undefined) === (before === undefined))
    throw new UsageError("pass either --keep-months or --before");
  if (before !== undefined) {
    if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(before))
      throw new UsageError("--before takes a month, such as 2026-03");
    return before;
  }
  if (keepMonths === undefined || keepMonths < 1 || keepMonths > 1200)
    throw new UsageError("--keep-months takes 1 to 1200; this month counts as one");
  return oldestKept(now, keepMonths);
}

async function confirm(question: string): Promise<void> {
  if (process.stdin.isTTY !== true)
    throw new UsageError(`${question} Nobody can answer here: pass --yes, or look at --dry-run`);
  const questions = openQuestions();
  try {
    const answer = await questions.ask(printable(`${question} [y/N]: `));
    if (!/^y(?:es)?$/i.test(answer ?? "")) throw new UserError("nothing was deleted");
  } finally {
    questions.close();
  }
}

/** One after the other: what cannot be deleted must not keep the others. */
async function deleteMonths(log: LogSource, months: readonly LogMonth[]): Promise<void> {
  let kept = 0;
  for (const month of months) {
    const why = await deleteMonth(log, month);
    if (why === null) process.stdout.write(`deleted ${month.month}\n`);
    else process.stderr.write(printable(`kept    ${month.month}: ${why}\n`));
    if (why !== null) kept += 1;
  }
  if (kept > 0) throw new UserError(`${kept} of ${months.length} months could not be deleted`);
}
