import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cp, mkdir, truncate } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { Result } from "../../src/contracts/result.ts";
import { type Finished, runCli, startCli } from "../support/cli.ts";
import {
  createGitFolder,
  type GitFolder,
  openFolder,
  removeFolders,
  snapshotOf,
  temporaryFolder,
} from "../support/git-folder.ts";
import { freePort, pythonPath, startLlamaServer } from "../support/llama-server.ts";
import { describeWith, notRun } from "../support/needs.ts";
import { findNode24, type Node24 } from "../support/node24.ts";
import { isAlive, until, workersOf } from "../support/processes.ts";
import { writeTinyModel } from "../support/tiny-model.ts";

jest.setTimeout(60_000);

const EXAMPLE = join(import.meta.dirname, "..", "..", "examples", "splitbill");
const ISSUE = join(EXAMPLE, "issue.md");
const NO_PYTHON = "no Python for tests; run node scripts/setup-python.mjs";

let folder = "";
let model = "";
let project: GitFolder;
let node24: Node24 = { missing: "not looked for" };

beforeAll(async () => {
  folder = temporaryFolder();
  model = join(folder, "tiny.gguf");
  await writeTinyModel(model);
  project = await exampleProject();
  node24 = await findNode24();
}, 180_000);
afterAll(removeFolders);

async function exampleProject(): Promise<GitFolder> {
  const { root } = createGitFolder({});
  await cp(join(EXAMPLE, "repo"), root, { recursive: true });
  const opened = openFolder(root);
  opened.commit();
  return opened;
}

/** Arguments of a short run on the tiny model. */
function runArgs(out: string, more: readonly string[] = []): string[] {
  const short = ["--candidates", "3", "--max-tokens", "64", "--threads", "1", "--gpu", "off"];
  const place = ["--repo", project.root, "--issue", ISSUE, "--out", out];
  return ["run", ...place, "--model", model, ...short, ...more];
}

