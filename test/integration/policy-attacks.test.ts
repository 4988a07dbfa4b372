import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { literal } from "../../fuzz/policy/binary.ts";
import { Bench } from "../../fuzz/policy/trial.ts";
import { created, EDIT, edit, make, move, octal, plain } from "../support/attacks.ts";
import { removeFolders, temporaryFolder } from "../support/git-folder.ts";

let bench: Bench;
beforeAll(() => {
  bench = new Bench(temporaryFolder());
});
afterAll(removeFolders);

const CI = ".github/workflows/ci.yml";
const NEW = ".github/workflows/new.yml";
const id = (text: string) =>
  createHash("sha1").update(`blob ${text.length}\0${text}`).digest("hex");

/** What the product said: git's refusal, `allowed`, or the rules. */
async function outcome(diff: string) {
  const { verdict, account, breaches } = await bench.judge(Buffer.from(diff));
  const said = verdict.kind === "refused" ? [...verdict.rules].sort().join() : verdict.kind;
  const changes = "patch" in verdict ? verdict.patch.changes.map(({ path }) => path) : [];
  return { said, changes, breaches, forbidden: account?.forbidden ?? [] };
}

/** Plain git applies these: each is as real as it looks, and the oracle sees what is wrong with it. */
describe("policy refuses", () => {
  const textAsBinary = (path: string, text: string) =>
    `diff --git a/${path} b/${path}\nnew file mode 100644\nindex ${"0".repeat(40)}..${id(text)}\nGIT binary patch\n${literal(Buffer.from(text))}${literal(new Uint8Array())}`;

  it.each<[string, string, string]>([
    ["a workflow", "ci", make(NEW)],
    ["a workflow behind an honest edit", "ci", edit() + make(NEW)],
    [
      "a workflow in octal",
      "ci",
      make(NEW, "100644", "x\n", {
        line: `${octal(`a/${NEW}`)} ${octal(`b/${NEW}`)}`,
        to: octal(`b/${NEW}`),
      }),
    ],
    ["a workflow without git's header", "ci", plain(`b/${NEW}`)],
    ["a workflow with a time behind it", "ci", plain(`b/${NEW}\t2026-01-01 00:00:00 +0000`)],
    ["a workflow below other prefixes", "ci", plain(`anything/${NEW}`)],
    ["a workflow in a mail", "ci", `From: a\nSubject: fix\n\n---\n${make(NEW)}-- \n2.39.5\n`],
    [
      "a workflow under another file's `diff --git`",
      "ci",
      make(NEW, "100644", "x\n", { line: "a/src/x.py b/src/y.py" }),
    ],
    [
      "a workflow whose `---` names an ordinary file",
      "ci",
      `--- a/src/none.py\n+++ b/${NEW}\n${created("x\n")}`,
    ],
    ["a workflow in capitals", "ci", make(".GITHUB/workflows/new.yml")],
    ["a workflow in full-width letters", "ci", make(".ｇｉｔｈｕｂ/workflows/new.yml")],
    [
      "a workflow that is deleted",
      "ci",
      `diff --git a/${CI} b/${CI}\ndeleted file mode 100644\n--- a/${CI}\n+++ /dev/null\n@@ -1,4 +0,0 @@\n-on: push\n-jobs:\n-  test:\n-    runs-on: ubuntu-latest\n`,
    ],
    [
      "a workflow edited twice",
      "ci",
      `${`--- a/${CI}\n+++ b/${CI}\n@@ -1,2 +1,2 @@\n-on: push\n+on: pull_request_target\n jobs:\n`}--- a/${CI}\n+++ b/${CI}\n@@ -1,2 +1,3 @@\n on: pull_request_target\n+permissions: write-all\n jobs:\n`,
    ],
    ["a move into the workflows", "ci", move("rename", NEW)],
    ["a copy into the workflows", "ci", move("copy", NEW)],
    ["text in the dress of a binary patch", "ci", textAsBinary(NEW, "on: push\n")],
    ["bytes", "binary", textAsBinary("src/x.bin", "a\0b")],
    [
      "a look-alike that the Mac takes for the same",
      "hidden-character,unsafe-path",
      make(".git\u200chub/workflows/new.yml"),
    ],
    [
      "a look-alike that Windows takes for the same",
      "unsafe-path",
      make(".github./workflows/new.yml"),
    ],
    ["a stream of NTFS", "unsafe-path", make(".github::$INDEX_ALLOCATION/new.yml")],
    ["a short name of NTFS", "unsafe-path", make("GITHUB~1/workflows/new.yml")],
    ["a device", "unsafe-path", make("src/aux .py")],
    [
      "a backslash",
      "unsafe-path",
      make("x", "100644", "x\n", {
        line: '"a/.github\\\\x" "b/.github\\\\x"',
        to: '"b/.github\\\\x"',
      }),
    ],
    [
      "a newline in a name",
      "unsafe-path",
      make("x", "100644", "x\n", { line: '"a/src/a\\nb" "b/src/a\\nb"', to: '"b/src/a\\nb"' }),
    ],
    [
      "a name that is no text",
      "unsafe-path",
      make("x", "100644", "x\n", { line: '"a/src/\\377" "b/src/\\377"', to: '"b/src/\\377"' }),
    ],
    ["a drive", "unsafe-path", make("C:/x.txt")],
    ["a link", "mode", make("src/link", "120000", "../.github")],
    ["a submodule", "mode", make("src/sub", "160000", `Subproject commit ${"1".repeat(40)}\n`)],
    [
      "another commit of a submodule",
      "mode",
      `diff --git a/vendor/lib b/vendor/lib\nindex 1234567..1111111 160000\n--- a/vendor/lib\n+++ b/vendor/lib\n@@ -1 +1 @@\n-Subproject commit 1234567890123456789012345678901234567890\n+Subproject commit ${"1".repeat(40)}\n`,
    ],
    ["an executable", "mode", make("src/run.sh", "100755")],
    ["an executable with every bit", "mode", make("src/run.sh", "104777")],
    ["a file that becomes executable", "mode", edit({}, "old mode 100644\nnew mode 100755\n")],
    [
      "a link in a file's place",
      "mode",
      `diff --git a/src/noeol.txt b/src/noeol.txt\ndeleted file mode 100644\n--- a/src/noeol.txt\n+++ /dev/null\n@@ -1,3 +0,0 @@\n-one\n-two\n-three\n\\ No newline at end of file\n${make("src/noeol.txt", "120000", "../.github")}`,
    ],
    ["attributes", "git", make("src/.gitattributes", "100644", "*.py filter=x\n")],
    ["submodules' settings", "git", make(".gitmodules")],
    ["a registry", "tool-settings", edit() + make("web/.npmrc")],
    [
      "scripts",
      "package-scripts",
      make("lib/package.json", "100644", '{"scripts":{"postinstall":"x"}}\n'),
    ],
    ["a direction control", "hidden-character", make("src/x.py", "100644", "a = '\u202e'\n")],
    ["a tag", "hidden-character", make("src/x.py", "100644", "a = '\u{e0041}'\n")],
    ["602 lines", "too-many-lines", make("src/x.py", "100644", "x\n".repeat(602))],
  ])("%s", async (_, rule, diff) => {
    const { said, forbidden, breaches } = await outcome(diff);
    expect({ said, breaches }).toEqual({ said: rule, breaches: [] });
    expect(forbidden).not.toEqual([]);
  });

  it("21 files, before any of them is fetched", async () => {
    const diff = Array.from({ length: 21 }, (_, i) => make(`src/n${i}.py`)).join("");
    expect(await outcome(diff)).toMatchObject({ said: "does-not-apply", breaches: [] });
  });

  it("a diff beyond the limit, before git reads it", async () => {
    expect((await outcome(make("src/x.py", "100644", `${"x".repeat(110_000)}\n`))).said).toBe(
      "too-big",
    );
  });
});

