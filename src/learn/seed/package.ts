import { z } from "zod";

const Pinned = z.object({
  name: z.string(),
  version: z.string(),
  /** `sha256:…` in hexadecimal of the wheel or sdist, `sha512-…` in Base64 of the tarball. */
  hash: z.string(),
});

/** A package that mutants are made of. Paths and patterns (`*`, `**`) count from its own folder. */
export const SeedPackage = Pinned.extend({
  registry: z.enum(["pypi", "npm", "example"]),
  licence: z.string(),
  language: z.enum(["python", "javascript"]),
  /** Files that are mutated. */
  sources: z.array(z.string()).min(1),
  runner: z.enum(["pytest", "tape", "mocha", "node"]),
  /** Test files that are run. */
  tests: z.array(z.string()).min(1),
  /** Folders from which Python imports; the package's own by default. */
  importFrom: z.array(z.string()).default(["."]),
});
export type SeedPackage = z.infer<typeof SeedPackage>;

/** `packages.json`. */
export const SeedList = z.object({
  packages: z.array(SeedPackage),
  /** Wheels that the tests need, the runner first. */
  pythonTools: z.array(Pinned),
});
export type SeedList = z.infer<typeof SeedList>;

/** Where file work is done: an adapter of the command line. */
export interface PackageStore {
  readonly packages: readonly SeedPackage[];
  /** Paths below the package's folder that a list of patterns names, sorted. */
  list(pack: SeedPackage, patterns: readonly string[]): Promise<string[]>;
  /** Text of a file as the package ships it. */
  read(pack: SeedPackage, path: string): Promise<string>;
  /** A throw-away copy of the package's folder, with one file changed. */
  copy(pack: SeedPackage, change: FileChange | null): Promise<PackageCopy>;
  /** Folders of the tools: Python's path, Node's `node_modules`. Absolute, outside. */
  readonly tools: { readonly python: string; readonly node: string };
}

export interface FileChange {
  readonly path: string;
  readonly text: string;
}

export interface PackageCopy {
  /** Absolute path outside. */
  readonly folder: string;
  remove(): Promise<void>;
}
