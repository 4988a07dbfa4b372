import { resolve } from "node:path";
import { UsageError, UserError } from "../../contracts/errors.ts";
import { issueBehind } from "../../contracts/request.ts";
import { type Harvested, type HarvestRun, harvestRun } from "../../learn/harvest/harvest.ts";
import { harvestReport } from "../../learn/harvest/report.ts";
import { isDamaged, type KeptRun, readRecordedResult } from "../../record/read.ts";
import { pullsOf } from "../../record/summary.ts";
import { type LogOptions, listFolders, openLogOf, readFolders } from "../runs/load.ts";
import { writeJsonl } from "./jsonl.ts";

export interface HarvestOptions extends LogOptions {
  readonly out: string;
  readonly tasksOut?: string;
}

/** `patchjudge learn harvest`: a pool from what people did with the patches of a repository. */
export async function harvestCommand(options: HarvestOptions): Promise<void> {
  const tasksOut = options.tasksOut ?? `${options.out}.tasks`;
  if (resolve(tasksOut) === resolve(options.out))
    throw new UsageError("--out and --tasks-out name one file; pass two");
  const { harvested, ...left } = await harvestLog(options);
  const pool = harvested.flatMap((each) => each.pool);
  const tasks = harvested.flatMap((each) => each.tasks);
  try {
    writeJsonl(options.out, pool);
    writeJsonl(tasksOut, tasks);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`the pool cannot be written: ${why}. Pass another --out.`);
  }
  process.stderr.write(`${harvestReport(harvested, left).join("\n")}\n`);
  process.stdout.write(`${options.out}\n${tasksOut}\n`);
}

/** The whole log; what cannot be read is counted. */
async function harvestLog(options: LogOptions) {
  const log = await openLogOf(options);
  const { all, damaged } = await listFolders(log);
  const harvested: Harvested[] = [];
  const left = { damaged: damaged.length, withoutResult: 0 };
  for await (const { run, files } of readFolders(log, all, { results: true })) {
    const result = isDamaged(run) ? "" : readRecordedResult(run, files);
    if (isDamaged(run)) left.damaged += 1;
    else if (typeof result === "string") left.withoutResult += 1;
    else harvested.push(harvestRun(toHarvest(run, result)));
  }
  return { harvested, ...left };
}

function toHarvest(run: KeptRun, result: HarvestRun["result"]): HarvestRun {
  const { id, request, publication } = run;
  const { origin } = request;
  const issue =
    origin === undefined ? id.slice(0, 16) : `${origin.repositoryId}-${issueBehind(request)}`;
  return { id, issue, result, diffs: publication.diffs, pulls: pullsOf(run) };
}
