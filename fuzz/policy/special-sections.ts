import { ALLOWED, BINARY, LINKS, SUBMODULES } from "./base.ts";
import { blobId, literal } from "./binary.ts";
import { type Draft, header } from "./draft.ts";
import { createFile, removeFile } from "./file-sections.ts";
import { fileLines, randomId, type Style } from "./headers.ts";
import { createHunk, newText } from "./hunks.ts";
import { targetPath } from "./paths.ts";

/** Sections of a diff about what is no plain text: links, submodules, bytes. */

export function makeLink(draft: Draft): string {
  const { random } = draft;
  const path = random.chance(0.6) ? `src/link${random.below(100)}` : targetPath(random);
  const style: Style = { ...draft.style(), git: true };
  const to = random.pick([
    "../.github",
    "/etc/passwd",
    "../../outside",
    "app.py",
    ".git/hooks",
    "a\nb",
  ]);
  const through = random.chance(0.2) ? createFile(draft, `${path}/canary.txt`) : "";
  const made =
    header(style, path, "new file mode 120000\n") + fileLines(style, null, path) + createHunk(to);
  return made + through;
}

/** A file goes and something else comes in its place, which git calls a change of type. */
export function replaceFile(draft: Draft): string {
  const { random } = draft;
  const path = random.pick([...Object.keys(ALLOWED), ...Object.keys(LINKS)]);
  const isLink = path in LINKS;
  if (isLink) draft.files.set(path, LINKS[path] ?? "");
  const gone = removeFile(draft, path);
  const style: Style = { ...draft.style(), git: true };
  const link =
    header(style, path, "new file mode 120000\n") +
    fileLines(style, null, path) +
    createHunk("../.github");
  return gone + (isLink || random.chance(0.4) ? createFile(draft, path) : link);
}

export function changeSubmodule(draft: Draft): string {
  const { random } = draft;
  const style: Style = { ...draft.style(), git: true };
  const [known = "", commit = ""] = Object.entries(SUBMODULES)[0] ?? [];
  const line = (id: string) => `Subproject commit ${id}\n`;
  const now = randomId(random);
  if (random.chance(0.5)) {
    const path = random.chance(0.5) ? "src/sub" : targetPath(random);
    return (
      header(style, path, "new file mode 160000\n") +
      fileLines(style, null, path) +
      createHunk(line(now))
    );
  }
  const index = `index ${commit.slice(0, 7)}..${now.slice(0, 7)} 160000\n`;
  const hunk = `@@ -1 +1 @@\n-${line(commit)}+${line(now)}`;
  return header(style, known, index) + fileLines(style, known, known) + hunk;
}

export function binary(draft: Draft): string {
  const { random } = draft;
  const old = random.chance(0.5)
    ? random.pick([...Object.keys(BINARY), ...Object.keys(ALLOWED)])
    : null;
  const path = old ?? targetPath(random);
  // Text in the dress of a binary patch is hidden from those who read the diff.
  const bytes = Buffer.from(random.chance(0.5) ? newText(random) : "a\0b\u0001\n");
  const was = old === null ? null : Buffer.from(draft.text(old));
  const style: Style = { ...draft.style(), git: true };
  const from = was === null ? "0".repeat(40) : blobId(was);
  const to = random.chance(0.95) ? blobId(bytes) : randomId(random);
  const extended = `${old === null ? "new file mode 100644\n" : ""}index ${from}..${to}${old === null ? "" : " 100644"}\n`;
  const back = random.chance(0.8) ? literal(was ?? new Uint8Array()) : "";
  draft.files.set(path, bytes.toString("utf8"));
  if (random.chance(0.1))
    return header(style, path, `${extended}Binary files a/x and b/x differ\n`);
  return header(style, path, `${extended}GIT binary patch\n${literal(bytes)}${back}`);
}
