import { readFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

export type CgroupVersion = "cgroup-v2" | "cgroup-v1";

/** A folder of the control group file system below which groups may be made. */
export interface CgroupFolder {
  readonly path: string;
  readonly version: CgroupVersion;
}

/** Places for groups with `controller`, the likeliest first: none if there are no control groups. */
export async function findCgroups(controller: string): Promise<CgroupFolder[]> {
  const self = await readFile("/proc/self/cgroup", "utf8").catch(() => "");
  const mounts = await readFile("/proc/self/mountinfo", "utf8").catch(() => "");
  return cgroupFolders(controller, self, mounts);
}

/** The same from the texts of `/proc/self/cgroup` and `/proc/self/mountinfo`. */
export function cgroupFolders(controller: string, self: string, mounts: string): CgroupFolder[] {
  const own = parseSelf(self);
  return parseMounts(mounts).flatMap((mount): CgroupFolder[] => {
    const isV2 = mount.type === "cgroup2";
    if (!isV2 && !mount.options.includes(controller)) return [];
    const group = own.find(({ controllers }) =>
      isV2 ? controllers.length === 0 : controllers.includes(controller),
    );
    if (group === undefined) return [];
    const path = pathBelow(mount, group.path);
    if (!isV2) return [{ path, version: "cgroup-v1" }];
    const places = path === mount.point ? [path] : [path, dirname(path)];
    return places.map((place) => ({ path: place, version: "cgroup-v2" }));
  });
}

/** In a container the mount may show a part of the hierarchy only (`root`). */
function pathBelow(mount: Mount, group: string): string {
  const below = relative(mount.root, group);
  return below.startsWith("..") ? mount.point : join(mount.point, below);
}

/** Lines such as `4:memory:/user.slice`; version 2 has no controllers: `0::/user.slice`. */
function parseSelf(text: string): { controllers: string[]; path: string }[] {
  return [...text.matchAll(/^\d+:([^:]*):(.*)$/gm)].map(([, names = "", path = "/"]) => ({
    controllers: names === "" ? [] : names.split(","),
    path,
  }));
}

interface Mount {
  readonly root: string;
  readonly point: string;
  readonly type: string;
  readonly options: readonly string[];
}

/** `36 35 98:0 /root /point rw,… - type source super,options`, see proc(5). */
function parseMounts(text: string): Mount[] {
  return text.split("\n").flatMap((line) => {
    const [before = "", after = ""] = line.split(" - ");
    const [, , , root, point] = before.split(" ");
    const [type = "", , options = ""] = after.split(" ");
    if (!type.startsWith("cgroup") || root === undefined || point === undefined) return [];
    return [{ root, point, type, options: options.split(",") }];
  });
}
