import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";
import { UsageError } from "../contracts/errors.ts";
import type { Repository } from "../contracts/repository.ts";
import { Request, RunSettings, USUAL } from "../contracts/request.ts";
import type { Task } from "../contracts/task.ts";
import { DEFAULT_POLICY } from "../policy/settings.ts";
import { parseIssue } from "../request/issue-file.ts";

/** An issue text is read whole, so a stranger's gigabyte must end before it is. */
const MAX_ISSUE_BYTES = 1_000_000;

/** Reads the issue from a file, or from standard input for `-`. Throws `UsageError`. */
export function readIssue(file: string): Task {
  const bytes = readIssueBytes(file);
  if (bytes.length > MAX_ISSUE_BYTES) {
    throw new UsageError(`the issue ${file} is larger than 1 MB; keep what describes the problem`);
  }
  if (bytes.includes(0)) throw new UsageError(`the issue ${file} is not a text file`);
  return parseIssue(decodeIssue(bytes), basename(file).replace(/\.[^.]+$/, ""));
}

function readIssueBytes(file: string): Buffer {
  try {
    if (file !== "-" && statSync(file).size > MAX_ISSUE_BYTES)
      return Buffer.alloc(MAX_ISSUE_BYTES + 1);
    return readFileSync(file === "-" ? 0 : file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "error";
    const why =
      code === "ENOENT" ? "there is no such file" : code === "EISDIR" ? "it is a folder" : code;
    throw new UsageError(
      `the issue ${file} cannot be read (${why}); pass a text file with --issue`,
    );
  }
}

/** Reads a request that was frozen elsewhere. Throws `UsageError`. */
export function readRequest(file: string): Request {
  const name = `the request ${file}`;
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const why = error instanceof SyntaxError ? "is no JSON" : "cannot be read";
    throw new UsageError(`${name} ${why}; pass a file that the app or the gate wrote`);
  }
  const parsed = Request.safeParse(value);
  if (parsed.success) return parsed.data;
  const at = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new UsageError(
    `${name} is not one of this version (at "${at}"); app and runner must be equally new`,
  );
}

/** Old editors write Latin-1; as UTF-8 its letters would be lost. */
function decodeIssue(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString("latin1");
  }
}

export interface SettingsOptions {
  readonly candidates: number;
  readonly contexts: number;
  readonly seed: number;
  readonly temperature: number;
  readonly maxTokens: number;
  /** Globs of what may be looked at and changed; missing: everything. */
  readonly paths?: readonly string[];
}

/** Checks the options against the contract and fills in the rest. */
export function settingsFrom(options: SettingsOptions): RunSettings {
  const parsed = RunSettings.safeParse({
    ...USUAL,
    candidates: options.candidates,
    contexts: Math.min(options.contexts, Math.max(1, options.candidates)),
    temperature: options.temperature,
    seed: options.seed,
    maxAnswerTokens: options.maxTokens,
    policy: { ...DEFAULT_POLICY, paths: options.paths ?? [] },
  });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const setting = String(issue?.path[0] ?? "option");
  const flag = setting === "maxAnswerTokens" ? "max-tokens" : setting;
  throw new UsageError(`--${flag}: ${issue?.message ?? "not valid"}`);
}

/** Freezes what the run may know. The same command on the same commit has the same id. */
export async function freezeRequest(parts: {
  repository: Repository;
  name: string;
  ref: string;
  task: Task;
  settings: RunSettings;
  models: readonly string[];
}): Promise<Request> {
  const { name, ref, task, settings } = parts;
  const commit = await parts.repository.resolve(ref);
  const frozen = JSON.stringify([name, commit, task, settings, parts.models]);
  const id = createHash("sha256").update(frozen).digest("hex");
  return Request.parse({ version: 1, id, repository: name, base: { ref, commit }, task, settings });
}