let outs = 0;
function newOut(): string {
  outs += 1;
  return join(folder, `out-${outs}`);
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Words for people: no stack, no text of Node's. */
function expectPlain({ stderr }: Finished): void {
  expect(stderr).not.toMatch(/^\s+at \S+.*:\d+/m);
  expect(stderr).not.toContain("should not have");
}

/** All that a run must not change. */
function stateOf(git: GitFolder) {
  return {
    ...snapshotOf(git),
    refs: git.ask("for-each-ref"),
    commit: git.ask("rev-parse", "HEAD"),
  };
}

function readOut(out: string): Result {
  return Result.parse(JSON.parse(readFileSync(join(out, "result.json"), "utf8")));
}

describe.each(["20", "24"])("the bundle on Node %s", (version) => {
  /** The Node to use, or `null` where the test cannot run. */
  function nodePath(): string | null {
    if (version === "20") return process.execPath;
    if ("path" in node24) return node24.path;
    notRun(node24.missing);
    return null;
  }

  it.each([
    { args: ["--help"], says: /Usage: patchjudge.*Exit codes:/s },
    { args: ["--version"], says: /^\d+\.\d+\.\d+\n$/ },
    { args: ["run", "--help"], says: /--issue <file>.*--candidates/s },
  ])("answers $args", async ({ args, says }) => {
    const node = nodePath();
    if (node === null) return;
    const done = await runCli(args, { node });
    expect(done).toMatchObject({ code: 0, stderr: "" });
    expect(done.stdout).toMatch(says);
  });

  it("locates the code of an issue", async () => {
    const node = nodePath();
    if (node === null) return;
    const args = ["locate", "--repo", project.root, "--issue", ISSUE];
    const done = await runCli(args, { node });
    expect(done).toMatchObject({ code: 0, stderr: "" });
    expect(done.stdout).toMatch(/src\/\w+\.js/);
  });

  it("runs from issue to report and changes nothing", async () => {
    const node = nodePath();
    if (node === null) return;
    const before = stateOf(project);
    const out = newOut();
    const done = await runCli(runArgs(out), { node });
    expectPlain(done);
    expect(done.code).toBe(0);
    const result = readOut(out);
    expect(result.candidates).toHaveLength(3);
    expect(result.manifest.generator).toMatchObject({ engine: "local", sharedPrefill: "fork" });
    const patches = result.candidates.filter(({ diff }) => diff !== undefined);
    expect(readdirSync(join(out, "candidates")).sort()).toEqual(
      patches.map(({ id }) => `${id}.diff`).sort(),
    );
    expect(readFileSync(join(out, "report.html"), "utf8")).toMatch(/^<!doctype html>/);
    expect(stateOf(project)).toEqual(before);
  });
});

describe("standard output", () => {
  it("is one line of JSON with --json", async () => {
    const out = newOut();
    const done = await runCli(runArgs(out, ["--json"]));
    expect(done.code).toBe(0);
    expect(done.stdout.match(/\n/g)).toHaveLength(1);
    expect(done.stdout).toMatch(/^\{.*\}\n$/);
    const { out: named, branch, ...result } = JSON.parse(done.stdout);
    expect({ named, branch }).toEqual({ named: out, branch: null });
    expect(Result.parse(result)).toEqual(readOut(out));
  });
});

describeWith("a llama-server as engine", pythonPath() === null ? NO_PYTHON : null, () => {
  it("serves a whole run", async () => {
    const server = await startLlamaServer({ model });
    try {
      const out = newOut();
      const done = await runCli(runArgs(out, ["--engine", server.url]));
      expectPlain(done);
      expect(done.code).toBe(0);
      expect(readOut(out).manifest.generator).toMatchObject({ engine: "http", device: "server" });
    } finally {
      await server.stop();
    }
  });
});

describe("a wrong command line", () => {
  it.each([
    { name: "no command", args: [], says: /Usage: patchjudge/ },
    { name: "an unknown command", args: ["rnu"], says: /unknown command 'rnu'.*--help/s },
    {
      name: "an unknown option",
      args: ["run", "--issue", ISSUE, "--isue", "x"],
      says: /unknown option.*--help/s,
    },
    { name: "no issue", args: ["run"], says: /pass either --issue or --request/ },
    {
      name: "no candidates",
      args: ["run", "--issue", ISSUE, "--candidates", "0"],
      says: /--candidates/,
    },
    {
      name: "candidates that are no number",
      args: ["run", "--issue", ISSUE, "--candidates", "abc"],
      says: /--candidates <n>.*must be a whole number/,
    },
    {
      name: "too many candidates",
      args: ["run", "--issue", ISSUE, "--candidates", "65"],
      says: /--candidates.*64/,
    },
    { name: "a GPU mode", args: ["run", "--issue", ISSUE, "--gpu", "yes"], says: /auto, off/ },
  ])("with $name: exit code 2 and what would be right", async ({ args, says }) => {
    const done = await runCli(args);
    expect(done).toMatchObject({ code: 2, stdout: "" });
    expect(done.stderr).toMatch(says);
    expectPlain(done);
  });
});

describe("bad input", () => {
  it.each<{ name: string; code: number; says: RegExp; args: () => string[] }>([
    {
      name: "a folder that is no repository",
      code: 2,
      says: /not a git repository; run git init/,
      args: () => runArgs(newOut(), ["--repo", temporaryFolder()]),
    },
    {
      name: "a folder that does not exist",
      code: 2,
      says: /there is no folder .*--repo/,
      args: () => runArgs(newOut(), ["--repo", join(folder, "nowhere")]),
    },
    {
      name: "a repository without commits",
      code: 1,
      says: /has no commits yet; commit/,
      args: () => runArgs(newOut(), ["--repo", emptyRepository()]),
    },
    {
      name: "a base that names nothing",
      code: 2,
      says: /"nothing" names no commit.*git branch/,
      args: () => runArgs(newOut(), ["--base", "nothing"]),
    },
    {
      name: "an empty issue",
      code: 2,
      says: /the issue is empty/,
      args: () => runArgs(newOut(), ["--issue", file("empty.md", " \n")]),
    },
    {
      name: "an issue that does not exist",
      code: 2,
      says: /there is no such file.*--issue/,
      args: () => runArgs(newOut(), ["--issue", join(folder, "nowhere.md")]),
    },
    {
      name: "an issue that is a folder",
      code: 2,
      says: /it is a folder.*--issue/,
      args: () => runArgs(newOut(), ["--issue", folder]),
    },
    {
      name: "an issue that is not text",
      code: 2,
      says: /is not a text file/,
      args: () => runArgs(newOut(), ["--issue", file("binary.md", Buffer.from([1, 0, 2]))]),
    },
    {
      name: "an issue of more than 1 MB",
      code: 2,
      says: /larger than 1 MB/,
      args: () => runArgs(newOut(), ["--issue", file("huge.md", "word ".repeat(250_000))]),
    },
    {
      name: "an issue longer than the model's context",
      code: 1,
      says: /has room for \d+. Shorten the issue/,
      args: () => runArgs(newOut(), ["--issue", file("long.md", "settle fails ".repeat(2_000))]),
    },
    {
      name: "a repository without a file to change",
      code: 1,
      says: /found no text file that could be changed/,
      args: () => {
        const files = { "logo.png": Buffer.from([137, 80, 78, 71]), "package-lock.json": "{}" };
        return runArgs(newOut(), ["--repo", createGitFolder(files).root]);
      },
    },
    {
      name: "a repository with a broken object",
      code: 1,
      says: /git cat-file failed: .*cannot be read/,
      args: () => runArgs(newOut(), ["--repo", brokenRepository()]),
    },
    {
      name: "a file where the output should go",
      code: 1,
      says: /cannot be written.*--out/,
      args: () => runArgs(file("in-the-way", "")),
    },
    {
      name: "a model that nobody knows",
      code: 4,
      says: /there is no model or file 99b; give a .gguf file or one of/,
      args: () => runArgs(newOut(), ["--model", "99b"]),
    },
    {
      name: "an engine that is no address",
      code: 2,
      says: /--engine nonsense: it is "local" or the URL/,
      args: () => runArgs(newOut(), ["--engine", "nonsense"]),
    },
  ])("$name: exit code $code", async ({ code, says, args }) => {
    const done = await runCli(args());
    expect(done.stderr).toMatch(says);
    expect(done).toMatchObject({ code, stdout: "" });
    expectPlain(done);
  });

  it("a damaged model file: exit code 1 and how to check it", async () => {
    const path = join(folder, "half.gguf");
    await cp(model, path);
    await truncate(path, 200_000);
    const done = await runCli(runArgs(newOut(), ["--model", path]));
    expect(done.stderr).toMatch(/half\.gguf could not be loaded.*models verify/s);
    expect(done).toMatchObject({ code: 1, stdout: "" });
    expectPlain(done);
  });

  it("a full disk: exit code 1, no half result", async () => {
    const disk = await mountSmallDisk();
    if (disk === null) {
      notRun("mounting a file system needs root on Linux");
      return;
    }
    try {
      const out = join(disk, "out");
      const done = await runCli(runArgs(out));
      expect(done.stderr).toMatch(/cannot be written to .*no space.*--out/);
      expect(done).toMatchObject({ code: 1, stdout: "" });
      expectPlain(done);
      expect(existsSync(join(out, "result.json"))).toBe(false);
    } finally {
      execFileSync("umount", [disk]);
    }
  });

  it("names that git cannot take back safely do not end the run", async () => {
    const code = "function settle(bill) {\n  return bill.total;\n}\n";
    const files = {
      "src\\settle.js": code,
      "src/settle\u0001.js": code,
      "other.js": "let a = 1;\n",
    };
    const { root } = createGitFolder(files);
    const out = newOut();
    const issue = file("odd.md", "# settle\n\n`settle(bill)` is wrong.\n");
    const done = await runCli(runArgs(out, ["--repo", root, "--issue", issue]));
    expectPlain(done);
    expect(done.code).toBe(0);
    expect(readOut(out).contexts.map(({ target }) => target.path)).toEqual(["other.js"]);
  });
});

function emptyRepository(): string {
  const opened = openFolder(temporaryFolder());
  opened.git(["init", "-q"]);
  return opened.root;
}

/** A tracked file whose object on disk is noise. */
function brokenRepository(): string {
  const { root, ask } = createGitFolder({ "settle.js": "function settle() {}\n" });
  const oid = ask("rev-parse", "HEAD:settle.js");
  const path = join(root, ".git", "objects", oid.slice(0, 2), oid.slice(2));
  chmodSync(path, 0o644);
  writeFileSync(path, "noise");
  return root;
}

/** A file system of 16 KB, or `null` where none can be mounted. */
async function mountSmallDisk(): Promise<string | null> {
  const place = join(folder, "disk");
  await mkdir(place, { recursive: true });
  try {
    const options = ["-t", "tmpfs", "-o", "size=16k", "tmpfs", place];
    execFileSync("mount", options, { stdio: "ignore" });
    return place;
  } catch {
    return null;
  }
}

describe("a server that does not answer as it should", () => {
  it("is named when nobody listens", async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const done = await runCli(runArgs(newOut(), ["--engine", url]));
    expect(done.stderr).toContain(`nothing answers at ${url}; start llama-server there`);
    expect(done).toMatchObject({ code: 1, stdout: "" });
    expectPlain(done);
  });

  it("is named when it answers with a page", async () => {
    const server = await serve("<!doctype html><p>hello");
    const done = await runCli(runArgs(newOut(), ["--engine", server.url]));
    server.close();
    expect(done.stderr).toMatch(/is it a llama-server/);
    expect(done).toMatchObject({ code: 1, stdout: "" });
    expectPlain(done);
  });

  it("can be left with Ctrl-C", async () => {
    const server = await serve(null);
    const cli = startCli(runArgs(newOut(), ["--engine", server.url]));
    await until("the question", server.isAsked, { limitMs: 10_000 });
    await expectStop(cli, "SIGINT");
    server.close();
  });
});

