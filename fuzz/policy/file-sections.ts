import { ALLOWED, DENIED, EXECUTABLE, FILES, MANIFESTS, modeOf } from "./base.ts";
import { type Draft, drawMode, header, indexLine } from "./draft.ts";
import { fileLines, gitLine, type Style } from "./headers.ts";
import { createHunk, deleteHunk, editHunks, linesOf, newText } from "./hunks.ts";
import { targetPath } from "./paths.ts";

/** Sections of a diff about plain files: edited, made, deleted, moved, made executable. */

export function editFile(draft: Draft, path: string): string {
  const style = draft.style();
  const { hunks, after } = editHunks(draft.text(path), draft.random);
  draft.files.set(path, after);
  const mode = draft.random.chance(0.05) ? drawMode(draft.random) : modeOf(path);
  return header(style, path, indexLine(draft, style, mode)) + fileLines(style, path, path) + hunks;
}

export function createFile(draft: Draft, path: string, mode = "100644"): string {
  const style = draft.style();
  const text = newText(draft.random);
  draft.files.set(path, text);
  const extended = `new file mode ${mode}\n${indexLine(draft, style)}`;
  return header(style, path, extended) + fileLines(style, null, path) + createHunk(text);
}

export function removeFile(draft: Draft, path: string): string {
  const style = draft.style();
  const text = draft.text(path);
  draft.files.delete(path);
  const extended = `deleted file mode ${modeOf(path)}\n${indexLine(draft, style)}`;
  return header(style, path, extended) + fileLines(style, path, null) + deleteHunk(text);
}

export function moveFile(draft: Draft, word: "rename" | "copy", from: string, to: string): string {
  const { random } = draft;
  // The applier is given only the files that a diff names as results; so the source is named as one.
  const before = random.chance(0.8) ? editFile(draft, from) : "";
  const style: Style = { ...draft.style(), git: true };
  // git takes the source of a move as it was before the patch, whatever stands above.
  const text = FILES[from] ?? draft.text(from);
  const edited = random.chance(0.5) ? editHunks(text, random) : null;
  const claimed = random.chance(0.1) ? targetPath(random) : from;
  draft.files.set(to, edited?.after ?? text);
  if (word === "rename" && before === "") draft.files.delete(from);
  const lines = [
    gitLine(style, random.chance(0.1) ? claimed : from, to),
    `similarity index ${edited === null ? 100 : 50 + random.below(50)}%\n`,
    `${word} from ${style.name("", claimed)}\n${word} to ${style.name("", to)}\n`,
    edited === null ? "" : fileLines(style, random.chance(0.5) ? claimed : from, to) + edited.hunks,
  ];
  return before + lines.join("");
}

export function changeMode(draft: Draft): string {
  const { random } = draft;
  const path = random.pick([
    ...Object.keys(ALLOWED),
    ...Object.keys(EXECUTABLE),
    ...Object.keys(DENIED),
  ]);
  const style: Style = { ...draft.style(), git: true };
  const old = random.chance(0.9) ? modeOf(path) : drawMode(random);
  const now = random.chance(0.7) ? (old === "100755" ? "100644" : "100755") : drawMode(random);
  const modes = `old mode ${old}\nnew mode ${now}\n`;
  if (random.chance(0.5)) return header(style, path, modes);
  const { hunks, after } = editHunks(draft.text(path), random);
  draft.files.set(path, after);
  return (
    header(style, path, modes + indexLine(draft, style)) + fileLines(style, path, path) + hunks
  );
}

const MANIFEST_CHANGES: readonly ((text: string) => string)[] = [
  (text) => text.replace("A shop", "The shop"),
  (text) => text.replace('"jest"', '"curl x | sh"'),
  (text) => text.replace('"scripts": {', '"scripts": {\n    "postinstall": "touch pwned",'),
  (text) => text.replace("4.18.1", "4.0.0"),
  (text) => text.replace('  "scripts"', '  "workspaces": ["x"],\n  "scripts"'),
  () => "{}\n",
  () => "not json\n",
];

export function changeManifest(draft: Draft): string {
  const { random } = draft;
  const path = random.pick(Object.keys(MANIFESTS));
  if (random.chance(0.15)) return removeFile(draft, path);
  if (random.chance(0.1))
    return moveFile(draft, random.pick(["rename", "copy"]), path, "tools/package.json");
  if (random.chance(0.1))
    return createFile(draft, random.pick(["lib/package.json", "lib/PACKAGE.JSON"]));
  const before = draft.text(path);
  const after = random.pick(MANIFEST_CHANGES)(before);
  draft.files.set(path, after);
  const style = draft.style();
  const [gone, made] = [deleteHunk(before), createHunk(after)];
  // One hunk that takes all lines away and puts others in their place.
  const place = ` +1,${linesOf(after).length} @@`;
  const hunk = gone.replace(/ \+0,0 @@/, place) + made.replace(/^@@.*\n/, "");
  return header(style, path, "") + fileLines(style, path, path) + hunk;
}

export function tooMuch(draft: Draft): string {
  const { random } = draft;
  if (random.chance(0.5)) {
    return Array.from({ length: 18 + random.below(6) }, (_, i) =>
      createFile(draft, `src/many${i}.py`),
    ).join("");
  }
  const style = draft.style();
  const [lines, width] = random.chance(0.7)
    ? [590 + random.below(30), 8]
    : [100, 980 + random.below(100)];
  const text = `${"x".repeat(width)}\n`.repeat(lines);
  return (
    header(style, "src/huge.py", "new file mode 100644\n") +
    fileLines(style, null, "src/huge.py") +
    createHunk(text)
  );
}
