import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as core from "@actions/core";
import { UserError } from "../contracts/errors.ts";
import { Result } from "../contracts/result.ts";
import { createCodeHost } from "../github/code-host.ts";
import { checkText } from "../publish/check-text.ts";
import type { Inputs } from "./inputs.ts";
import { createOctokit } from "./octokit.ts";
import { readSurroundings } from "./surroundings.ts";

const PROGRAM = join(import.meta.dirname, "cli.js");

/**
 * Has the models work on a frozen request, in a process that has neither the token nor the runner's variables.
 * This one only fetches the request, and does not read it.
 */
export async function runMode(inputs: Inputs): Promise<void> {
  const { repository, workspace, temp, passedOn } = readSurroundings();
  const host = createCodeHost(createOctokit(inputs.token), repository, "");
  const folder = mkdtempSync(join(temp, "patchjudge-"));
  const request = join(folder, "request.json");
  writeFileSync(request, await host.readBlob(inputs.request));
  const out = join(folder, "result");
  const args = ["run", "--request", request, "--repo", workspace, "--out", out, ...flags(inputs)];
  const code = await runQuietly(args, environment(passedOn, inputs));
  if (code !== 0)
    throw new UserError(`the run failed with exit code ${code}; its words stand above`);
  core.setOutput("result", out);
  await summarise(out);
}

function flags({ model, judge, engine, gpu, "judge-model": judgeModel }: Inputs): string[] {
  const own = judgeModel === "" ? [] : ["--judge-model", judgeModel];
  return ["--model", model, ...own, "--judge", judge, "--engine", engine, "--gpu", gpu];
}

function environment(passedOn: Readonly<Record<string, string>>, { cache }: Inputs) {
  return cache === "" ? passedOn : { ...passedOn, PATCHJUDGE_CACHE: cache };
}

/** A stranger's words in the log must not be taken for commands to the runner. */
async function runQuietly(
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

/** The ranking on the run's own page. What it says is made safe like every text of ours. */
async function summarise(out: string): Promise<void> {
  const parsed = Result.safeParse(JSON.parse(await readFile(join(out, "result.json"), "utf8")));
  if (!parsed.success) return;
  const { title, summary } = checkText(parsed.data, new Map());
  await core.summary.addRaw(`### ${title}\n\n${summary}\n`).write();
}
