import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { UserError } from "../../contracts/errors.ts";
import nodeManifest from "../../learn/seed/node-tools.json" with { type: "json" };
import nodeLock from "../../learn/seed/node-tools.lock.json" with { type: "json" };
import { type PackageStore, SeedList, type SeedPackage } from "../../learn/seed/package.ts";
import list from "../../learn/seed/packages.json" with { type: "json" };
import type { Environment } from "../environment.ts";
import { createPackageStore } from "./seed-store.ts";

const run = promisify(execFile);

/** The pinned packages; those missing in the tool cache are downloaded when they are first asked for. */
export async function openSeedStore(env: Environment): Promise<PackageStore> {
  const { packages, pythonTools } = SeedList.parse(list);
  const root = join(env.cache, "seeds");
  await mkdir(root, { recursive: true });
  const waiting = new Map<string, Promise<string>>();
  const tools = {
    python: join(root, "python-tools"),
    node: join(root, "node-tools", "node_modules"),
  };
  async function folderOf(pack: SeedPackage): Promise<string> {
    if (pack.registry === "example") return examplePath(pack);
    const folder = join(root, pack.registry, `${pack.name.replaceAll("/", "+")}-${pack.version}`);
    const known = waiting.get(folder);
    if (known !== undefined) return await known;
    const ready = (async () => {
      if (pack.language === "python") await installPythonTools(tools.python, pythonTools, env);
      else await installNodeTools(join(root, "node-tools"), env);
      await once(folder, (part) => download(pack, part, env));
      return folder;
    })();
    waiting.set(folder, ready);
    return await ready;
  }
  return createPackageStore({ packages, folderOf, tools });
}

/** Our own example, below the folder of our package.json. */
function examplePath(pack: SeedPackage): string {
  for (const up of ["../../..", "../.."]) {
    const path = fileURLToPath(new URL(`${up}/examples/${pack.name}/repo`, import.meta.url));
    if (existsSync(path)) return path;
  }
  throw new UserError(`the example ${pack.name} is not here; leave it out with --packages`);
}

/** Fills a folder in a place beside it first, so that a stop leaves no half of it. */
async function once(folder: string, fill: (part: string) => Promise<void>): Promise<void> {
  if (existsSync(folder)) return;
  await mkdir(join(folder, ".."), { recursive: true });
  const part = await mkdtemp(`${folder}.part-`);
  try {
    await fill(part);
    await rename(part, folder);
  } finally {
    await rm(part, { recursive: true, force: true });
  }
}

async function download(pack: SeedPackage, folder: string, env: Environment): Promise<void> {
  const held = await mkdtemp(join(env.cache, "seeds", "download-"));
  try {
    const { name, version } = pack;
    if (pack.registry === "pypi") {
      const flags = ["--no-binary", ":all:", "--no-deps", "--dest", held];
      await client(env, "pip", ["download", "-q", ...flags, `${name}==${version}`]);
    } else {
      await client(env, "npm", [
        "pack",
        "--silent",
        "--ignore-scripts",
        "--pack-destination",
        held,
        `${name}@${version}`,
      ]);
    }
    const [file, ...others] = await readdir(held);
    if (file === undefined || others.length > 0)
      throw new UserError(`${name}: no single archive came`);
    const archive = join(held, file);
    assertHash(pack, await readFile(archive));
    await client(env, "tar", [
      "-xzf",
      archive,
      "-C",
      folder,
      "--strip-components=1",
      "--no-same-owner",
    ]);
  } finally {
    await rm(held, { recursive: true, force: true });
  }
}

function assertHash({ name, version, hash }: SeedPackage, bytes: Buffer): void {
  const hex = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
  const integrity = `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
  if (hash === hex || hash === integrity) return;
  throw new UserError(
    `${name} ${version} is not the archive that packages.json pins; it was not unpacked`,
  );
}

type Pinned = SeedList["pythonTools"][number];

async function installPythonTools(
  folder: string,
  tools: readonly Pinned[],
  env: Environment,
): Promise<void> {
  await once(folder, async (part) => {
    const lines = tools.map(({ name, version, hash }) => `${name}==${version} --hash=${hash}`);
    const file = join(part, "requirements.txt");
    await writeFile(file, `${lines.join("\n")}\n`);
    const flags = ["--no-deps", "--only-binary", ":all:", "--require-hashes", "--target", part];
    await client(env, "pip", ["install", "-q", ...flags, "-r", file]);
  });
}

async function installNodeTools(folder: string, env: Environment): Promise<void> {
  await once(folder, async (part) => {
    await writeFile(join(part, "package.json"), JSON.stringify(nodeManifest));
    await writeFile(join(part, "package-lock.json"), JSON.stringify(nodeLock));
    await client(env, "npm", [
      "ci",
      "--silent",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--prefix",
      part,
    ]);
  });
}

/** A program of the machine, with the user's own settings for registries. */
async function client(env: Environment, program: string, args: readonly string[]): Promise<void> {
  try {
    await run(program, args, { env: env.variables, maxBuffer: 16 * 1024 ** 2, timeout: 300_000 });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const end = said.trim().split("\n").slice(-3).join(" ");
    throw new UserError(`${program} ${args[0]} failed: ${end}`, { cause: error });
  }
}
