import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { UsageError, UserError } from "../../src/contracts/errors.ts";
import type { FileEdit, Patch } from "../../src/contracts/repository.ts";
import { openRepository } from "../../src/workspace/repository.ts";
import {
  createGitFolder,
  type GitFolder,
  openFolder,
  removeFolders,
  snapshotOf,
  temporaryFolder,
} from "../support/git-folder.ts";

type Opened = Awaited<ReturnType<typeof openRepository>>;

const opened: Opened[] = [];
const environment = { ...process.env };

beforeEach(() => {
  process.env["HOME"] = temporaryFolder();
  delete process.env["XDG_CONFIG_HOME"];
});

afterEach(async () => {
  for (const repository of opened.splice(0)) await repository.close();
  for (const name of Object.keys(process.env)) {
    if (!(name in environment)) delete process.env[name];
  }
  Object.assign(process.env, environment);
});

afterAll(removeFolders);

async function open(folder: string): Promise<Opened> {
  const repository = await openRepository(folder);
  opened.push(repository);
  return repository;
}

function edit(path: string, content: string | Uint8Array): FileEdit {
  return { path, content: Buffer.from(content) };
}

/** What git makes of the diff in a clean checkout of the base commit: the bytes of `path`. */
function applied(folder: GitFolder, patch: Patch, path: string): Buffer {
  const base = folder.ask("rev-parse", "main");
  const clone = openFolder(temporaryFolder());
  clone.git(["init", "-q", `--object-format=${base.length === 64 ? "sha256" : "sha1"}`]);
  clone.git(["fetch", "-q", folder.root, "main"]);
  clone.git(["-c", "core.autocrlf=false", "checkout", "-q", "FETCH_HEAD"]);
  clone.git(["apply", "--whitespace=nowarn", "-"], patch.diff);
  return readFileSync(join(clone.root, path));
}

function branchRequest(base: string, patch: Patch, name = "patchjudge/issue-1") {
  return { name, base, diff: patch.diff, tree: patch.tree, message: "A fix\n" };
}

describe("openRepository", () => {
  it("refuses a missing folder and a file, and says what to do", async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "file"), "");
    for (const path of [join(folder, "none"), join(folder, "file")]) {
      await expect(openRepository(path)).rejects.toThrow(UsageError);
      await expect(openRepository(path)).rejects.toThrow("--repo");
    }
  });

  it("refuses a folder without a repository", async () => {
    const opening = openRepository(temporaryFolder());
    await expect(opening).rejects.toThrow(/is not a git repository; run git init/);
  });

  it("explains a repository without commits", async () => {
    const folder = openFolder(temporaryFolder());
    folder.git(["init", "-q"]);
    const repository = await open(folder.root);
    await expect(repository.resolve("HEAD")).rejects.toThrow(
      /no commits yet; commit the code first/,
    );
  });

  it("finds the root from a folder inside", async () => {
    const folder = createGitFolder({ "a/b/c.txt": "c\n" });
    const repository = await open(join(folder.root, "a", "b"));
    const inner = await repository.makePatch(folder.base, [edit("a/b/c.txt", "d\n")]);
    expect(repository.root).toBe(folder.ask("rev-parse", "--show-toplevel"));
    expect(inner.changes.map(({ path }) => path)).toEqual(["a/b/c.txt"]);
  });

  it("works on a bare repository", async () => {
    const folder = createGitFolder({ "a.txt": "a\n" });
    const bare = openFolder(temporaryFolder());
    bare.git(["clone", "-q", "--bare", folder.root, "."]);
    const repository = await open(bare.root);
    const patch = await repository.makePatch(folder.base, [edit("a.txt", "b\n")]);
    const branch = await repository.createBranch(branchRequest(folder.base, patch));
    expect(bare.ask("show", `${branch.commit}:a.txt`)).toBe("b");
  });

  it.each(["none", "main~5", "", "--all", "HEAD:a.txt", "-n1"])(
    "refuses the reference %j",
    async (ref) => {
      const folder = createGitFolder({ "a.txt": "a\n" });
      const repository = await open(folder.root);
      await expect(repository.resolve(ref)).rejects.toThrow(UsageError);
    },
  );

  it.each(["HEAD", "main", "v1", "main~0"])("resolves %s to the commit", async (ref) => {
    const folder = createGitFolder({ "a.txt": "a\n" });
    folder.git(["tag", "-a", "-m", "tag", "v1"]);
    const repository = await open(folder.root);
    expect(await repository.resolve(ref)).toBe(folder.base);
  });

  it("closes after a commit that does not exist was asked for", async () => {
    const folder = createGitFolder({ "a.txt": "a\n" });
    const repository = await openRepository(folder.root);
    const before = ours();
    await expect(repository.makePatch("0".repeat(40), [])).rejects.toThrow(UserError);
    await repository.close();
    expect(ours()).toEqual(before);
  });

  it("leaves no temporary folder behind", async () => {
    const folder = createGitFolder({ "a.txt": "a\n" });
    const before = ours();
    const repository = await openRepository(folder.root);
    const patch = await repository.makePatch(folder.base, [edit("a.txt", "b\n")]);
    await repository.createBranch(branchRequest(folder.base, patch));
    await repository.close();
    expect(ours()).toEqual(before);
  });
});

