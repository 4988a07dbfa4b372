#!/usr/bin/env node
// Runs one of the fuzzers in fuzz/: node scripts/fuzz.mjs NAME [options].
import { readdir } from "node:fs/promises";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundle } from "./bundle.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const [name, ...args] = process.argv.slice(2);
const names = (await readdir(`${root}fuzz`))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -".ts".length));

if (name === undefined || !names.includes(name)) {
  console.error(
    name === undefined ? "which fuzzer?" : `there is no fuzzer ${JSON.stringify(name)}`,
  );
  console.error(`known are: ${names.join(", ")}`);
  process.exit(2);
}
const worker = await bundle(`fuzz/${name}/worker.ts`, `fuzz-${name}-worker`);
const program = await bundle(`fuzz/${name}.ts`, `fuzz-${name}`);
const { run } = await import(pathToFileURL(program).href);
process.exitCode = await run(args, worker);
