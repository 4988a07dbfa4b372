import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "../contracts/engine.ts";
import { UsageError } from "../contracts/errors.ts";
import { canServe, type JudgeFile, parseJudgeFile } from "../judge/judge-file.ts";

/**
 * The judge that `--judge` names: a file, `none`, or `auto` for the one shipped for the engine's
 * model, if there are several for the one that was trained on the domain. `auto` gives null where
 * none is shipped, or the engine cannot give what it reads.
 */
export async function chooseJudge(
  choice: string,
  { engine, folder, domain }: JudgePlace,
): Promise<JudgeFile | null> {
  if (choice === "none") return null;
  if (choice !== "auto") return readJudge(choice);
  const { modelSha256, abilities } = await engine.info();
  if (modelSha256 === null) return null;
  const own = shippedJudges(folder).filter(
    (judge) => judge.base.sha256 === modelSha256 && canServe(judge, abilities),
  );
  return own.find((judge) => judge.domain === domain) ?? own[0] ?? null;
}

interface JudgePlace {
  readonly engine: Engine;
  /** Of the shipped ones. */
  readonly folder: string;
  readonly domain: JudgeFile["domain"];
}

/** All judges of a folder, by name. */
export function shippedJudges(folder: string): JudgeFile[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => readJudge(join(folder, name)));
}

export function readJudge(path: string): JudgeFile {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--judge ${path}: ${why}; it is auto, none, or a judge's file`);
  }
  return parseJudgeFile(text, path);
}
