import { readFileSync } from "node:fs";
import { SECRET_NAME } from "../contracts/secret-name.ts";

/**
 * The secrets that this process was given, by the names of their variables: none of them may be in a text
 * that goes out. A variable whose name ends in `_PATH` stands for what is in the file.
 */
export function liveSecrets(env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.entries(env).flatMap(([name, value]) => {
    if (value === undefined || value === "" || !SECRET_NAME.test(name)) return [];
    return name.endsWith("_PATH") ? readIfThere(value) : [value];
  });
}

/** One that cannot be read is Probot's to complain about. */
function readIfThere(path: string): string[] {
  try {
    return [readFileSync(path, "utf8")];
  } catch {
    return [];
  }
}
