import type { Command } from "commander";
import { verifyModel } from "../weights/resolve.ts";
import { machineFindings } from "./doctor/machine.ts";
import { report } from "./doctor/report.ts";
import { provide } from "./engines.ts";
import type { Environment } from "./environment.ts";
import { createProgress } from "./progress-bar.ts";
import { stopSignal } from "./stop-signal.ts";

/** `patchjudge runner setup`: once on the machine with the GPU, so that its jobs need no network. */
export function addRunnerCommands(program: Command, env: Environment): void {
  program
    .command("runner")
    .description("the machine that runs the models")
    .command("setup")
    .description("install engine and weights, check their hashes, and look at the rest")
    .option("--model <id|file>", "model that is to be run; give it again for more", collect, [])
    .action((options: { model: string[] }) => setUp(options.model, env));
}

async function setUp(given: readonly string[], env: Environment): Promise<void> {
  const models = given.length === 0 ? ["1.5b"] : given;
  const stop = stopSignal();
  const bar = createProgress(env.stderrIsTerminal);
  const hooks = { progress: bar.progress, signal: stop.signal };
  const lines: string[] = [];
  try {
    for (const model of models) {
      const { weights } = await provide({ model, gpu: "auto" }, env, hooks);
      const sha256 = await verifyModel(weights, (done, total) =>
        bar.progress({ step: "set-up", done, total, note: `checking ${model}` }),
      );
      lines.push(`${sha256}  ${weights.path}`);
    }
  } finally {
    bar.end();
    stop.release();
  }
  process.stdout.write(`${lines.join("\n")}\n\n`);
  report(await machineFindings(env, { model: models[0] ?? "", engine: "local" }), env, false);
  process.stdout.write(
    `\nJobs need no network from now on. For a machine without one, copy ${env.cache} there.\n`,
  );
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}
