#!/usr/bin/env node
// Runs one of the benchmarks in bench/: node scripts/bench.mjs NAME [options].
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";

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
const program = await bundle(name);
// A benchmark is a program of its own or exports one as `run`; either finds its own options only.
process.argv = [process.execPath, program, ...args];
const { run } = await import(pathToFileURL(program).href);
if (run !== undefined) process.exit(await run(args));

/**
 * Bundles a benchmark, with whatever it takes from src/ and test/support/, into one file.
 *
 * @param {string} benchmark
 * @returns {Promise<string>}
 */
async function bundle(benchmark) {
  // Not at the top: the list of names needs no dependencies.
  const { build } = await import("esbuild");
  const outfile = `${root}node_modules/.cache/patchjudge/bench-${benchmark}.mjs`;
  await build({
    absWorkingDir: root,
    entryPoints: [`bench/${benchmark}.ts`],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    sourcemap: "inline",
    logLevel: "warning",
    plugins: [{ name: "own-place", setup: keepPlaces }],
  });
  return outfile;
}

/**
 * Modules that look for files beside themselves keep finding them after bundling.
 *
 * @param {import("esbuild").PluginBuild} build
 */
function keepPlaces(build) {
  build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
    const text = await readFile(path, "utf8");
    const url = JSON.stringify(pathToFileURL(path).href);
    return { contents: text.replaceAll("import.meta.url", url), loader: "ts" };
  });
}
