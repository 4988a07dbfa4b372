import { homedir } from "node:os";
import { join } from "node:path";
import process from "node:process";

/** The tool cache, as the command line finds it: an empty variable counts as none. */
export function cacheDir() {
  const { PATCHJUDGE_CACHE, XDG_CACHE_HOME, HOME } = process.env;
  return (
    PATCHJUDGE_CACHE || join(XDG_CACHE_HOME || join(HOME || homedir(), ".cache"), "patchjudge")
  );
}
