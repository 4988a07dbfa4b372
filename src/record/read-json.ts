import type { GitPort } from "../contracts/code-host.ts";
import { parseJson } from "./parse-json.ts";

/** The value of a file of the log; null where it is not there, or no JSON. */
export async function readJson(
  host: Pick<GitPort, "readFile">,
  path: string,
  commit: string,
): Promise<unknown> {
  const file = await host.readFile(path, commit);
  return file === null ? null : parseJson(Buffer.from(file).toString("utf8"));
}
