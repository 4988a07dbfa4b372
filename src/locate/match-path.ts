import type { FileHint } from "./hints.ts";

/** A hint whose file exists, or the path of a file that may be wanted. */
export interface MatchedHints {
  readonly found: ReadonlyMap<string, readonly FileHint[]>;
  /** Relative paths with no file, as written. */
  readonly missing: readonly string[];
}

/** Names that many folders have tell nothing without their folder. */
const MAX_SAME_NAME = 3;

/** Finds the files of the tree that hints mean: `/home/me/app/src/a.py` means `src/a.py`. */
export function matchHints(hints: readonly FileHint[], paths: readonly string[]): MatchedHints {
  const exact = new Set(paths);
  const byName = new Map<string, string[]>();
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf("/") + 1);
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [path]);
    else same.push(path);
  }
  const found = new Map<string, FileHint[]>();
  const missing = new Set<string>();
  for (const hint of hints) {
    const matches = matchPath(hint.path, exact, byName);
    for (const path of matches) found.set(path, [...(found.get(path) ?? []), hint]);
    if (matches.length === 0 && hint.source === "path") missing.add(hint.path.replace(/^\.\//, ""));
  }
  return { found, missing: [...missing] };
}

function matchPath(
  written: string,
  exact: ReadonlySet<string>,
  byName: ReadonlyMap<string, readonly string[]>,
): readonly string[] {
  const parts = written
    .replaceAll("\\", "/")
    .split("/")
    .filter((part) => part !== "" && part !== "." && part !== "..");
  const same = byName.get(parts.at(-1) ?? "") ?? [];
  if (same.length === 0) return [];
  // The longest tail that is a whole path, unless a file of the root happens to have the name.
  for (let from = 0; from < parts.length; from++) {
    const tail = parts.slice(from).join("/");
    const isRootName = from > 0 && from === parts.length - 1;
    if (exact.has(tail) && !isRootName) return [tail];
    const ends = same.filter((path) => path.endsWith(`/${tail}`));
    const enough = from === 0 || from < parts.length - 1;
    if (enough && ends.length > 0 && ends.length <= MAX_SAME_NAME) return ends;
  }
  return [];
}
