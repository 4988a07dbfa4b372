#!/usr/bin/env node
// npm run pictures: the README's pictures, taken from the twin's pages by a headless Chromium.
import { existsSync } from "node:fs";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundle } from "./bundle.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

if (!existsSync(`${root}dist/cli/main.js`)) {
  console.error("dist/cli/main.js is missing: run npm run build");
  process.exit(2);
}
const program = await bundle("scripts/pictures/pictures.ts", "pictures");
const { run } = await import(pathToFileURL(program).href);
process.exit(await run(root, process.argv.slice(2)));
