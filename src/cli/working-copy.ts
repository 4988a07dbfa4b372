import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { UsageError } from "../contracts/errors.ts";

/** The top folder of the git working copy that `folder` is in; no commit is needed. Throws a `UsageError`. */
export function workingCopyRoot(folder: string): string {
  try {
    const args = ["-C", folder, "rev-parse", "--show-toplevel"];
    return execFileSync("git", args, { encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    throw new UsageError(`${folder} is no git repository; pass one with --repo`);
  }
}

/** The text of a file, or `null` where there is none. */
export function readIfThere(path: string): string | null {
  return existsSync(path) ? readFileSync(path, "utf8") : null;
}
