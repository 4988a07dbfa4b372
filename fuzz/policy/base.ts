/** The small repository that patches are made against, with files in allowed and in denied places. */

const CODE = Array.from({ length: 14 }, (_, i) => `def f${i}(a, b):\n    return a + ${i} * b\n`);

const MANIFEST = {
  name: "shop",
  description: "A shop",
  scripts: { test: "jest", build: "tsc" },
  dependencies: { lodash: "4.18.1" },
};

const manifest = (name: string) => `${JSON.stringify({ ...MANIFEST, name }, null, 2)}\n`;

/** Where ordinary patches may write. */
export const ALLOWED: Readonly<Record<string, string>> = {
  "README.md": "# Shop\n\nA small shop.\n\n## Use\n\nCall it.\n",
  "calc.py": CODE.slice(0, 4).join(""),
  "docs/guide.md": "# Guide\n\none\ntwo\nthree\nfour\nfive\nsix\nseven\n",
  "src/app.py": CODE.join(""),
  "src/lib/util.py": CODE.slice(3, 9).join(""),
  "src/crlf.txt": "one\r\ntwo\r\nthree\r\nfour\r\n",
  "src/noeol.txt": "one\ntwo\nthree",
  "src/empty.txt": "",
  "src/Größe.py": "x = 'ä'\ny = 2\nz = 3\n",
  "src/with space.py": "a = 1\nb = 2\nc = 3\n",
  "src/emoji.py": "who = '\u{1f469}\u200d\u{1f4bb}'\nn = 1\nm = 2\n",
  // Taken away or added, its lines look like the headers of a diff.
  "src/notes.sql":
    "select 1;\n-- a/.github/workflows/ci.yml\n++ b/.github/workflows/ci.yml\nselect 2;\n-- /dev/null\nselect 3;\n",
  "test/test_app.py": CODE.slice(5, 8).join(""),
};

/** May be changed, but not in every way. */
export const MANIFESTS: Readonly<Record<string, string>> = {
  "package.json": manifest("shop"),
  "web/package.json": manifest("web"),
};

export const DENIED: Readonly<Record<string, string>> = {
  ".gitattributes": "*.png binary\n*.jpg binary\n",
  ".github/workflows/ci.yml": "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n",
  ".gitignore": "dist/\nnode_modules/\n",
  ".npmrc": "ignore-scripts=true\nfund=false\n",
  ".vscode/settings.json": '{\n  "editor.tabSize": 2\n}\n',
  "AGENTS.md": "# Rules\n\nBe careful.\n",
  CODEOWNERS: "* @owners\n",
  "web/package-lock.json": '{\n  "lockfileVersion": 3\n}\n',
};

export const EXECUTABLE: Readonly<Record<string, string>> = {
  "bin/tool.sh": "#!/bin/sh\necho a\necho b\n",
};

export const BINARY: Readonly<Record<string, string>> = {
  "data/logo.bin": "\u0001\0\u0002\nabc\n\0\n",
};

/** To a file, to a denied folder, and out of the repository. */
export const LINKS: Readonly<Record<string, string>> = {
  "links/file": "../src/app.py",
  "links/ci": "../.github",
  "links/out": "../../outside",
};

/** The commit stands nowhere: only its name matters. */
export const SUBMODULES: Readonly<Record<string, string>> = {
  "vendor/lib": "1234567890123456789012345678901234567890",
};

/** All plain files by path. */
export const FILES: Readonly<Record<string, string>> = {
  ...ALLOWED,
  ...MANIFESTS,
  ...DENIED,
  ...EXECUTABLE,
  ...BINARY,
};

/** The mode that git has for a path of the repository. */
export function modeOf(path: string): string {
  if (path in LINKS) return "120000";
  if (path in SUBMODULES) return "160000";
  return path in EXECUTABLE ? "100755" : "100644";
}
