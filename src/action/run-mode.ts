import { mkdtempSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as core from "@actions/core";
import { UserError } from "../contracts/errors.ts";
import { Request, roundOf } from "../contracts/request.ts";
import { Result } from "../contracts/result.ts";
import { createClient } from "../github/client.ts";
import { createCodeHost } from "../github/code-host.ts";
import { checkText } from "../publish/check-text.ts";
import type { Inputs } from "./inputs.ts";
import { modelEnvironment, runQuietly } from "./process.ts";
import { readSurroundings } from "./surroundings.ts";

/**
 * Has the models work on a frozen request, in a process that has neither the token nor the runner's variables.
 * This one only fetches the request.
 */
export async function runMode(inputs: Inputs): Promise<void> {
  const around = readSurroundings();
  const { repository, workspace, temp } = around;
  const host = createCodeHost(await createClient(inputs.token), repository, "");
  const folder = mkdtempSync(join(temp, "patchjudge-"));
  const request = join(folder, "request.json");
  const frozen = await host.readBlob(inputs.request);
  writeFileSync(request, frozen);
  const out = join(folder, "result");
  const args = ["run", "--request", request, "--repo", workspace, "--out", out, ...flags(inputs)];
  const code = await runQuietly(args, modelEnvironment(around, inputs));
  if (code !== 0)
    throw new UserError(`the run failed with exit code ${code}; its words stand above`);
  core.setOutput("result", out);
  await summarise(out, frozen);
}

function flags({ model, judge, engine, gpu, "judge-model": judgeModel }: Inputs): string[] {
  const own = judgeModel === "" ? [] : ["--judge-model", judgeModel];
  return ["--model", model, ...own, "--judge", judge, "--engine", engine, "--gpu", gpu];
}

/** The ranking on the run's own page. What it says is made safe like every text of ours. */
async function summarise(out: string, frozen: Uint8Array): Promise<void> {
  const parsed = Result.safeParse(JSON.parse(await readFile(join(out, "result.json"), "utf8")));
  if (!parsed.success) return;
  const asked = Request.safeParse(JSON.parse(Buffer.from(frozen).toString("utf8")));
  const round = asked.success ? roundOf(asked.data) : 1;
  const { title, summary } = checkText(parsed.data, new Map(), { round });
  await core.summary.addRaw(`### ${title}\n\n${summary}\n`).write();
}