/** Answers everything with `page`; with `null` nothing at all. */
async function serve(page: string | null) {
  let asked = false;
  const server = createServer((_, response) => {
    asked = true;
    if (page !== null) response.setHeader("content-type", "text/html").end(page);
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}`, isAsked: () => asked, close };
}

async function expectStop(cli: ReturnType<typeof startCli>, name: NodeJS.Signals): Promise<void> {
  const workers = workersOf(cli.pid);
  const start = Date.now();
  cli.signalGroup(name);
  const done = await cli.finished;
  expect(Date.now() - start).toBeLessThan(3_000);
  expect(done.stderr).toContain("patchjudge: stopped; nothing was changed");
  expect(done).toMatchObject({ code: 3, stdout: "" });
  expectPlain(done);
  expect(workers.filter(isAlive)).toEqual([]);
}

/** One short file to change, so that the prompt leaves room for long answers. */
function proseProject(): string {
  const line = "The bill is settled by whoever paid the least so far.\n";
  return createGitFolder({ "notes.md": `# Settle\n\n${line.repeat(12)}` }).root;
}

describeWith("stopping", existsSync("/proc/self/stat") ? null : "there is no /proc here", () => {
  /** Many long answers, so that the moment is not missed. */
  function longRun(out: string, repo: string): ReturnType<typeof startCli> {
    const issue = file("settle.md", "# The settle text in notes.md is wrong\n\nSee `notes.md`.\n");
    const long = ["--candidates", "64", "--max-tokens", "800", "--temperature", "2"];
    return startCli(runArgs(out, ["--repo", repo, "--issue", issue, ...long]));
  }

  it.each([
    { name: "SIGINT", when: "the model is opened", at: null },
    { name: "SIGINT", when: "the code is looked for", at: "finding the code" },
    { name: "SIGINT", when: "candidates are written", at: "writing candidates" },
    { name: "SIGTERM", when: "the model is opened", at: null },
    { name: "SIGTERM", when: "candidates are written", at: "writing candidates" },
  ] as const)("by $name while $when leaves nothing", async ({ name, at }) => {
    const repo = proseProject();
    const before = stateOf(openFolder(repo));
    const out = newOut();
    const cli = longRun(out, repo);
    const isThere = () =>
      at === null ? workersOf(cli.pid).length > 0 : cli.said.stderr.includes(at);
    await until(at ?? "the engine's process", isThere, { limitMs: 50_000 });
    await expectStop(cli, name);
    expect(stateOf(openFolder(repo))).toEqual(before);
    expect(existsSync(join(out, "result.json"))).toBe(false);
  });

  it.each([20, 60, 120, 200, 300])("after %d ms leaves nothing", async (ms) => {
    const out = newOut();
    const cli = longRun(out, proseProject());
    await sleep(ms);
    cli.signalGroup("SIGINT");
    const done = await cli.finished;
    // Before our own code runs, the signal ends Node as any program.
    expect([3, "SIGINT"]).toContain(done.code);
    expect(existsSync(join(out, "result.json"))).toBe(false);
    expect(workersOf(cli.pid)).toEqual([]);
  });

  it("takes the engine along when the command itself is killed", async () => {
    const cli = longRun(newOut(), proseProject());
    await until("writing", () => cli.said.stderr.includes("writing"), { limitMs: 20_000 });
    const workers = workersOf(cli.pid);
    expect(workers).toHaveLength(1);
    process.kill(cli.pid, "SIGKILL");
    await until("the worker's end", () => !workers.some(isAlive));
  });
});
