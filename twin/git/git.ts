import { spawn } from "node:child_process";

export interface GitOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: Uint8Array | string;
}

/** git ended with an error; the message has its words. */
export class GitError extends Error {
  override readonly name = "GitError";
}

/** Answers about objects, which never change: starting git costs more than all else the twin does. */
const known = new Map<string, Buffer>();
const MOST_KNOWN = 2_000;
const MOST_BYTES = 100_000;

/**
 * Runs git on a bare repository. The settings of whoever runs the twin do not count: its answers
 * must be the same everywhere.
 */
export async function git(
  gitDir: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<Buffer> {
  if (!asksForObject(args)) return start(gitDir, args, options);
  const question = [gitDir, ...args].join("\0");
  const answer = known.get(question) ?? (await start(gitDir, args, options));
  if (known.size >= MOST_KNOWN) known.clear();
  if (answer.length <= MOST_BYTES) known.set(question, answer);
  return Buffer.from(answer);
}

/** By its full id, at the end of the command: names may come to mean something else. */
function asksForObject([command = "", ...rest]: readonly string[]): boolean {
  return /^(?:cat-file|ls-tree)$/.test(command) && /^[0-9a-f]{40}(?::|$)/.test(rest.at(-1) ?? "");
}

async function start(
  gitDir: string,
  args: readonly string[],
  options: GitOptions,
): Promise<Buffer> {
  const child = spawn("git", ["-c", "core.quotePath=false", "--git-dir", gitDir, ...args], {
    env: gitEnvironment(options.env),
    stdio: ["pipe", "pipe", "pipe"],
  });
  const out: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  // git may end before it has read everything; its exit code tells more.
  child.stdin.on("error", () => {});
  child.stdin.end(options.input ?? "");
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  if (code === 0) return Buffer.concat(out);
  throw new GitError(`git ${args[0]}: ${Buffer.concat(errors).toString().trim() || code}`);
}

export async function gitText(
  gitDir: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<string> {
  return (await git(gitDir, args, options)).toString().trimEnd();
}

/** What git prints, or undefined where it fails: for questions that may have no answer. */
export async function tryGit(gitDir: string, args: readonly string[]): Promise<string | undefined> {
  try {
    return await gitText(gitDir, args);
  } catch (error) {
    if ((error as Error).name === "GitError") return undefined;
    throw error;
  }
}

export function gitEnvironment(extra: GitOptions["env"] = {}): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "/usr/bin:/bin",
    HOME: "/nonexistent",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
    GIT_LITERAL_PATHSPECS: "1",
    LC_ALL: "C",
    ...extra,
  };
}