/** Folders of ours in the system's temporary folder. */
function ours(): string[] {
  return readdirSync(tmpdir()).filter((name) => /^patchjudge-(?!test-)/.test(name));
}

describe("files and read", () => {
  it("lists links and submodules with their modes", async () => {
    const other = createGitFolder({ "x.txt": "x\n" });
    const folder = createGitFolder({ "a.txt": "a\n", "run.sh": "#!/bin/sh\n" });
    symlinkSync("a.txt", join(folder.root, "link"));
    chmodSync(join(folder.root, "run.sh"), 0o755);
    folder.git(["update-index", "--add", "--cacheinfo", `160000,${other.base},sub`]);
    folder.git(["add", "link", "run.sh"]);
    folder.git(["commit", "-q", "-m", "more"]);
    const repository = await open(folder.root);
    const files = await repository.files(await repository.resolve("HEAD"));
    expect(files.map(({ path, mode, size }) => [path, mode, size])).toEqual([
      ["a.txt", "100644", 2],
      ["link", "120000", 5],
      ["run.sh", "100755", 10],
      ["sub", "160000", 0],
    ]);
  });

  it("reads contents as they are, in the order asked for, the same one twice", async () => {
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    const folder = createGitFolder({ "a.bin": all, "b.txt": "", "c.txt": "c\r\n" });
    const repository = await open(folder.root);
    const [a, b, c] = await repository.files(folder.base);
    const entries = [c, a, b, a].filter((entry) => entry !== undefined);
    const read: Buffer[] = [];
    for await (const { content } of repository.read(entries)) read.push(Buffer.from(content));
    expect(read).toEqual(["c\r\n", all, "", all].map((content) => Buffer.from(content)));
  });

  it("says which file cannot be read", async () => {
    const folder = createGitFolder({ "a.txt": "a\n" });
    const repository = await open(folder.root);
    const entry = { path: "gone.txt", mode: "100644", oid: "1".repeat(40), size: 1 };
    const reading = repository.read([entry])[Symbol.asyncIterator]();
    await expect(reading.next()).rejects.toThrow("gone.txt cannot be read");
  });

  it("leaves no git process behind when reading is stopped early", async () => {
    const big = Buffer.alloc(3_000_000, "large\n");
    const files = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${i}.txt`, `${i}\n`]));
    const folder = createGitFolder({ ...files, "a-large.txt": big, "b-large.txt": big });
    const repository = await open(folder.root);
    const entries = await repository.files(folder.base);
    let seen = 0;
    for await (const { content } of repository.read([...entries, ...entries])) {
      seen += content.length;
      break;
    }
    expect(seen).toBeGreaterThan(0);
    // The process is gone; its handle goes in one of the next rounds of the event loop.
    for (let round = 0; round < 10; round += 1) await setImmediate();
    expect(process.getActiveResourcesInfo()).not.toContain("ProcessWrap");
  });
});

describe("makePatch", () => {
  const before = {
    "crlf.txt": "one\r\ntwo\r\nthree\r\n",
    "latin1.txt": Buffer.from("gr\xfcn\nrot\n", "latin1"),
    "bom.txt": "\uFEFFone\ntwo\n",
    "no-end.txt": "one\ntwo",
    "mixed.txt": "one\r\ntwo\nthree\r",
    "empty.txt": "",
  };

  it.each([
    ["crlf.txt", Buffer.from("one\r\n2\r\nthree\r\n")],
    ["latin1.txt", Buffer.from("gr\xfcn\ngr\xe4ulich\n", "latin1")],
    ["bom.txt", Buffer.from("\uFEFFone\n2\n")],
    ["no-end.txt", Buffer.from("one\n2")],
    ["mixed.txt", Buffer.from("one\r\n2\nthree\r")],
    ["empty.txt", Buffer.from("no longer\n")],
    ["src/new.txt", Buffer.from("new\r\nfile")],
  ])("keeps the bytes of %s, whatever core.autocrlf says", async (path, after) => {
    const folder = createGitFolder(before);
    folder.git(["config", "core.autocrlf", "true"]);
    folder.git(["config", "core.eol", "crlf"]);
    const repository = await open(folder.root);
    const patch = await repository.makePatch(folder.base, [edit(path, after)]);
    const branch = await repository.createBranch(branchRequest(folder.base, patch));
    expect(applied(folder, patch, path)).toEqual(after);
    expect(folder.git(["cat-file", "blob", `${branch.commit}:${path}`])).toEqual(after);
  });

  it.each([
    "with space.txt",
    "quo\"te's.txt",
    "ünïcödé 汉字.txt",
    "-dash.txt",
    "-x/--y.txt",
    "[glob]*?.txt",
    ":(top)a.txt",
  ])("edits and makes a file named %s", async (path) => {
    const folder = createGitFolder({ [path]: "old\n", "other.txt": "other\n" });
    const repository = await open(folder.root);
    const changed = await repository.makePatch(folder.base, [edit(path, "new\n")]);
    const made = await repository.makePatch(folder.base, [edit(`new/${path}`, "new\n")]);
    const branch = await repository.createBranch(branchRequest(folder.base, changed));
    expect(changed.changes).toMatchObject([{ path, status: "M" }]);
    expect(made.changes).toMatchObject([{ path: `new/${path}`, status: "A", newMode: "100644" }]);
    expect(folder.ask("diff", "--name-only", "-z", folder.base, branch.commit)).toBe(`${path}\0`);
  });

  it.each([
    "../a.txt",
    "/etc/a",
    "a/../../b",
    ".git/config",
    "a/.GIT/x",
    "new\nline.txt",
    "a\\b",
    "",
    "a//b",
  ])("refuses the path %j", async (path) => {
    const folder = createGitFolder({ "a.txt": "a\n" });
    const repository = await open(folder.root);
    const making = repository.makePatch(folder.base, [edit(path, "x\n")]);
    await expect(making).rejects.toThrow("is not inside the repository");
  });

  it("keeps the executable mode", async () => {
    const folder = createGitFolder({ "run.sh": "#!/bin/sh\n" });
    chmodSync(join(folder.root, "run.sh"), 0o755);
    const base = folder.commit();
    const repository = await open(folder.root);
    const patch = await repository.makePatch(base, [edit("run.sh", "#!/bin/bash\n")]);
    const branch = await repository.createBranch(branchRequest(base, patch));
    expect(patch.changes).toMatchObject([{ oldMode: "100755", newMode: "100755" }]);
    expect(folder.ask("ls-tree", branch.commit)).toMatch(/^100755 /);
  });

  it("makes one patch of two edits, and counts their lines", async () => {
    const folder = createGitFolder({ "a.txt": "1\n2\n3\n", "b.txt": "b\n" });
    const repository = await open(folder.root);
    const edits = [edit("a.txt", "1\n3\n"), edit("b.txt", "b\nc\nd\n")];
    const patch = await repository.makePatch(folder.base, edits);
    expect(patch.changes.map(({ path }) => path)).toEqual(["a.txt", "b.txt"]);
    expect([patch.addedLines, patch.removedLines]).toEqual([2, 1]);
    expect(patch.changes.every(({ oldOid }) => oldOid.length === 40)).toBe(true);
    expect(patch.edits).toBe(edits);
  });

  it("makes patches of one commit that do not know of each other", async () => {
    const folder = createGitFolder({ "a.txt": "a\n", "b.txt": "b\n" });
    const repository = await open(folder.root);
    const [one, two, again] = await Promise.all([
      repository.makePatch(folder.base, [edit("a.txt", "x\n")]),
      repository.makePatch(folder.base, [edit("b.txt", "x\n")]),
      repository.makePatch(folder.base, [edit("a.txt", "x\n")]),
    ]);
    expect(one.changes.map(({ path }) => path)).toEqual(["a.txt"]);
    expect(two.changes.map(({ path }) => path)).toEqual(["b.txt"]);
    expect(again.tree).toBe(one.tree);
    expect(two.tree).not.toBe(one.tree);
  });

  it("gives an empty diff and the old tree for bytes that stay", async () => {
    const folder = createGitFolder({ "a.txt": "a\n" });
    const repository = await open(folder.root);
    const patch = await repository.makePatch(folder.base, [edit("a.txt", "a\n")]);
    expect(patch.diff).toHaveLength(0);
    expect(patch.changes).toEqual([]);
    expect(patch.tree).toBe(folder.ask("rev-parse", "HEAD^{tree}"));
  });

  it.each([
    ["diff.noprefix", "true"],
    ["diff.mnemonicPrefix", "true"],
    ["diff.context", "0"],
    ["diff.orderFile", "no-such-file"],
    ["diff.renames", "copies"],
    ["diff.algorithm", "patience"],
    ["diff.suppressBlankEmpty", "true"],
    ["diff.relative", "true"],
    ["diff.interHunkContext", "9"],
    ["diff.wsErrorHighlight", "all"],
    ["diff.submodule", "log"],
    ["color.ui", "always"],
    ["core.quotePath", "true"],
    ["core.abbrev", "5"],
    ["core.whitespace", "cr-at-eol,tab-in-indent"],
    ["apply.whitespace", "error-all"],
    ["core.splitIndex", "true"],
    ["index.version", "4"],
    ["core.sparseCheckout", "true"],
    ["i18n.commitEncoding", "latin1"],
  ])("gives the same patch under the user's setting %s=%s", async (key, value) => {
    const files = { "ü.txt": "1\n\n2\n3\n4\n5\n6\n7\n8\n9\n", "b.txt": "b\n" };
    const edits = [edit("ü.txt", "1\n\ntwo \n3\n4\n5\n6\n7\n8\nnine\n")];
    const plain = createGitFolder(files);
    const folder = createGitFolder(files);
    folder.git(["config", key, value]);
    const expected = await (await open(plain.root)).makePatch(plain.base, edits);
    const gitFolder = () => readdirSync(join(folder.root, ".git")).sort();
    const listed = gitFolder();
    const repository = await open(folder.root);
    const patch = await repository.makePatch(folder.base, edits);
    expect(gitFolder()).toEqual(listed);
    const branch = await repository.createBranch(branchRequest(folder.base, patch));
    expect(Buffer.from(patch.diff).toString()).toBe(Buffer.from(expected.diff).toString());
    expect(patch.changes).toEqual(expected.changes);
    expect(folder.ask("rev-parse", `${branch.commit}^{tree}`)).toBe(patch.tree);
  });

  it("works on 20,000 files", async () => {
    const folder = createGitFolder({});
    const files = Array.from({ length: 20_000 }, (_, i) => {
      const text = `file ${i}\n`;
      return `M 100644 inline d${i % 100}/f${i}.txt\ndata ${text.length}\n${text}\n`;
    });
    const head = "commit refs/heads/big\ncommitter T <t@example.com> 0 +0000\ndata 1\nx\n";
    folder.git(["fast-import", "--quiet"], head + files.join(""));
    const repository = await open(folder.root);
    const commit = await repository.resolve("big");
    const patch = await repository.makePatch(commit, [edit("d7/f7.txt", "seven\n")]);
    expect(await repository.files(commit)).toHaveLength(20_000);
    expect(patch.changes.map(({ path }) => path)).toEqual(["d7/f7.txt"]);
  }, 60_000);
});

describe("a working tree with changes", () => {
  it("stays as it is, byte for byte", async () => {
    const folder = createGitFolder({ "a.txt": "a\n", "b.txt": "b\n", "c.txt": "c\n" });
    folder.write({ "a.txt": "staged\n" });
    folder.git(["add", "a.txt"]);
    folder.write({ "a.txt": "staged and more\n", "b.txt": "dirty\n", "new.txt": "untracked\n" });
    folder.git(["rm", "-q", "--cached", "c.txt"]);
    const before = snapshotOf(folder);
    const repository = await open(folder.root);
    const patch = await repository.makePatch(folder.base, [
      edit("a.txt", "x\n"),
      edit("new.txt", "y\n"),
    ]);
    const branch = await repository.createBranch(branchRequest(folder.base, patch));
    expect(snapshotOf(folder)).toEqual(before);
    expect(folder.ask("show", `${branch.commit}:a.txt`)).toBe("x");
  });

  it("works with git's lock on the index held by somebody else", async () => {
    const folder = createGitFolder({ "a.txt": "a\n" });
    writeFileSync(join(folder.root, ".git", "index.lock"), "");
    const repository = await open(folder.root);
    const patch = await repository.makePatch(folder.base, [edit("a.txt", "x\n")]);
    const branch = await repository.createBranch(branchRequest(folder.base, patch));
    expect(branch.name).toBe("patchjudge/issue-1");
  });

  it("is not needed: a linked worktree will do", async () => {
    const folder = createGitFolder({ "a.txt": "a\n" });
    const linked = openFolder(join(temporaryFolder(), "linked"));
    folder.git(["worktree", "add", "-q", "-b", "side", linked.root]);
    const repository = await open(linked.root);
    const patch = await repository.makePatch(await repository.resolve("HEAD"), [
      edit("a.txt", "x\n"),
    ]);
    const branch = await repository.createBranch(branchRequest(folder.base, patch));
    expect(folder.ask("rev-parse", branch.name)).toBe(branch.commit);
    expect(repository.privateDir).not.toContain(linked.root);
  });

  it.each([
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_WORK_TREE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_NAMESPACE",
    "GIT_EXTERNAL_DIFF",
  ])("is found although %s points elsewhere", async (name) => {
    const folder = createGitFolder({ "a.txt": "a\n" });
    const before = snapshotOf(folder);
    process.env[name] = join(temporaryFolder(), "elsewhere");
    const repository = await open(folder.root);
    const patch = await repository.makePatch(folder.base, [edit("a.txt", "x\n")]);
    const branch = await repository.createBranch(branchRequest(folder.base, patch));
    expect(snapshotOf(folder)).toEqual(before);
    expect(folder.ask("rev-parse", branch.name)).toBe(branch.commit);
    expect(existsSync(process.env[name])).toBe(false);
  });

  it("may be a partial clone, as far as its files are here", async () => {
    const folder = createGitFolder({ "a.txt": "a\n", "old.txt": "old\n" });
    folder.write({ "old.txt": "newer\n" });
    folder.commit();
    folder.git(["config", "uploadpack.allowFilter", "true"]);
    const partial = openFolder(temporaryFolder());
    partial.git(["clone", "-q", "--filter=blob:none", `file://${folder.root}`, "."]);
    const repository = await open(partial.root);
    const head = await repository.resolve("HEAD");
    const patch = await repository.makePatch(head, [edit("a.txt", "x\n")]);
    const branch = await repository.createBranch(branchRequest(head, patch));
    expect(await repository.files(head)).toHaveLength(2);
    expect(partial.ask("show", `${branch.commit}:a.txt`)).toBe("x");
    // What is not here would be fetched: that is for the user to do.
    await expect(repository.files(folder.base)).rejects.toThrow(UserError);
  });

  it("may use SHA-256", async () => {
    const folder = createGitFolder({ "a.txt": "a\n" }, { init: ["--object-format=sha256"] });
    const repository = await open(folder.root);
    const patch = await repository.makePatch(folder.base, [edit("a.txt", "x\n")]);
    const branch = await repository.createBranch(branchRequest(folder.base, patch));
    expect(branch.commit).toMatch(/^[0-9a-f]{64}$/);
    expect(folder.ask("show", `${branch.name}:a.txt`)).toBe("x");
  });
});

