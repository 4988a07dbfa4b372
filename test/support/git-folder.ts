import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

type Content = string | Uint8Array;

export interface GitFolder {
  readonly root: string;
  /** Runs git there, undisturbed by the machine's own settings. */
  git(args: readonly string[], input?: Content): Buffer;
  /** The same, as text without the last line end. */
  ask(...args: string[]): string;
  write(files: Readonly<Record<string, Content>>): void;
  /** Commits everything that lies there, byte for byte, and returns the commit's id. */
  commit(): string;
}

const made: string[] = [];

/** A new empty folder that `removeFolders` takes away. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "patchjudge-test-"));
  made.push(folder);
  return folder;
}

/** Takes away all folders made so far. */
export function removeFolders(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A folder as git's client, with or without a repository. */
export function openFolder(root: string): GitFolder {
  const git = (args: readonly string[], input: Content = "") =>
    execFileSync("git", [...args], { cwd: root, env: environment(), input, stdio: "pipe" });
  const ask = (...args: string[]) => git(args).toString().replace(/\n$/, "");
  return {
    root,
    git,
    ask,
    write: (files) => {
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), content);
      }
    },
    commit: () => {
      git(["-c", "core.autocrlf=false", "-c", "core.safecrlf=false", "add", "-A"]);
      git(["commit", "-q", "--allow-empty", "-m", "base"]);
      return ask("rev-parse", "HEAD");
    },
  };
}

/** A repository with `files` committed. */
export function createGitFolder(
  files: Readonly<Record<string, Content>>,
  options: { init?: readonly string[] } = {},
): GitFolder & { readonly base: string } {
  const folder = openFolder(temporaryFolder());
  folder.git(["init", "-q", "-b", "main", ...(options.init ?? [])]);
  folder.write(files);
  return { ...folder, base: folder.commit() };
}

/** All that must not change: status, index, HEAD, references, and every file outside `.git`. */
export function snapshotOf(folder: GitFolder): Record<string, string> {
  const index = readFileSync(join(folder.root, ".git", "index"));
  const files = readdirSync(folder.root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(join(folder.root, ".git")))
    .map((path) => `${path} ${sha256(readFileSync(path))}`);
  return {
    status: folder.ask("status", "--porcelain=v1", "-z"),
    index: sha256(index),
    head: readFileSync(join(folder.root, ".git", "HEAD"), "utf8"),
    files: files.sort().join("\n"),
  };
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function environment(): Record<string, string> {
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
    GIT_OPTIONAL_LOCKS: "0",
    ...Object.fromEntries(both),
  };
}
