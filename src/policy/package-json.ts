import { isDeepStrictEqual } from "node:util";

/** Parts of a `package.json` that run commands or choose what is installed and run. */
const GUARDED = [
  "scripts",
  "bin",
  "main",
  "exports",
  "gypfile",
  "husky",
  "lint-staged",
  "simple-git-hooks",
  "pre-commit",
  "overrides",
  "resolutions",
  "packageManager",
  "workspaces",
  "pnpm",
  "publishConfig",
  "config",
  "engines",
  "dependencies",
  "devDependencies",
  "optionalDependencies",
  "peerDependencies",
  "bundleDependencies",
  "bundledDependencies",
  "dependenciesMeta",
];

/** These may change in a fix; what they say runs only where the package is used. */
const HARMLESS = new Set(["main", "exports", "bin", "engines"]);

/**
 * Names the guarded parts that differ; an unreadable file differs as a whole. Pass `null` for a
 * file that did not exist.
 */
export function changedScripts(before: string | null, after: string): string[] {
  const old = before === null ? {} : parseObject(before);
  const now = parseObject(after);
  if (old === null || now === null) return ["the whole file"];
  return GUARDED.filter((key) => !HARMLESS.has(key) && !isDeepStrictEqual(old[key], now[key]));
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
    return Object.fromEntries(Object.entries(value));
  } catch {
    return null;
  }
}
