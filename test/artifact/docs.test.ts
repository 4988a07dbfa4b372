import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { parse } from "yaml";
import { parseSettings } from "../../src/request/settings-file.ts";
import { createGitFolder, removeFolders, temporaryFolder } from "../support/git-folder.ts";
import type * as GithubParser from "../support/github-parser.ts";
import { loadGithubParser } from "../support/load-github-parser.ts";
import { type FencedBlock, fencedBlocks, pages, ROOT } from "../support/markdown.ts";

jest.setTimeout(120_000);

/** Longest that a block of a page may take. */
const PATIENCE_MS = 60_000;

/** Nobody listens there: whatever wants to go to the network fails at once. */
const NOWHERE = "http://127.0.0.1:9";

const checked = pages()
  .flatMap((page) => fencedBlocks(page))
  .filter((block) => block.checked);

const named = (languages: readonly string[]) =>
  checked
    .filter(({ language }) => languages.includes(language))
    .map((block) => [`${block.page}:${block.line}`, block] as const);

let tools = "";
let github: typeof GithubParser;
beforeAll(async () => {
  tools = temporaryFolder();
  const program = join(tools, "patchjudge");
  const main = join(ROOT, "dist", "cli", "main.js");
  writeFileSync(program, `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`);
  chmodSync(program, 0o755);
  github = await loadGithubParser();
});
afterAll(removeFolders);

/** Some tasks of a pool that we keep, ranked by what the generator thought of its own answers. */
function scoredPool(): string {
  const packed = readFileSync(join(ROOT, "pools", "mbpp-python.0.5b.jsonl.gz"));
  const lines = gunzipSync(packed).toString("utf8").split("\n").slice(0, 20);
  const scored = lines.map((line) => {
    const pool = JSON.parse(line) as { candidates: { meanLogprob: number | null }[] };
    const candidates = pool.candidates.map((each) => ({ ...each, score: each.meanLogprob ?? 0 }));
    return JSON.stringify({ ...pool, judge: "none", candidates });
  });
  return `${scored.join("\n")}\n`;
}

/** A small repository with an origin that holds a month of our log. */
function createScratch(): string {
  const folder = createGitFolder({
    "calc.py": "def add(a, b):\n    return a - b\n",
    "bug.md": "# `add` subtracts\n\n`add(1, 2)` gives -1.\n",
    "scored.jsonl": scoredPool(),
  });
  const origin = join(temporaryFolder(), "origin.git");
  folder.git(["init", "--quiet", "--bare", origin]);
  folder.git(["remote", "add", "origin", origin]);
  for (const ref of ["log/2026-01", "claims/issue-1"]) {
    folder.git(["push", "--quiet", "origin", `HEAD:refs/patchjudge/${ref}`]);
  }
  return folder.root;
}

function execute({ text }: FencedBlock) {
  const home = temporaryFolder();
  mkdirSync(join(home, "cache"));
  return spawnSync("sh", ["-eu"], {
    cwd: createScratch(),
    input: text,
    encoding: "utf8",
    timeout: PATIENCE_MS,
    env: {
      PATH: `${tools}:${process.env["PATH"]}`,
      HOME: home,
      PATCHJUDGE_CACHE: join(home, "cache"),
      ...{ HF_ENDPOINT: NOWHERE, npm_config_registry: NOWHERE },
      ...{ http_proxy: NOWHERE, https_proxy: NOWHERE, all_proxy: NOWHERE },
      ...{ GIT_AUTHOR_NAME: "A", GIT_AUTHOR_EMAIL: "a@example.com" },
      ...{ GIT_COMMITTER_NAME: "A", GIT_COMMITTER_EMAIL: "a@example.com" },
    },
  });
}

describe("what a page says to type", () => {
  it.each(named(["sh"]))("works: %s", (_, block) => {
    const { status, stderr } = execute(block);
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });

  it("is really executed, and to the end", () => {
    const block = (text: string) => ({ ...(checked[0] as FencedBlock), text });
    expect(execute(block("false\ntrue\n")).status).toBe(1);
    expect(execute(block("patchjudge models pull 0.5b\n")).status).toBe(4);
    expect(execute(block("patchjudge --version\n")).stdout).toMatch(/^\d+\.\d+\.\d+/);
  });

  it("is there in number", () => {
    expect(named(["sh"]).length).toBeGreaterThanOrEqual(8);
    const unknown = checked.filter(({ language }) => !["sh", "yaml"].includes(language));
    expect(unknown).toEqual([]);
  });
});

describe("what a page says to write", () => {
  it.each(named(["yaml"]))("is understood: %s", async (_, { text }) => {
    const value = parse(text) as object;
    if ("jobs" in value) expect(await github.faultsOf(text)).toEqual([]);
    else expect(parseSettings(text)).toMatchObject(value);
  });
});
