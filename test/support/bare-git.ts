import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { GitPort } from "../../src/contracts/code-host.ts";
import { createMemoryGit } from "./memory-git.ts";

/**
 * The part of a code host that the log is written with, on a real repository: so that tests read with git what the
 * app's own code has written. The rest of the port stays in memory.
 */
export function createBareGit(root: string): GitPort {
  const ask = (args: readonly string[], input: Uint8Array | string = "", index = "") =>
    execFileSync("git", args, { cwd: root, input, stdio: "pipe", env: environment(index) })
      .toString()
      .trim();
  const tryAsk = (args: readonly string[]) => {
    try {
      return ask(args);
    } catch {
      return null;
    }
  };
  const update = (name: string, to: string, from: string) =>
    tryAsk(["update-ref", name, to, from]) !== null;
  return {
    ...createMemoryGit(),
    writeBlob: async (content) => ask(["hash-object", "-w", "--stdin"], content),
    readRef: async (name) => tryAsk(["rev-parse", "--verify", "--quiet", name]),
    readCommit: async (commit) => {
      const tree = ask(["rev-parse", `${commit}^{tree}`]);
      return { tree, parents: [], message: "", committedAt: "2026-01-01T00:00:00Z" };
    },
    writeTree: async (files, base) =>
      withIndex((index) => {
        if (base !== undefined) ask(["read-tree", base], "", index);
        const lines = files.map(({ path, blob }) => `100644 ${blob}\t${path}\n`).join("");
        ask(["update-index", "--add", "--index-info"], lines, index);
        return ask(["write-tree"], "", index);
      }),
    writeCommit: async ({ tree, parents, message }) =>
      ask(["commit-tree", tree, "-m", message, ...parents.flatMap((parent) => ["-p", parent])]),
    createRef: async (name, commit) => update(name, commit, "0".repeat(40)),
    advanceRef: async (name, commit) => {
      const old = tryAsk(["rev-parse", "--verify", "--quiet", name]) ?? "";
      const isAhead = tryAsk(["merge-base", "--is-ancestor", old, commit]) !== null;
      return isAhead && update(name, commit, old);
    },
  };
}

function withIndex<T>(work: (index: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "patchjudge-test-index-"));
  try {
    return work(join(folder, "index"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function environment(index: string): Record<string, string> {
  const person = { NAME: "Test", EMAIL: "test@example.com", DATE: "2026-01-01T00:00:00Z" };
  const both = Object.entries(person).flatMap(([key, value]) => [
    [`GIT_AUTHOR_${key}`, value],
    [`GIT_COMMITTER_${key}`, value],
  ]);
  return {
    PATH: process.env["PATH"] ?? "",
    HOME: tmpdir(),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    ...(index === "" ? {} : { GIT_INDEX_FILE: index }),
    ...Object.fromEntries(both),
  };
}
