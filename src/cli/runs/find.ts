import { UsageError, UserError } from "../../contracts/errors.ts";
import type { Result } from "../../contracts/result.ts";
import {
  isDamaged,
  isRequestId,
  type KeptRun,
  type RecordFiles,
  readRecordedResult,
} from "../../record/read.ts";
import { type LogOptions, listFolders, openLogOf, readFolders } from "./load.ts";

/** More of them help nobody to choose. */
const MOST_NAMED = 10;

export interface FoundRun {
  readonly run: KeptRun;
  /** Or in words why there is none. */
  readonly result: Result | string;
  /** The record's files as they stand in the log. */
  readonly files: RecordFiles;
}

/** The one run whose id begins so. Throws a `UserError` where there is none, several, or only a damaged one. */
export async function findRun(prefix: string, options: LogOptions): Promise<FoundRun> {
  const log = await openLogOf(options);
  const { all } = await listFolders(log);
  const wanted = prefix.toLowerCase();
  const found = all.filter(({ id }) => isRequestId(id) && id.startsWith(wanted));
  if (found.length === 0)
    throw new UsageError(`no run begins with ${JSON.stringify(prefix)}; see: patchjudge runs list`);
  if (found.length > 1) {
    const names = found.slice(0, MOST_NAMED).map(({ id }) => `\n  ${id}`);
    const more = found.length > MOST_NAMED ? `\n  and ${found.length - MOST_NAMED} more` : "";
    throw new UsageError(
      `${JSON.stringify(prefix)} begins ${found.length} runs; give more of the id:${names.join("")}${more}`,
    );
  }
  for await (const { run, files } of readFolders(log, found, { results: true })) {
    if (isDamaged(run)) throw new UserError(`the record of ${run.id} is damaged: ${run.damage}`);
    return { run, result: readRecordedResult(run, files), files };
  }
  throw new Error("a folder was not read");
}