describe("createBranch", () => {
  async function createPatched(content = "x\n") {
    const folder = createGitFolder({ "a.txt": "a\n" });
    const repository = await open(folder.root);
    const patch = await repository.makePatch(folder.base, [edit("a.txt", content)]);
    return { folder, repository, patch, request: branchRequest(folder.base, patch) };
  }

  it("makes one commit on the base with our message and tree", async () => {
    const { folder, repository, patch, request } = await createPatched();
    const { name, commit } = await repository.createBranch(request);
    expect(name).toBe(request.name);
    expect(folder.ask("show", "-s", "--format=%P %T %s", commit)).toBe(
      `${folder.base} ${patch.tree} A fix`,
    );
  });

  it("gives the same branch and commit to the same run", async () => {
    const { folder, repository, request } = await createPatched();
    const first = await repository.createBranch(request);
    const second = await repository.createBranch(request);
    expect(second).toEqual(first);
    expect(folder.ask("for-each-ref", "--format=%(refname:short)")).toBe(`main\n${request.name}`);
  });

  it("takes another name where the name has another tree", async () => {
    const { folder, repository, request } = await createPatched();
    const first = await repository.createBranch(request);
    const other = await repository.makePatch(folder.base, [edit("a.txt", "y\n")]);
    const second = await repository.createBranch(branchRequest(folder.base, other));
    expect(second.name).toBe(`${request.name}-2`);
    expect(folder.ask("rev-parse", request.name)).toBe(first.commit);
  });

  it("never moves a branch that somebody has checked out", async () => {
    const { folder, repository, request } = await createPatched();
    const before = snapshotOf(folder);
    const branch = await repository.createBranch({ ...request, name: "main" });
    expect(branch.name).toBe("main-2");
    expect(folder.ask("rev-parse", "main")).toBe(folder.base);
    expect(snapshotOf(folder)).toEqual(before);
  });

  it("refuses a diff that gives another tree than was judged", async () => {
    const { folder, repository, request } = await createPatched();
    const creating = repository.createBranch({ ...request, tree: "1".repeat(40) });
    await expect(creating).rejects.toThrow("judged was");
    expect(folder.ask("for-each-ref", "--format=%(refname:short)")).toBe("main");
  });

  it("refuses a diff that does not apply", async () => {
    const { repository, request } = await createPatched();
    const creating = repository.createBranch({ ...request, diff: Buffer.from("no diff") });
    await expect(creating).rejects.toThrow(UserError);
  });

  it.each(["with space", "a..b", "-dash", "main~0", "main@{0}", "end.lock", "", "a/"])(
    "refuses the name %j and makes nothing",
    async (name) => {
      const { folder, repository, request } = await createPatched();
      await expect(repository.createBranch({ ...request, name })).rejects.toThrow(UserError);
      expect(folder.ask("for-each-ref", "--format=%(refname:short)")).toBe("main");
    },
  );

  it("commits as Patchjudge where git knows nobody", async () => {
    const { folder, repository, request } = await createPatched();
    folder.git(["config", "user.useConfigOnly", "true"]);
    process.env["HOME"] = temporaryFolder();
    const { commit } = await repository.createBranch(request);
    expect(folder.ask("show", "-s", "--format=%an <%ae>", commit)).toBe(
      "Patchjudge <patchjudge@localhost>",
    );
  });

  it("commits as the user where git knows one", async () => {
    const { folder, repository, request } = await createPatched();
    folder.git(["config", "user.name", "Zoë"]);
    folder.git(["config", "user.email", "zoe@example.com"]);
    const { commit } = await repository.createBranch(request);
    expect(folder.ask("show", "-s", "--format=%cn <%ce>", commit)).toBe("Zoë <zoe@example.com>");
  });
});

