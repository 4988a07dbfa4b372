import type { PolicySettings, PolicyVerdict } from "../contracts/policy.ts";
import type { Patch, RawChange } from "../contracts/repository.ts";
import { denyingRule } from "./denied-paths.ts";
import { isWithin, matchesGlob } from "./glob.ts";
import { changedScripts } from "./package-json.ts";
import { foldPath, unsafePath } from "./paths.ts";

export interface PolicyOptions {
  /** Bytes before the patch, by path, of the files that it changes. */
  readonly oldContent?: ReadonlyMap<string, Uint8Array>;
}

type Violation = PolicyVerdict["violations"][number];

/** Trojan Source (CVE-2021-42574) and text that nobody sees. */
const HIDDEN =
  /[\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]|[\u{E0000}-\u{E007F}]/u;

const PLAIN_MODES = new Set(["000000", "100644", "100755"]);

/**
 * What a patch does that no model may do, judged by git's own account of it. Where the old content
 * of a `package.json` is not given, every change to it counts as one to its scripts.
 */
export function checkPatch(
  patch: Patch,
  settings: PolicySettings,
  options: PolicyOptions = {},
): PolicyVerdict {
  const violations = [
    ...patch.changes.flatMap((change) => checkChange(change, settings)),
    ...checkEditedPaths(patch, settings),
    ...checkManifests(patch, settings, options),
    ...checkSize(patch, settings),
    ...checkText(patch),
  ];
  const unique = new Map(violations.map((v) => [`${v.rule}\n${v.detail}`, v]));
  return { allowed: unique.size === 0, violations: [...unique.values()] };
}

function checkChange(change: RawChange, settings: PolicySettings): Violation[] {
  const paths = change.target === undefined ? [change.path] : [change.path, change.target];
  return [...paths.flatMap((path) => checkPath(path, settings)), ...checkModes(change)];
}

/** Edits should all be among the changes; a patch for which that is not so is still checked. */
function checkEditedPaths(patch: Patch, settings: PolicySettings): Violation[] {
  return patch.edits.flatMap((edit) => checkPath(edit.path, settings));
}

function checkPath(path: string, settings: PolicySettings): Violation[] {
  const shown = JSON.stringify(path.slice(0, 200));
  const unsafe = unsafePath(path);
  if (unsafe !== null) return [{ rule: "unsafe-path", detail: `${shown} has ${unsafe}` }];
  if (!isWithin(path, settings.paths)) {
    return [
      { rule: "outside-of-paths", detail: `${shown} is not among the paths of the settings` },
    ];
  }
  const folded = foldPath(path);
  if (settings.deny.some((glob) => matchesGlob(folded, foldPath(glob)))) {
    return [{ rule: "denied-by-settings", detail: `${shown} is denied by the settings` }];
  }
  const rule = denyingRule(folded, matchesGlob);
  // Exact, not folded: who allows `.vscode/a.json` has not allowed its look-alikes.
  if (rule === undefined || settings.allow.some((glob) => matchesGlob(path, glob))) return [];
  return [{ rule, detail: `${shown} may not be changed by a model` }];
}

function checkModes(change: RawChange): Violation[] {
  const { oldMode, newMode, path } = change;
  const shown = JSON.stringify(path.slice(0, 200));
  if (!PLAIN_MODES.has(oldMode) || !PLAIN_MODES.has(newMode)) {
    return [{ rule: "mode", detail: `${shown} is a link, a submodule or a folder` }];
  }
  if (newMode === "100755" && oldMode !== "100755") {
    return [{ rule: "mode", detail: `${shown} becomes executable` }];
  }
  return [];
}

function checkManifests(
  patch: Patch,
  settings: PolicySettings,
  options: PolicyOptions,
): Violation[] {
  // A manifest that goes takes its scripts with it, and a folder's parent may have others.
  const gone = patch.changes.filter(({ status }) => status === "D");
  const states = [
    ...patch.edits.map(({ path, content }) => ({ path, after: Buffer.from(content).toString() })),
    ...gone.map(({ path }) => ({ path, after: "{}" })),
  ];
  const manifests = states.filter(({ path }) => /(?:^|\/)package\.json$/.test(foldPath(path)));
  return manifests.flatMap(({ path, after }): Violation[] => {
    if (settings.allow.some((glob) => matchesGlob(path, glob))) return [];
    const before = contentBefore(path, patch, options);
    const changed = before === undefined ? ["unknown parts"] : changedScripts(before, after);
    if (changed.length === 0) return [];
    return [{ rule: "package-scripts", detail: `${path} changes ${changed.join(", ")}` }];
  });
}

/** `null` where git says that the file is new, `undefined` where nobody knows. */
function contentBefore(
  path: string,
  patch: Patch,
  options: PolicyOptions,
): string | null | undefined {
  if (patch.changes.some((change) => change.path === path && change.status === "A")) return null;
  const content = options.oldContent?.get(path);
  return content === undefined ? undefined : Buffer.from(content).toString("utf8");
}

function checkSize(patch: Patch, settings: PolicySettings): Violation[] {
  const lines = patch.addedLines + patch.removedLines;
  const bytes = patch.diff.length;
  const checks: [string, number, number][] = [
    ["files", patch.changes.length, settings.maxFiles],
    ["lines", lines, settings.maxLines],
    ["bytes", bytes, settings.maxBytes],
  ];
  return checks
    .filter(([, value, limit]) => value > limit)
    .map(([what, value, limit]) => ({
      rule: `too-many-${what}`,
      detail: `${value} ${what}, where ${limit} are allowed`,
    }));
}

function checkText(patch: Patch): Violation[] {
  const diff = Buffer.from(patch.diff).toString("utf8");
  const violations: Violation[] = [];
  const binary = /^(?:GIT binary patch|Binary files .* differ)$/m.test(diff);
  if (binary || patch.edits.some((edit) => edit.content.includes(0))) {
    violations.push({ rule: "binary", detail: "the patch changes a binary file" });
  }
  // File by file; no line of a file's text begins like this, since each has a sign before it.
  for (const file of diff.split("\ndiff --git ")) {
    const removed = hiddenIn(file, "-");
    for (const char of hiddenIn(file, "+")) {
      // An emoji with a joiner that stood in the old line as well is nothing new.
      if (removed.has(char)) continue;
      const code = (char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
      violations.push({ rule: "hidden-character", detail: `an added line has U+${code}` });
    }
  }
  return violations;
}

/** Hidden characters of the added (`+`) or removed (`-`) lines. Header lines count: paths lie too. */
function hiddenIn(diff: string, sign: "+" | "-"): Set<string> {
  const found = new Set<string>();
  for (const line of diff.split("\n")) {
    if (!line.startsWith(sign) || !HIDDEN.test(line)) continue;
    for (const char of line) if (HIDDEN.test(char)) found.add(char);
  }
  return found;
}
