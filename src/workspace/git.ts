import { spawn } from "node:child_process";
import { UserError } from "../contracts/errors.ts";
import { SECRET_NAME } from "../contracts/secret-name.ts";

export interface GitOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: Uint8Array | string;
  /** It may ask a remote of the user's, as the user: with all their variables but those that point git elsewhere. */
  readonly network?: boolean;
  /** Ends git, with a `GitError`, once it has printed more. */
  readonly maxOutputBytes?: number;
}

/**
 * Settings that keep a stranger's repository from running anything (no hooks, no file-system
 * monitor), and the user's from changing what patches look like or where an index lies.
 */
const SAFE_CONFIG = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.quotePath=false",
  "core.splitIndex=false",
  "diff.suppressBlankEmpty=false",
];

/** Runs git and returns what it printed. Throws `GitError` with git's own words. */
export async function git(args: readonly string[], options: GitOptions): Promise<Buffer> {
  const child = spawn("git", [...SAFE_CONFIG.flatMap((c) => ["-c", c]), ...args], {
    cwd: options.cwd,
    env: options.network ? networkEnvironment() : gitEnvironment(options.env),
    stdio: ["pipe", "pipe", "pipe"],
  });
  const out: Buffer[] = [];
  const { maxOutputBytes = Number.POSITIVE_INFINITY } = options;
  let stderr = "";
  let bytes = 0;
  child.stdout.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > maxOutputBytes) child.kill();
    else out.push(chunk);
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-4_000);
  });
  // git may end before it has read everything (no space, bad option): its exit code tells more.
  child.stdin.on("error", () => {});
  child.stdin.end(options.input ?? "");
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", (error) => reject(explainSpawnFailure(error)));
    child.on("close", resolve);
  });
  if (bytes > maxOutputBytes)
    throw new GitError(args[0] ?? "", `it printed more than ${maxOutputBytes} bytes`, code);
  if (code === 0) return Buffer.concat(out);
  throw new GitError(args[0] ?? "", stderr.trim(), code);
}

/** git ended with an error. */
export class GitError extends UserError {
  override readonly name = "GitError";
  readonly code: number | null;

  constructor(command: string, stderr: string, code: number | null) {
    const hint = /No space left/i.test(stderr) ? " Free some disk space and run again." : "";
    super(`git ${command} failed: ${stderr === "" ? `exit code ${code}` : stderr}${hint}`);
    this.code = code;
  }
}

/**
 * The user's own variables would point git elsewhere (GIT_DIR, GIT_INDEX_FILE in a hook). Secrets are no business
 * of git's: it does not go to the network with these, and a filter could read them.
 */
export function gitEnvironment(extra: GitOptions["env"] = {}): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && !name.startsWith("GIT_") && !SECRET_NAME.test(name),
  ) as [string, string][];
  return {
    ...Object.fromEntries(kept),
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_LITERAL_PATHSPECS: "1",
    // A partial clone would fetch what it lacks, by a program that its settings name. The second
    // is for git before 2.45: no protocol is allowed.
    GIT_NO_LAZY_FETCH: "1",
    GIT_ALLOW_PROTOCOL: "",
    LC_ALL: "C",
    ...extra,
  };
}

/** Variables that a hook sets, and that would have git work on another repository than `cwd`. */
const ELSEWHERE =
  /^GIT_(?:DIR|WORK_TREE|COMMON_DIR|INDEX_FILE|SHALLOW_FILE|GRAFT_FILE|QUARANTINE_PATH|NAMESPACE|.*OBJECT_DIRECTOR.*)$/;

/**
 * For fetch and push: how a user signs in (an agent, a helper, a token) is theirs to say, so their variables
 * stay. A remote that names a program (`ext::`) is not asked.
 */
function networkEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name, value]) => value !== undefined && !ELSEWHERE.test(name),
  ) as [string, string][];
  return {
    ...Object.fromEntries(kept),
    GIT_TERMINAL_PROMPT: "0",
    GIT_ALLOW_PROTOCOL: "file:git:http:https:ssh",
    LC_ALL: "C",
  };
}

function explainSpawnFailure(error: Error): Error {
  if ("code" in error && error.code === "ENOENT") {
    return new UserError("git was not found; install git 2.30 or newer");
  }
  return error;
}