describe("a repository that wants to run something", () => {
  const signed = (tree: string, parent: string) =>
    `tree ${tree}\nparent ${parent}\nauthor E <e@example.com> 0 +0000\ncommitter E <e@example.com> 0 +0000\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----\n\nsigned\n`;

  function createHostile() {
    const folder = createGitFolder({ "a.txt": "a\n", "b.txt": "b\n" });
    const tools = temporaryFolder();
    const marker = join(tools, "ran");
    const script = (name: string) => {
      const path = join(tools, name);
      writeFileSync(path, `#!/bin/sh\necho ${name} >> '${marker}'\ncat\n`, { mode: 0o755 });
      return path;
    };
    const hooks =
      "pre-commit post-commit post-checkout post-index-change reference-transaction pre-applypatch applypatch-msg post-rewrite commit-msg prepare-commit-msg fsmonitor-watchman pre-auto-gc";
    for (const hook of hooks.split(" ")) script(hook);
    folder.write({ ".gitattributes": "* diff=evil filter=evil merge=evil text=auto\n" });
    const base = folder.commit();
    const oid = folder.git(
      ["hash-object", "-t", "commit", "-w", "--stdin"],
      signed(folder.ask("rev-parse", "HEAD^{tree}"), base),
    );
    folder.git(["update-ref", "refs/heads/taken", oid.toString().trim()]);
    const settings: [string, string][] = [
      ["core.hooksPath", tools],
      ["core.fsmonitor", script("fsmonitor")],
      ["core.pager", script("pager")],
      ["core.editor", script("editor")],
      ["core.sshCommand", script("ssh")],
      ["core.askPass", script("askpass")],
      ["core.alternateRefsCommand", script("alternate-refs")],
      ["diff.external", script("external")],
      ["diff.evil.command", script("driver")],
      ["diff.evil.textconv", script("textconv")],
      ["filter.evil.clean", script("clean")],
      ["filter.evil.smudge", script("smudge")],
      ["filter.evil.process", script("process")],
      ["filter.evil.required", "true"],
      ["merge.evil.driver", script("merge")],
      ["commit.gpgSign", "true"],
      ["log.showSignature", "true"],
      ["gpg.program", script("gpg")],
      ["credential.helper", script("credential")],
      ["remote.origin.url", folder.root],
      ["remote.origin.uploadpack", script("upload-pack")],
      ["remote.origin.promisor", "true"],
      ["extensions.partialClone", "origin"],
    ];
    for (const [key, value] of settings) folder.git(["config", key, value]);
    folder.git(["config", "core.repositoryFormatVersion", "1"]);
    const ran = () => (existsSync(marker) ? readFileSync(marker, "utf8") : "");
    return { folder, base, ran };
  }

  it("runs nothing", async () => {
    const { folder, base, ran } = createHostile();
    const repository = await open(folder.root);
    const commit = await repository.resolve("HEAD");
    for await (const { content } of repository.read(await repository.files(commit))) void content;
    const patch = await repository.makePatch(commit, [
      edit("a.txt", "x\n"),
      edit("new.txt", "n\n"),
    ]);
    const first = await repository.createBranch(branchRequest(base, patch));
    const second = await repository.createBranch(branchRequest(base, patch));
    const third = await repository.createBranch(branchRequest(base, patch, "taken"));
    expect(ran()).toBe("");
    expect(second).toEqual(first);
    expect(third.name).toBe("taken-2");
    expect(Buffer.from(patch.diff).toString()).toContain("-a\n+x\n");
  });

  it("does not make git fetch what a partial clone lacks", async () => {
    const { folder, ran } = createHostile();
    const repository = await open(folder.root);
    const entry = { path: "lazy.txt", mode: "100644", oid: "2".repeat(40), size: 1 };
    const reading = repository.read([entry])[Symbol.asyncIterator]();
    await expect(reading.next()).rejects.toThrow("lazy.txt cannot be read");
    expect(ran()).toBe("");
  });
});
