import type { Command } from "commander";
import { WeightsError } from "../contracts/errors.ts";
import { listModels } from "../weights/presets.ts";
import { type Model, type ResolveOptions, resolveModel, verifyModel } from "../weights/resolve.ts";
import type { Environment } from "./environment.ts";
import { createProgress } from "./progress-bar.ts";
import { stopSignal } from "./stop-signal.ts";

/** `patchjudge models list|pull|path|verify`. */
export function addModelsCommands(program: Command, env: Environment): void {
  const models = program.command("models").description("the model files on this machine");
  models
    .command("list")
    .description("models that are known by name")
    .action(() => list(env));
  models
    .command("pull")
    .description("download a model and check it")
    .argument("[model]", "name or id", "1.5b")
    .action(async (name) => print((await find(name, env, {})).path));
  models
    .command("path")
    .description("where a model's file is; fails if it is not there")
    .argument("[model]", "name or id", "1.5b")
    .action(async (name) => print((await find(name, env, { offline: true })).path));
  models
    .command("verify")
    .description("compute a file's SHA-256 again and compare it")
    .argument("[model]", "name or id", "1.5b")
    .action((name) => verify(name, env));
}

async function list(env: Environment): Promise<void> {
  for (const line of listModels()) {
    const name = line.split(/\s/)[0] ?? "";
    print(`${(await isPresent(name, env)) ? "●" : "○"} ${line}`);
  }
  print("\n● on this machine   ○ patchjudge models pull NAME");
}

async function isPresent(name: string, env: Environment): Promise<boolean> {
  try {
    await find(name, env, { offline: true });
    return true;
  } catch (error) {
    if (error instanceof WeightsError) return false;
    throw error;
  }
}

async function verify(name: string, env: Environment): Promise<void> {
  const model = await find(name, env, { offline: true });
  const bar = createProgress(env.stderrIsTerminal);
  try {
    const sha256 = await verifyModel(model, (done, total) =>
      bar.progress({ step: "set-up", done, total, note: "checking" }),
    );
    bar.end();
    print(`${sha256}  ${model.path}`);
  } finally {
    bar.end();
  }
}

async function find(name: string, env: Environment, more: Partial<ResolveOptions>): Promise<Model> {
  const bar = createProgress(env.stderrIsTerminal);
  const stop = stopSignal();
  try {
    return await resolveModel({
      name,
      cache: env.cache,
      hfEndpoint: env.hfEndpoint,
      progress: (done, total) =>
        bar.progress({ step: "set-up", done, total, note: `weights ${name}` }),
      signal: stop.signal,
      ...more,
    });
  } finally {
    bar.end();
    stop.release();
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
