import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { pythonPath } from "./llama-server.ts";

/** A program that came with the tests' Python packages, or `null` where these were not installed. */
export function pythonTool(name: string): string | null {
  const python = pythonPath();
  if (python === null) return null;
  const lib = join(dirname(python), "..", "lib");
  const [version = ""] = readdirSync(lib);
  return join(lib, version, "site-packages", "bin", name);
}
