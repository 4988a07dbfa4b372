#!/usr/bin/env node
// Runs one of the benchmarks in bench/: node scripts/bench.mjs NAME [options].
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundle } from "./bundle.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const [name, ...args] = process.argv.slice(2);
const names = (await readdir(`${root}bench`))
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.slice(0, -".ts".length));

if (name === undefined || !names.includes(name)) {
  console.error(
    name === undefined ? "which benchmark?" : `there is no benchmark ${JSON.stringify(name)}`,
  );
  console.error(`known are: ${names.join(", ")}`);
  process.exit(2);
}
if (!existsSync(`${root}dist/engine/worker.js`)) {
  console.error("dist/engine/worker.js is missing: run npm run build");
  process.exit(2);
}
const program = await bundle(`bench/${name}.ts`, `bench-${name}`);
// A benchmark is a program of its own or exports one as `run`; either finds its own options only.
process.argv = [process.execPath, program, ...args];
const { run } = await import(pathToFileURL(program).href);
if (run !== undefined) process.exit(await run(args));
