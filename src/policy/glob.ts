/**
 * Whether a path matches a glob: `*` and `?` stay inside a folder, `**` crosses folders, and all
 * else is literal. Node 20 has no matcher of its own. Takes time in proportion to pattern × path.
 */
export function matchesGlob(path: string, glob: string): boolean {
  return matchParts(path.split("/"), glob.split("/"), {
    any: (part) => part === "**",
    same: matchesPart,
  });
}

function matchesPart(text: string, pattern: string): boolean {
  return matchParts([...text], [...pattern], {
    any: (char) => char === "*",
    same: (char, wanted) => wanted === "?" || char === wanted,
  });
}

/** Greedy matching that goes back to the last wildcard only, so that it is never exponential. */
function matchParts(
  items: readonly string[],
  pattern: readonly string[],
  by: { any: (part: string) => boolean; same: (item: string, part: string) => boolean },
): boolean {
  let at = 0;
  let wanted = 0;
  let wildcard = -1;
  let retry = 0;
  while (at < items.length) {
    const part = pattern[wanted];
    if (part !== undefined && by.any(part)) {
      wildcard = wanted++;
      retry = at;
    } else if (part !== undefined && by.same(items[at] ?? "", part)) {
      at++;
      wanted++;
    } else if (wildcard >= 0) {
      wanted = wildcard + 1;
      at = ++retry;
    } else {
      return false;
    }
  }
  return pattern.slice(wanted).every(by.any);
}

/** Whether a path is among those that the globs name; without globs every path is. */
export function isWithin(path: string, globs: readonly string[]): boolean {
  return globs.length === 0 || globs.some((glob) => matchesGlob(path, glob));
}
