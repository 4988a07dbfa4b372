import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import * as core from "@actions/core";
import type { Inputs } from "./inputs.ts";
import type { Surroundings } from "./surroundings.ts";

const PROGRAM = join(import.meta.dirname, "cli.js");

/**
 * What the models' process gets: no token, no address, none of the runner's own variables. The key of a
 * llama-server goes to the process that asks it, and to no other.
 */
export function modelEnvironment(
  { passedOn, engineKey }: Pick<Surroundings, "passedOn" | "engineKey">,
  { cache, engine }: Pick<Inputs, "cache" | "engine">,
): Record<string, string> {
  const isAsked = engine !== "local" && engineKey !== undefined;
  if (isAsked) core.setSecret(engineKey);
  return {
    ...passedOn,
    ...(cache === "" ? {} : { PATCHJUDGE_CACHE: cache }),
    ...(isAsked ? { PATCHJUDGE_API_KEY: engineKey } : {}),
  };
}

/** A stranger's words in the log must not be taken for commands to the runner. */
export async function runQuietly(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<number> {
  const mark = randomUUID();
  core.info(`::stop-commands::${mark}`);
  try {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      env,
      stdio: ["ignore", "inherit", "inherit"],
    });
    return await ended(child);
  } finally {
    core.info(`::${mark}::`);
  }
}

/** A cancelled job is told twice, and killed soon after: the first word is handed on at once. */
function ended(child: ChildProcess): Promise<number> {
  const hand = (signal: NodeJS.Signals) => child.kill(signal);
  process.on("SIGINT", hand).on("SIGTERM", hand);
  return new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve(signal === null ? (code ?? 1) : 3));
  }).finally(() => process.off("SIGINT", hand).off("SIGTERM", hand));
}
