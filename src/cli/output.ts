import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { UsageError, UserError } from "../contracts/errors.ts";
import { Result } from "../contracts/result.ts";
import type { RunOutcome } from "../pipeline/run.ts";
import { renderPage } from "../report/page.ts";

/**
 * Writes `result.json`, `candidates/*.diff` and `report.html`. The result comes last and in one
 * step: a folder that has one is complete.
 */
export async function writeOutput(folder: string, { result, patches }: RunOutcome): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await rm(join(folder, "result.json"), { force: true });
    await mkdir(join(folder, "candidates"), { recursive: true });
    await removeOldDiffs(join(folder, "candidates"));
    for (const [id, patch] of patches) {
      await writeFile(join(folder, "candidates", `${id}.diff`), patch.diff);
    }
    await writeFile(join(folder, "report.html"), renderPage(result));
    await writeFile(join(folder, "result.json.tmp"), `${JSON.stringify(result, null, 2)}\n`);
    await rename(join(folder, "result.json.tmp"), join(folder, "result.json"));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`the result cannot be written to ${folder}: ${why}. Pass another --out.`, {
      cause: error,
    });
  }
}

/** Whether results can be written there: found out now rather than after minutes of work. Throws a `UserError`. */
export async function assertWritable(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, ".probe"), "can be written\n");
    await rm(join(folder, ".probe"));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UserError(`the folder ${folder} cannot be written: ${why}. Pass another --out.`);
  }
}

/** Only what a run wrote goes: `--out` may name a folder that holds other things as well. */
async function removeOldDiffs(folder: string): Promise<void> {
  const old = (await readdir(folder)).filter((name) => /^\d+\.diff$/.test(name));
  await Promise.all(old.map((name) => rm(join(folder, name))));
}

/** Reads a result that an earlier run wrote, checked as a stranger's file. */
export async function readResult(folder: string): Promise<Result> {
  const file = join(folder, "result.json");
  const text = await readFile(file, "utf8").catch(() => {
    throw new UsageError(`there is no result in ${folder}; pass the folder that a run wrote`);
  });
  const parsed = Result.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new UsageError(`${file} is not a result of this version (at "${at}"); run again`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
