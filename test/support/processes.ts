import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Whether a process with this id lives; one that is dead and not yet fetched does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !/^\d+ \(.*\) Z/s.test(readProc(pid, "stat"));
}

/** Ids of the engine processes that `parent` started. Linux only: reads `/proc`. */
export function workersOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => parentOf(pid) === parent)
    .filter((pid) => readProc(pid, "cmdline").includes("dist/engine/worker.js"));
}

/** The environments of everything that `ancestor` started, directly or not. Linux only. */
export function environmentsBelow(ancestor: number): string[] {
  return processesBelow(ancestor).map(({ environment }) => environment);
}

export interface Process {
  readonly pid: number;
  readonly program: string;
  readonly command: string;
  readonly environment: string;
}

/** All of them. */
export function processesBelow(ancestor: number): Process[] {
  return pidsBelow(ancestor).map((pid) => ({
    pid,
    program: readProc(pid, "comm").trim(),
    command: readProc(pid, "cmdline").replaceAll("\0", " "),
    environment: readProc(pid, "environ"),
  }));
}

function pidsBelow(ancestor: number): number[] {
  const pids = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const isBelow = (pid: number): boolean => {
    const parent = parentOf(pid);
    return parent === ancestor || (parent > 1 && isBelow(parent));
  };
  return pids.filter(isBelow);
}

/** The largest size that a process ever had in memory, in KiB. */
export function peakOf(pid: number): number {
  return Number(/^VmHWM:\s+(\d+)/m.exec(readProc(pid, "status"))?.[1] ?? 0);
}

/** Waits until `check` holds; throws after `limitMs`. */
export async function until(
  what: string,
  check: () => boolean,
  { limitMs = 3_000 } = {},
): Promise<void> {
  const end = Date.now() + limitMs;
  while (!check()) {
    if (Date.now() > end) throw new Error(`after ${limitMs} ms still waiting: ${what}`);
    await sleep(20);
  }
}

function parentOf(pid: number): number {
  return Number(/\) \S (\d+)/.exec(readProc(pid, "stat"))?.[1] ?? 0);
}

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
