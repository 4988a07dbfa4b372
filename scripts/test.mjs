// npm test: sets up what is missing, then runs the tests. `--model` runs those with real weights.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { cacheDir } from "./cache.mjs";
import {
  ensureDependencies,
  ensureWeights,
  guarded,
  log,
  NO_WEIGHTS,
  ROOT,
  run,
} from "./setup.mjs";
import { setupPython } from "./setup-python.mjs";

const args = process.argv.slice(2).filter((arg) => arg !== "--model");
const withModel = process.argv.includes("--model");

process.exitCode = await guarded(main);

async function main() {
  await ensureDependencies();
  const { buildAll } = await import("./build.mjs");
  await buildAll();
  if (withModel) {
    const code = await ensureWeights("0.5b");
    if (code === NO_WEIGHTS) log("model tests not run: the weights could not be had");
    if (code !== 0) return code;
  } else {
    await setupPython({ cache: cacheDir(), log });
  }
  const config = withModel ? "jest.model.config.js" : "jest.config.js";
  const results = join(ROOT, "coverage", withModel ? "model-results.json" : "test-results.json");
  await mkdir(join(ROOT, "coverage"), { recursive: true });
  const jest = join(ROOT, "node_modules", "jest", "bin", "jest.js");
  const options = ["--config", config, "--json", "--outputFile", results, "--silent=false"];
  const env = {
    ...process.env,
    NODE_OPTIONS: "--experimental-vm-modules --disable-warning=ExperimentalWarning",
  };
  // Jest prints its JSON on standard output too; people read standard error.
  return run(process.execPath, [jest, ...options, ...args], {
    env,
    stdio: ["inherit", "ignore", "inherit"],
  });
}