/** git itself is the first line; what it takes one day, policy has to refuse (see the oracle's breaches). */
describe("git or policy refuses", () => {
  it.each<[string, string]>([
    ["a way out", plain("b/../canary.txt")],
    ["a way out and back", plain("b/src/../.github/x.yml")],
    ["an absolute path", move("rename", "/canary.txt")],
    ["a way out in octal", plain(octal("b/../canary.txt"))],
    ["git's own folder", make(".git/hooks/post-checkout", "100755")],
    ["git's own folder in capitals", make(".GIT/config")],
    ["git's own folder with a dot", make(".git./config")],
    ["git's own folder with a stream", make(".git::$INDEX_ALLOCATION/config")],
    ["git's own folder by its short name", make("GIT~1/config")],
    ["git's own folder that the Mac takes for the same", make(".g\u200cit/config")],
    [
      "git's own folder by a backslash",
      make("x", "100644", "x\n", {
        line: '"a/.git\\\\config" "b/.git\\\\config"',
        to: '"b/.git\\\\config"',
      }),
    ],
    ["a way through a link out", make("links/out/canary.txt")],
    ["a way through a link to the workflows", make("links/ci/workflows/new.yml")],
    [
      "a way through a link that the patch makes",
      make("src/l", "120000", "../../outside") + make("src/l/canary.txt"),
    ],
    ["a file in a submodule", make("vendor/lib/x.py")],
    ["`+++` and `diff --git` that disagree", make("src/x.py", "100644", "x\n", { to: `b/${NEW}` })],
    [
      "`rename from` and `---` that disagree",
      `diff --git a/src/app.py b/src/new.py\nsimilarity index 90%\nrename from src/app.py\nrename to src/new.py\n--- a/${CI}\n+++ b/src/new.py\n${EDIT}`,
    ],
    ["a file that claims to be a folder", make(".mcp.json", "040000")],
    ["a file that becomes a link", edit({}, "old mode 100644\nnew mode 120000\n")],
    [
      "a file of bytes without its bytes",
      `diff --git a/src/x b/src/x\nnew file mode 100644\nindex ${"0".repeat(40)}..${"1".repeat(40)}\nBinary files /dev/null and b/src/x differ\n`,
    ],
    ["a new file that is there already", make("src/app.py")],
    [
      "a hunk that counts too few lines, with a header in it",
      `--- a/src/app.py\n+++ b/src/app.py\n@@ -1,1 +1,2 @@\n+# a\n def f0(a, b):\n+++ b/${NEW}\n@@ -0,0 +1 @@\n+x\n`,
    ],
  ])("%s", async (_, diff) => {
    const { said, breaches } = await outcome(diff);
    expect(breaches).toEqual([]);
    expect(said).not.toBe("allowed");
  });
});

