/**
 * What no patch may do, written a second time and differently: plain lists of names in place of
 * globs, and what lies on the disk in place of git's account. Nothing here comes from `src/`.
 */

/** Nothing in such a folder, whatever its parent, nor a file of that name. */
const FOLDERS = new Set([
  ...[".git", ".github", ".gitlab", ".githooks", ".circleci", ".buildkite", ".forgejo", ".gitea"],
  ...[".husky", ".vscode", ".idea", ".devcontainer", ".yarn", ".cargo", ".ssh", ".docker", ".mvn"],
  ...[".claude", ".cursor", ".codex", ".gemini", ".continue", ".patchjudge"],
]);

const FILES = new Set([
  ...[".gitattributes", ".gitmodules", ".gitignore", ".gitconfig", ".gitlab-ci.yml", ".travis.yml"],
  ...["jenkinsfile", "azure-pipelines.yml", "bitbucket-pipelines.yml", "appveyor.yml"],
  ...[
    "codeowners",
    ".npmrc",
    ".yarnrc",
    ".yarnrc.yml",
    ".envrc",
    ".env",
    ".pre-commit-config.yaml",
  ],
  ...["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "poetry.lock"],
  ...["uv.lock", "cargo.lock", "gemfile.lock", "composer.lock", "go.sum"],
  ...["agents.md", "claude.md", "gemini.md", ".cursorrules", ".mcp.json"],
  ...[".patchjudge.yml", "patchjudge.yml"],
]);

const DEVICES = new Set([
  ...["con", "prn", "aux", "nul", "conin$", "conout$"],
  ..."123456789¹²³".split("").flatMap((digit) => [`com${digit}`, `lpt${digit}`]),
]);

/** Windows knows a long name, or one with a leading dot, by six characters and a number as well. */
const STEMS = new Set([...FOLDERS, ...FILES].map((name) => name.replaceAll(".", "").slice(0, 6)));

/** Why nobody's patch may write, change or delete this path, or `null`. */
export function forbiddenPath(bytes: Buffer): string | null {
  const path = bytes.toString("utf8");
  if (!Buffer.from(path).equals(bytes)) return "a name that is not UTF-8";
  if (/\p{Cc}/u.test(path)) return "a control character in a name";
  if (/[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/u.test(path))
    return "an invisible name";
  if (/^(?:[/\\]|[A-Za-z]:)/.test(path)) return "an absolute path";
  // Windows takes both for the border of a folder.
  const names = path.split(/[/\\]/);
  if (names.includes("..")) return "a way out";
  const reasons = names.map((name, at) => forbiddenName(name, at === names.length - 1));
  return reasons.find((reason) => reason !== null) ?? null;
}

function forbiddenName(name: string, isLast: boolean): string | null {
  const plain = name
    .normalize("NFKC")
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .toLowerCase();
  // NTFS drops what is behind a colon for the folder itself, Windows dots and spaces at the end.
  const opened = plain.replace(/:.*$/, "").replace(/[. ]+$/, "");
  if (FOLDERS.has(opened)) return `the folder ${opened}`;
  if (isLast && FILES.has(opened)) return `the file ${opened}`;
  const short = /^([^.~]{1,6})~\d+(?:\.[^.]{0,3})?$/.exec(opened)?.[1];
  if (short !== undefined && (STEMS.has(short) || /^gi[0-9a-f]{4}$/.test(short)))
    return `the short name ${opened}`;
  if (DEVICES.has((opened.split(".")[0] ?? "").trimEnd())) return `the device ${opened}`;
  return null;
}

export interface FileState {
  /** As git has it; `null` where there is no file. */
  readonly mode: string | null;
  readonly bytes: Buffer;
}

/** Why a file may not become this, whatever its name. */
export function forbiddenChange(path: string, before: FileState, after: FileState): string | null {
  for (const { mode } of [before, after]) {
    if (mode !== null && !mode.startsWith("100")) return `mode ${mode}`;
  }
  if (after.mode === "100755" && before.mode !== "100755") return "an executable";
  if (after.mode !== null && after.bytes.includes(0)) return "a binary file";
  const hidden = newHidden(before.bytes.toString("utf8"), after.bytes.toString("utf8"));
  if (hidden !== null) return hidden;
  const isManifest = /(?:^|\/)package\.json$/i.test(path.normalize("NFKC"));
  return isManifest && manifestChanged(before, after) ? "what a package.json runs" : null;
}

/** Direction controls, zero width, tags: one that the file did not hold before. */
function newHidden(before: string, after: string): string | null {
  for (const [character] of after.matchAll(
    /[\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]|[\u{E0000}-\u{E007F}]/gu,
  )) {
    if (!before.includes(character)) return `U+${character.codePointAt(0)?.toString(16)}`;
  }
  return null;
}

/** These say nothing that runs or is installed. */
const WORDS = ["name", "version", "description", "keywords", "author", "license", "homepage"];

function manifestChanged(before: FileState, after: FileState): boolean {
  try {
    return workOf(before) !== workOf(after);
  } catch {
    return true;
  }
}

function workOf({ mode, bytes }: FileState): string {
  if (mode === null) return "[]";
  const value = JSON.parse(bytes.toString("utf8")) as Record<string, unknown>;
  const kept = Object.entries(value).filter(([key]) => !WORDS.includes(key));
  return JSON.stringify(kept.sort(([a], [b]) => (a < b ? -1 : 1)));
}
