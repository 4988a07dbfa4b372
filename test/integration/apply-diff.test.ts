import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "@jest/globals";
import { UserError } from "../../src/contracts/errors.ts";
import type { TreeEntry } from "../../src/contracts/repository.ts";
import { diffApplier } from "../../src/workspace/apply-diff.ts";
import { openRepository } from "../../src/workspace/repository.ts";
import { createGitFolder, removeFolders } from "../support/git-folder.ts";

afterAll(removeFolders);

const FILES = {
  "calc.py": "def add(a, b):\n    return a - b\n",
  "lib/other.py": "x = 1\n",
  "run.sh": "echo\n",
};

async function scene() {
  const { root: folder } = createGitFolder(FILES);
  const repository = await openRepository(folder);
  const commit = await repository.resolve("HEAD");
  const tree = await repository.files(commit);
  const asked: string[] = [];
  const read = async (oid: string) => {
    asked.push(tree.find((entry) => entry.oid === oid)?.path ?? "?");
    return execFileSync("git", ["cat-file", "blob", oid], { cwd: folder });
  };
  return { folder, repository, commit, tree, read, asked };
}

/** What git itself says of a change made in the working tree. */
function diffOf(folder: string, change: () => void): Buffer {
  change();
  execFileSync("git", ["add", "-A"], { cwd: folder });
  return execFileSync("git", ["diff", "--cached", "--full-index", "--binary"], { cwd: folder });
}

describe("a diff applied elsewhere", () => {
  it("gives the same patch as where it was made, and fetches what it names only", async () => {
    const { repository, commit, tree, read, asked } = await scene();
    const content = Buffer.from("def add(a, b):\r\n    return a + b");
    const made = await repository.makePatch(commit, [{ path: "calc.py", content }]);
    const found = await diffApplier.apply({ tree, read, diff: made.diff, maxFiles: 20 });
    expect(found).toMatchObject({
      tree: made.tree,
      changes: made.changes,
      addedLines: 2,
      removedLines: 2,
    });
    expect(Buffer.from(found.diff).equals(Buffer.from(made.diff))).toBe(true);
    expect(
      found.edits.map(({ path, content: bytes }) => [path, Buffer.from(bytes).toString()]),
    ).toEqual([["calc.py", content.toString()]]);
    expect(Buffer.from(found.oldContent.get("calc.py") ?? "").toString()).toBe(FILES["calc.py"]);
    expect(asked).toEqual(["calc.py"]);
    await repository.close();
  });

  it("of more files than are allowed is refused before any of them is fetched", async () => {
    const { folder, tree, read, asked } = await scene();
    const diff = diffOf(folder, () => {
      for (const name of ["calc.py", "lib/other.py", "new.py"])
        writeFileSync(join(folder, name), "");
    });
    const applied = diffApplier.apply({ tree, read, diff, maxFiles: 2 });
    await expect(applied).rejects.toThrow("the diff names 3 files, 2 are allowed");
    expect(asked).toEqual([]);
  });

  it("tells of new files, deletions, modes and links in git's words", async () => {
    const { folder, tree, read } = await scene();
    const diff = diffOf(folder, () => {
      writeFileSync(join(folder, "new.py"), "y = 2\n");
      execFileSync("rm", ["lib/other.py"], { cwd: folder });
      execFileSync("chmod", ["+x", "run.sh"], { cwd: folder });
      execFileSync("ln", ["-s", "/etc/passwd", "link"], { cwd: folder });
    });
    const { changes, edits } = await diffApplier.apply({ tree, read, diff, maxFiles: 20 });
    expect(
      changes.map(({ status, path, newMode }) => `${status} ${path} ${newMode}`).sort(),
    ).toEqual(["A link 120000", "A new.py 100644", "D lib/other.py 000000", "M run.sh 100755"]);
    expect(edits.map(({ path }) => path).sort()).toEqual(["link", "new.py", "run.sh"]);
  });

  it("sees a path that its headers hide", async () => {
    const { tree, read } = await scene();
    const diff = [
      'diff --git "a/\\056github/workflows/x.yml" "b/\\056github/workflows/x.yml"',
      "new file mode 100644",
      "--- /dev/null",
      '+++ "b/\\056github/workflows/x.yml"',
      "@@ -0,0 +1 @@",
      "+on: push",
      "",
    ].join("\n");
    const { changes } = await diffApplier.apply({
      tree,
      read,
      diff: Buffer.from(diff),
      maxFiles: 20,
    });
    expect(changes.map(({ path }) => path)).toEqual([".github/workflows/x.yml"]);
  });

  it.each([
    [
      "another context",
      "--- a/calc.py\n+++ b/calc.py\n@@ -1,2 +1,2 @@\n def sub(a, b):\n-    return a - b\n+    return a + b\n",
    ],
    ["a file that is not there", "--- a/no.py\n+++ b/no.py\n@@ -1 +1 @@\n-x\n+y\n"],
    ["a way out", "--- a/../out\n+++ b/../out\n@@ -0,0 +1 @@\n+y\n"],
    [
      "a file that claims to be a folder",
      "diff --git a/.mcp.json b/.mcp.json\nnew file mode 040000\n--- /dev/null\n+++ b/.mcp.json\n@@ -0,0 +1 @@\n+{}\n",
    ],
    ["no diff", "hello\n"],
    ["nothing", ""],
  ])("with %s is refused", async (_, text) => {
    const { tree, read } = await scene();
    await expect(
      diffApplier.apply({ tree, read, diff: Buffer.from(text), maxFiles: 20 }),
    ).rejects.toThrow(UserError);
  });

  it("refuses bytes that are not those of the listing", async () => {
    const { repository, commit, tree } = await scene();
    const made = await repository.makePatch(commit, [
      { path: "calc.py", content: Buffer.from("z\n") },
    ]);
    const other = async () => Buffer.from("something else\n");
    await expect(
      diffApplier.apply({ tree, read: other, diff: made.diff, maxFiles: 20 }),
    ).rejects.toThrow("other bytes than its id says");
    await repository.close();
  });

  it("refuses a listing that leaves the repository", async () => {
    const { tree, read } = await scene();
    const evil: TreeEntry = { path: "../x", mode: "100644", oid: "1".repeat(40), size: 1 };
    const diff =
      "--- a/calc.py\n+++ b/calc.py\n@@ -1,2 +1,2 @@\n def add(a, b):\n-    return a - b\n+    return a + b\n";
    await expect(
      diffApplier.apply({ tree: [...tree, evil], read, diff: Buffer.from(diff), maxFiles: 20 }),
    ).rejects.toThrow("not inside the repository");
  });
});
