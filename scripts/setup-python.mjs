#!/usr/bin/env node
// Makes the Python that the integration tests use to run a real llama-server.
// Plain Node without dependencies, so that it can run before `npm ci`.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { cacheDir } from "./cache.mjs";

const REQUIREMENTS = fileURLToPath(new URL("../test/support/requirements.txt", import.meta.url));

/**
 * Installs `test/support/requirements.txt` into `<cache>/python-<hash>` unless it is there.
 * Returns the path of its Python, or `null` after saying why this machine cannot have one.
 *
 * @param {{ cache: string, log: (line: string) => void }} options
 * @returns {Promise<string | null>}
 */
export async function setupPython({ cache, log }) {
  const hash = createHash("sha256")
    .update(await readFile(REQUIREMENTS))
    .digest("hex");
  const folder = join(cache, `python-${hash.slice(0, 12)}`);
  const python = join(folder, "bin", "python");
  if (existsSync(python)) {
    return python;
  }
  // Packages go into `<folder>.packages` and the folder gets its name last: a half-made one is
  // never taken for a whole one. A virtual environment itself must not be moved, so only the
  // packages are made beforehand.
  const packages = `${folder}.packages.${process.pid}`;
  const begun = `${folder}.${process.pid}`;
  try {
    await mkdir(cache, { recursive: true });
    log("installing Python packages for the tests");
    await run("python3", ["-m", "venv", "--without-pip", begun]);
    await run("python3", [
      ...["-m", "pip", "install", "--quiet", "--only-binary", ":all:"],
      ...["--target", packages, "-r", REQUIREMENTS],
    ]);
    const site = await run(join(begun, "bin", "python"), [
      "-c",
      "import sysconfig; print(sysconfig.get_path('purelib'))",
    ]);
    await rm(site.trim(), { recursive: true, force: true });
    await rename(packages, site.trim());
    await rename(begun, folder);
    return python;
  } catch (error) {
    log(`not run: ${error instanceof Error ? error.message : error}`);
    return existsSync(python) ? python : null;
  } finally {
    await rm(packages, { recursive: true, force: true });
    await rm(begun, { recursive: true, force: true });
  }
}

/**
 * @param {string} command
 * @param {string[]} args
 * @returns {Promise<string>}
 */
function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let errors = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      errors = (errors + chunk).slice(-2000);
    });
    child.on("error", (cause) => reject(new Error(`${command} cannot be started`, { cause })));
    child.on("close", (code) => {
      if (code === 0) {
        resolve(output);
        return;
      }
      const line = errors.trim().split("\n").at(-1) ?? "";
      reject(new Error(`${command} ${args[1]} failed: ${line}`));
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const cache = cacheDir();
  const python = await setupPython({ cache, log: console.error });
  if (python === null) {
    process.exitCode = 1;
  } else {
    console.log(python);
  }
}
