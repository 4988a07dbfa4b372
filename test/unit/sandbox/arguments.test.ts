import { describe, expect, it } from "@jest/globals";
import { DEFAULT_LIMITS } from "../../../src/contracts/sandbox.ts";
import { type BoundedJob, sandboxOptions } from "../../../src/sandbox/arguments.ts";
import { launcherArguments } from "../../../src/sandbox/launcher.ts";

const LAYOUT = {
  binds: ["/usr", "/etc/alternatives"],
  links: [["usr/bin", "/bin"]],
} as const;

function options(job: Partial<BoundedJob>, seccomp: number | null = 7): string[] {
  const feeds = { passwd: 4, group: 5, hosts: 6, seccomp, status: 8 };
  return sandboxOptions({ argv: ["true"], limits: DEFAULT_LIMITS, ...job }, LAYOUT, feeds);
}

/** Where a run of options begins; -1 if it is not there. */
function at(list: readonly string[], ...run: string[]): number {
  return list.findIndex((_, i) => run.every((word, j) => list[i + j] === word));
}

describe("sandboxOptions", () => {
  it("isolates: namespaces, no further ones, no capabilities, own session, dies with us", () => {
    const list = options({});

    for (const option of ["--unshare-all", "--unshare-user", "--disable-userns"]) {
      expect(list).toContain(option);
    }
    for (const option of ["--die-with-parent", "--new-session", "--clearenv"]) {
      expect(list).toContain(option);
    }
    expect(at(list, "--cap-drop", "ALL")).not.toBe(-1);
    expect(at(list, "--uid", "65534")).not.toBe(-1);
    expect(list).not.toContain("--share-net");
  });

  it("shows the system read-only and closes the root after all mounts", () => {
    const list = options({
      folder: { from: "/copies/1" },
      mounts: [{ from: "/deps", at: "/work/node_modules" }],
    });
    const closed = at(list, "--remount-ro", "/");

    expect(at(list, "--ro-bind", "/usr", "/usr")).not.toBe(-1);
    expect(at(list, "--symlink", "usr/bin", "/bin")).not.toBe(-1);
    expect(closed).toBeGreaterThan(list.lastIndexOf("--ro-bind"));
    expect(closed).toBeGreaterThan(list.lastIndexOf("--bind"));
    expect(at(list, "--remount-ro", "/proc")).not.toBe(-1);
  });

  it("binds the folder between the mounts outside of it and those inside it", () => {
    const list = options({
      folder: { from: "/copies/1", at: "/repo" },
      mounts: [
        { from: "/deps", at: "/repo/node_modules" },
        { from: "/python", at: "/repo-python" },
      ],
    });
    const folder = at(list, "--bind", "/copies/1", "/repo");

    expect(at(list, "--ro-bind", "/python", "/repo-python")).toBeLessThan(folder);
    expect(at(list, "--ro-bind", "/deps", "/repo/node_modules")).toBeGreaterThan(folder);
    expect(at(list, "--chdir", "/repo")).not.toBe(-1);
  });

  it("gives the size right before the tmpfs it is for", () => {
    const list = options({ limits: { ...DEFAULT_LIMITS, tmpBytes: 1_000 } });

    expect(at(list, "--size", "1000", "--tmpfs", "/tmp")).not.toBe(-1);
    expect(at(list, "--size", "250", "--tmpfs", "/dev/shm")).not.toBe(-1);
  });

  it("sets the job's variables after the common ones", () => {
    const list = options({ env: { CI: "false", NAME: "value" } });

    expect(at(list, "--setenv", "CI", "false")).not.toBe(-1);
    expect(at(list, "--setenv", "NAME", "value")).not.toBe(-1);
    expect(at(list, "--setenv", "CI", "true")).toBe(-1);
  });

  it("goes without a filter where there is none", () => {
    expect(at(options({}), "--seccomp", "7")).not.toBe(-1);
    expect(options({}, null)).not.toContain("--seccomp");
  });
});

describe("launcherArguments", () => {
  const launcher = {
    bwrap: "/usr/bin/bwrap",
    lastFd: 8,
    joinFiles: ["/sys/fs/cgroup/x/cgroup.procs"],
    limits: { ...DEFAULT_LIMITS, cpuSeconds: 1.5, fileBytes: 2048, memoryBytes: 4096 },
    rlimitMemory: false,
    rlimitProcesses: false,
  };

  it("ends in bwrap and the command, after a `--` that ends the options", () => {
    const list = launcherArguments(launcher, ["--help", "x"]);

    expect(list.slice(-6)).toEqual(["/usr/bin/bwrap", "--args", "3", "--", "--help", "x"]);
    expect(list.slice(-12, -6)).toEqual([
      "8",
      "2",
      "2",
      "unlimited",
      "/sys/fs/cgroup/x/cgroup.procs",
      "--",
    ]);
  });

  it("bounds memory and processes itself where there are no control groups", () => {
    const list = launcherArguments(
      { ...launcher, joinFiles: [], rlimitMemory: true, rlimitProcesses: true },
      ["true"],
    );

    expect(list.slice(-8)).toEqual([
      ...["/usr/bin/bwrap", "--args", "3", "--"],
      ...["/usr/bin/prlimit", "--nproc=256", "--", "true"],
    ]);
    expect(list.slice(-13, -8)).toEqual(["8", "2", "2", "4", "--"]);
  });
});