/** Looks like an attack and is none: only what git says is changed counts. */
describe("policy lets pass", () => {
  const removed = `--- a/src/notes.sql\n+++ b/src/notes.sql\n@@ -1,5 +1,4 @@\n select 1;\n--- a/${CI}\n-++ b/${CI}\n+++ b/${NEW}\n select 2;\n -- /dev/null\n`;

  it.each<[string, string, string]>([
    ["lines that look like headers", "src/notes.sql", removed],
    ["a name like an option", "--upload-pack=touch pwned", make("--upload-pack=touch pwned")],
    ["a name like a command", "src/$(touch pwned).py", make("src/$(touch pwned).py")],
    [
      "a name like a list of commands",
      "src/a;touch pwned;`id`.py",
      make("src/a;touch pwned;`id`.py"),
    ],
    ["a path behind the tab, which is no path", "src/app.py", edit({ to: `b/src/app.py\t${NEW}` })],
    [
      "lines of a runner's language",
      "src/x.py",
      make("src/x.py", "100644", "::set-output name=a::b\n##[error]x\n"),
    ],
  ])("%s", async (_, path, diff) => {
    const { said, changes, breaches } = await outcome(diff);
    expect({ said, changes, breaches }).toEqual({ said: "allowed", changes: [path], breaches: [] });
  });
});
