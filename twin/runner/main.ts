import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { createControlClient } from "../control/client.ts";
import { type JobFolder, takeJobs } from "./take-jobs.ts";

const OPTIONS = {
  twin: { type: "string" },
  labels: { type: "string", default: "self-hosted,gpu" },
  program: { type: "string" },
} as const;

/**
 * A runner in a process of its own: takes jobs and runs `program run --request … --repo … --out …`, with whatever
 * stands behind `--`. The control token comes on standard input, so that it is in no environment
 * and in no list of arguments.
 */
export async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
  const { twin: url, program, labels } = values;
  if (url === undefined || program === undefined)
    throw new Error("--twin and --program are needed");
  const controlToken = (await text(process.stdin)).trim();
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  await takeJobs({
    client: createControlClient({ url, controlToken }),
    labels: labels.split(","),
    name: "stand-in",
    work: (folder, hooks) => runProgram([program, ...jobArguments(folder), ...positionals], hooks),
    signal: stop.signal,
  });
}

function jobArguments({ request, repository, out }: JobFolder): string[] {
  return ["run", "--request", request, "--repo", repository, "--out", out];
}

/** The program's output becomes the job's log; its progress is for whoever watches this process. */
function runProgram(
  args: readonly string[],
  { signal, say }: { signal: AbortSignal; say: (line: string) => void },
): Promise<void> {
  const names = ["PATH", "HOME", "PATCHJUDGE_CACHE", "XDG_CACHE_HOME", "HF_ENDPOINT"];
  const env = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  const child = spawn(process.execPath, [...args], { env, stdio: ["ignore", "pipe", "inherit"] });
  signal.addEventListener("abort", () => child.kill("SIGTERM"));
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      for (const line of said.split("\n")) say(line);
      if (code === 0) resolve();
      else reject(new Error(`patchjudge run ended with code ${code}`));
    });
  });
}

await main(process.argv.slice(2));
