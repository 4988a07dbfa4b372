import { cp, mkdtemp, readdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../contracts/errors.ts";
import type { PackageStore, SeedPackage } from "../../learn/seed/package.ts";

export interface StoreOptions {
  readonly packages: readonly SeedPackage[];
  /** The folder of a package, absolute. */
  readonly folderOf: (pack: SeedPackage) => Promise<string>;
  readonly tools: PackageStore["tools"];
}

/** Packages as folders; copies are made below the system's temporary folder. */
export function createPackageStore({ packages, folderOf, tools }: StoreOptions): PackageStore {
  return {
    packages,
    tools,
    async list(pack, patterns) {
      const tests = patterns.map(toRegExp);
      const paths = await listFiles(await folderOf(pack));
      const found = paths.filter((path) => tests.some((test) => test.test(path))).sort();
      if (found.length > 0) return found;
      throw new UserError(`${pack.name} ${pack.version} has no files like ${patterns.join(", ")}`);
    },
    read: async (pack, path) => await readFile(join(await folderOf(pack), path), "utf8"),
    async copy(pack, change) {
      const folder = await realpath(await mkdtemp(join(tmpdir(), "patchjudge-seed-")));
      await cp(await folderOf(pack), folder, { recursive: true });
      if (change !== null) await writeFile(join(folder, change.path), change.text);
      return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
    },
  };
}

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

/** `**` followed by a slash stands for any folders, `*` for any part of a name. */
function toRegExp(pattern: string): RegExp {
  const source = pattern
    .split(/(\*\*\/|\*)/)
    .map((part) => {
      if (part === "**/") return "(?:.+/)?";
      return part === "*" ? "[^/]*" : part.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
    })
    .join("");
  return new RegExp(`^${source}$`);
}
