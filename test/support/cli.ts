import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { cacheFolder } from "./cache.ts";
import { temporaryFolder } from "./git-folder.ts";

const MAIN = join(import.meta.dirname, "..", "..", "dist", "cli", "main.js");

export interface CliOptions {
  /** The Node that runs it; the one that runs the tests by default. */
  readonly node?: string;
  readonly cwd?: string;
}

export interface Finished {
  /** The exit code, or the signal that ended it. */
  readonly code: number | NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

/** The bundled command line, started with next to no environment and in a process group of its own. */
export function startCli(args: readonly string[], options: CliOptions = {}) {
  const home = temporaryFolder();
  const child = spawn(options.node ?? process.execPath, [MAIN, ...args], {
    cwd: options.cwd ?? home,
    env: { PATH: process.env["PATH"] ?? "", HOME: home, PATCHJUDGE_CACHE: cacheFolder() },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const said = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => {
    said.stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    said.stderr += chunk.toString();
  });
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code: code ?? signal ?? 1, ...said }));
  });
  return { pid: child.pid ?? 0, said, finished, signalGroup: groupSignal(child) };
}

/** Runs it to its end. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<Finished> {
  return startCli(args, options).finished;
}

/** As a terminal does it: Ctrl-C reaches git and the engine too. */
function groupSignal({ pid }: ChildProcess): (name: NodeJS.Signals) => void {
  return (name) => {
    if (pid !== undefined) process.kill(-pid, name);
  };
}
