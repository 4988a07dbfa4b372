import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { cacheFolder } from "./cache.ts";

/** What is at hand instead of the path, where Node 24 cannot be had. */
export type Node24 = { readonly path: string } | { readonly missing: string };

/** Node 24 from the package registry, installed once into the tool's cache. */
export async function findNode24(): Promise<Node24> {
  const name = `node-${process.platform}-${process.arch}`;
  const folder = join(cacheFolder(), "node24");
  const path = join(folder, "node_modules", name, "bin", "node");
  if (existsSync(path)) return { path };
  try {
    await mkdir(folder, { recursive: true });
    const quiet = ["--no-save", "--no-audit", "--no-fund", "--ignore-scripts"];
    const args = ["install", "--prefix", folder, ...quiet, `${name}@24`];
    await promisify(execFile)("npm", args, { timeout: 120_000 });
  } catch (error) {
    const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
    return { missing: `Node 24 could not be installed (${why})` };
  }
  return existsSync(path) ? { path } : { missing: `${name}@24 has no program` };
}
