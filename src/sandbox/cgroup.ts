import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rmdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type CgroupFolder, type CgroupVersion, findCgroups } from "./cgroup-paths.ts";

/** Control groups for jobs: bounds over all processes of a job together. */
export interface Cgroups {
  readonly memory: CgroupVersion | null;
  readonly processes: CgroupVersion | null;
  create(limits: GroupLimits): Promise<Group>;
}

export interface GroupLimits {
  readonly memoryBytes: number;
  readonly processes: number;
}

export interface Group {
  /** Files that a process writes its own number to, to belong to the group. */
  readonly joinFiles: readonly string[];
  /** Whether the kernel ended a process of the group because memory was used up. */
  outOfMemory(): Promise<boolean>;
  /** Ends what is left in the group, and removes it. */
  remove(): Promise<void>;
}

/** No groups: the caller falls back to limits for each process. */
export const NO_CGROUPS: Cgroups = {
  memory: null,
  processes: null,
  create: async () => ({
    joinFiles: [],
    outOfMemory: async () => false,
    remove: async () => {},
  }),
};

const PREFIX = "patchjudge";

/**
 * Finds where groups may be made: below our own group or, as version 2 wants processes in leaves
 * only, beside it. `canJoin` tries whether a process may move into a group.
 */
export async function openCgroups(canJoin: (file: string) => Promise<boolean>): Promise<Cgroups> {
  const memory = await firstUsable("memory", canJoin);
  const pids = await firstUsable("pids", canJoin);
  if (memory === null && pids === null) return NO_CGROUPS;
  for (const folder of new Set([memory?.path, pids?.path])) {
    if (folder !== undefined) await sweep(folder);
  }
  return {
    memory: memory?.version ?? null,
    processes: pids?.version ?? null,
    create: (limits) => createGroup(groupName(), memory, pids, limits),
  };
}

/** The number tells a later run whether a group that was left behind is still in use. */
function groupName(): string {
  return `${PREFIX}-${process.pid}-${randomBytes(6).toString("hex")}`;
}

async function createGroup(
  name: string,
  memory: CgroupFolder | null,
  pids: CgroupFolder | null,
  limits: GroupLimits,
): Promise<Group> {
  const paths = new Set([memory, pids].flatMap((f) => (f === null ? [] : [join(f.path, name)])));
  for (const path of paths) await mkdir(path);
  if (memory !== null) await limitMemory(join(memory.path, name), memory.version, limits);
  if (pids !== null) {
    await writeFile(join(pids.path, name, "pids.max"), String(limits.processes));
  }
  return {
    joinFiles: [...paths].map((path) => join(path, "cgroup.procs")),
    outOfMemory: async () =>
      memory !== null && (await countKills(join(memory.path, name), memory.version)) > 0,
    async remove() {
      for (const path of paths) await removeGroup(path);
    },
  };
}

async function limitMemory(
  path: string,
  version: CgroupVersion,
  limits: GroupLimits,
): Promise<void> {
  const bytes = String(limits.memoryBytes);
  if (version === "cgroup-v1") {
    await writeFile(join(path, "memory.limit_in_bytes"), bytes);
    // Absent where the kernel does not account for swap.
    await writeFile(join(path, "memory.memsw.limit_in_bytes"), bytes).catch(() => {});
    return;
  }
  await writeFile(join(path, "memory.max"), bytes);
  await writeFile(join(path, "memory.swap.max"), "0").catch(() => {});
  await writeFile(join(path, "memory.oom.group"), "1").catch(() => {});
}

async function countKills(path: string, version: CgroupVersion): Promise<number> {
  const file = version === "cgroup-v2" ? "memory.events" : "memory.oom_control";
  const text = await readFile(join(path, file), "utf8").catch(() => "");
  return Number(/^oom_kill (\d+)$/m.exec(text)?.[1] ?? 0);
}

/** The first place where a group can be made, bounded and joined. */
async function firstUsable(
  controller: "memory" | "pids",
  canJoin: (file: string) => Promise<boolean>,
): Promise<CgroupFolder | null> {
  for (const folder of await findCgroups(controller)) {
    const path = join(folder.path, groupName());
    try {
      await mkdir(path);
      const limit = controller === "pids" ? "pids.max" : memoryFile(folder.version);
      await writeFile(join(path, limit), controller === "pids" ? "16" : String(64 * 1024 * 1024));
      if (await canJoin(join(path, "cgroup.procs"))) return folder;
    } catch {
      // Not allowed here, or the controller is not handed down: the next place may do.
    } finally {
      await removeGroup(path);
    }
  }
  return null;
}

function memoryFile(version: CgroupVersion): string {
  return version === "cgroup-v2" ? "memory.max" : "memory.limit_in_bytes";
}

/** A group can only be removed once the kernel has let go of its last process. */
async function removeGroup(path: string): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    try {
      await rmdir(path);
      return;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return;
    }
    await killMembers(path);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function killMembers(path: string): Promise<void> {
  const text = await readFile(join(path, "cgroup.procs"), "utf8").catch(() => "");
  for (const pid of text.split("\n").map(Number)) {
    if (pid <= 1) continue;
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}

/** Removes empty groups of processes that were killed before they could tidy up. */
async function sweep(folder: string): Promise<void> {
  const alive = new Set(await readdir("/proc"));
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = /^patchjudge-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !alive.has(pid)) await rmdir(join(folder, name)).catch(() => {});
  }
}
