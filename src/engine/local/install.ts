import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import lockfile from "proper-lockfile";
import { EngineError, StoppedError } from "../../contracts/errors.ts";

const run = promisify(execFile);

export interface InstallOptions {
  /** The repository's `runtime/`: package.json and lock of the pinned engine. */
  readonly pinnedDir: string;
  /** Tool cache; the engine goes to `<cache>/engine/<key>`. */
  readonly cache: string;
  /** Environment for npm: proxies and registry settings are the user's. */
  readonly env: NodeJS.ProcessEnv;
  readonly platform?: string;
  /** Also installs the CUDA build beside the CPU one. */
  readonly cuda?: boolean;
  readonly signal?: AbortSignal;
  /** Packages installed so far, of about `total`. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Where the engine of this version lies once it is installed: another lock or platform is another folder. */
export async function engineFolder(
  options: Pick<InstallOptions, "pinnedDir" | "cache" | "cuda" | "platform">,
): Promise<string> {
  const platform = options.platform ?? ownPlatform();
  const lock = await readFile(join(options.pinnedDir, "package-lock.json"), "utf8");
  const key = createHash("sha256").update(lock).digest("hex").slice(0, 12);
  return join(options.cache, "engine", `${key}-${platform}${options.cuda ? "-cuda" : ""}`);
}

function ownPlatform(): string {
  return `${osName(process.platform)}-${process.arch}`;
}

/**
 * Installs the pinned inference engine into the tool cache, once a version and platform, and
 * returns its folder. Only the platform's own prebuilt binary is taken (85 MB instead of 725).
 * Safe beside other processes; a broken-off install leaves nothing that looks finished.
 */
export async function installEngine(options: InstallOptions): Promise<string> {
  const platform = options.platform ?? ownPlatform();
  const folder = await engineFolder(options);
  if (existsSync(join(folder, "installed"))) return folder;
  await mkdir(folder, { recursive: true });
  const release = await lockfile.lock(folder, {
    retries: { retries: 600, maxTimeout: 1_000 },
    // The default throws out of a timer, which nobody could catch.
    onCompromised: () => {},
  });
  try {
    if (!existsSync(join(folder, "installed"))) await fill(folder, platform, options);
    return folder;
  } finally {
    await release().catch(() => {});
  }
}

interface LockEntry {
  readonly version?: string;
  readonly optional?: boolean;
}

async function fill(folder: string, platform: string, options: InstallOptions): Promise<void> {
  const staging = join(folder, "staging");
  await rm(staging, { recursive: true, force: true });
  await cp(options.pinnedDir, staging, { recursive: true });
  const manifest = JSON.parse(await readFile(join(staging, "package-lock.json"), "utf8")) as {
    packages: Record<string, LockEntry>;
  };
  const total = Object.values(manifest.packages).filter((entry) => !entry.optional).length + 1;
  const timer = setInterval(() => {
    void countPackages(staging).then((done) => options.onProgress?.(Math.min(done, total), total));
  }, 250);
  try {
    const binaries = binaryPackages(platform, options.cuda === true, manifest.packages);
    // Not `npm ci`: it refuses a lock that lacks platforms which the registry lacked when the lock
    // was made. With a lock at hand `install` takes the same versions and checks the same hashes.
    const quiet = [
      "--ignore-scripts",
      "--omit=optional",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
    ];
    await npm(["install", "--no-save", ...quiet, ...binaries], staging, options);
  } finally {
    clearInterval(timer);
  }
  await rm(join(folder, "node_modules"), { recursive: true, force: true });
  for (const entry of ["node_modules", "package.json"]) {
    await rename(join(staging, entry), join(folder, entry));
  }
  await rm(staging, { recursive: true, force: true });
  await writeFile(join(folder, "installed"), new Date().toISOString());
  options.onProgress?.(total, total);
}

function binaryPackages(
  platform: string,
  cuda: boolean,
  packages: Record<string, LockEntry>,
): string[] {
  const names = [`@node-llama-cpp/${platform}${platform === "mac-arm64" ? "-metal" : ""}`];
  if (cuda) names.push(`@node-llama-cpp/${platform}-cuda`);
  // A registry mirror may lack other platforms' builds when the lock is made: same version then.
  const fallback = packages["node_modules/node-llama-cpp"]?.version;
  return names.map((name) => `${name}@${packages[`node_modules/${name}`]?.version ?? fallback}`);
}

async function npm(
  args: string[],
  cwd: string,
  { env, signal }: Pick<InstallOptions, "env" | "signal">,
): Promise<void> {
  try {
    await run("npm", args, { cwd, env, signal, maxBuffer: 16_000_000 });
  } catch (error) {
    if (signal?.aborted) throw new StoppedError();
    const said = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
    const lines = said.split("\n").filter((line) => line.includes("error"));
    throw new EngineError(
      `the inference engine could not be installed with npm: ${lines.slice(0, 3).join(" ")}. ` +
        "Check that npm can reach a registry and that the disk is not full, then run again.",
      { cause: error },
    );
  }
}

async function countPackages(folder: string): Promise<number> {
  const modules = join(folder, "node_modules");
  const names = await readdir(modules).catch(() => []);
  return names.length;
}

function osName(platform: string): string {
  return platform === "darwin" ? "mac" : platform === "win32" ? "win" : platform;
}
