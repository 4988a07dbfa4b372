import { homedir } from "node:os";
import { join } from "node:path";

/** The tool's cache on this machine: tests use the engine that is installed there. */
export function cacheFolder(): string {
  const { PATCHJUDGE_CACHE, XDG_CACHE_HOME } = process.env;
  return PATCHJUDGE_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), ".cache"), "patchjudge");
}
