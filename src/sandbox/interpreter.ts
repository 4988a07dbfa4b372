import { realpathSync } from "node:fs";
import { dirname } from "node:path";
import { SandboxError, type SandboxMount } from "../contracts/sandbox.ts";

/**
 * A program with the folder that it needs inside a sandbox. Below `/usr` nothing is needed; what a
 * version manager installed brings the folder that holds its `bin`. A shim (pyenv, asdf) is a
 * script of that manager and does not work: name the program that it runs.
 */
export function interpreterAt(path: string): { path: string; mounts: SandboxMount[] } {
  let real: string;
  try {
    real = realpathSync(path);
  } catch (error) {
    throw new SandboxError(`there is no program at ${path}`, { cause: error });
  }
  if (real.startsWith("/usr/")) return { path: real, mounts: [] };
  const folder = dirname(dirname(real));
  if (folder === "/") return { path: real, mounts: [{ from: real, at: real }] };
  return { path: real, mounts: [{ from: folder, at: folder }] };
}
