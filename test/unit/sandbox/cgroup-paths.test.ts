import { describe, expect, it } from "@jest/globals";
import { cgroupFolders } from "../../../src/sandbox/cgroup-paths.ts";

const V1_SELF = "8:pids:/\n4:memory:/jobs/7\n3:cpu,cpuacct:/\n0::/\n";
const V1_MOUNTS = [
  "30 24 0:26 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory",
  "31 24 0:27 / /sys/fs/cgroup/pids rw,relatime shared:9 - cgroup cgroup rw,pids",
  "32 24 0:28 / /proc rw - proc proc rw",
].join("\n");

const V2_MOUNT = "29 23 0:25 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate";

describe("cgroupFolders", () => {
  it("finds the own group of version 1 for each controller", () => {
    expect(cgroupFolders("memory", V1_SELF, V1_MOUNTS)).toEqual([
      { path: "/sys/fs/cgroup/memory/jobs/7", version: "cgroup-v1" },
    ]);
    expect(cgroupFolders("pids", V1_SELF, V1_MOUNTS)).toEqual([
      { path: "/sys/fs/cgroup/pids", version: "cgroup-v1" },
    ]);
  });

  it("tries below and beside the own group of version 2", () => {
    const self = "0::/user.slice/user@1000.service/app.slice/run.scope\n";
    const app = "/sys/fs/cgroup/user.slice/user@1000.service/app.slice";

    expect(cgroupFolders("memory", self, V2_MOUNT)).toEqual([
      { path: `${app}/run.scope`, version: "cgroup-v2" },
      { path: app, version: "cgroup-v2" },
    ]);
  });

  it("stays inside the part that a container shows", () => {
    const mount = V2_MOUNT.replace(" / ", " /docker/abc ");

    expect(cgroupFolders("pids", "0::/docker/abc\n", mount)).toEqual([
      { path: "/sys/fs/cgroup", version: "cgroup-v2" },
    ]);
    expect(cgroupFolders("pids", "0::/elsewhere\n", mount)).toEqual([
      { path: "/sys/fs/cgroup", version: "cgroup-v2" },
    ]);
  });

  it("finds nothing where there is nothing", () => {
    expect(cgroupFolders("memory", "", "")).toEqual([]);
    expect(cgroupFolders("memory", "0::/\n", V1_MOUNTS)).toEqual([]);
  });
});
