import type {
  SandboxFolder,
  SandboxJob,
  SandboxLimits,
  SandboxMount,
} from "../contracts/sandbox.ts";
import type { RootLayout } from "./layout.ts";

/** Where the job's folder lies inside, unless the job says otherwise. */
export const WORK_FOLDER = "/work";

const HOME = "/home/sbx";

/** `nobody` on most systems: no process of ours, and no file of the machine's packages. */
const UID = 65_534;

/** Files that bwrap reads from pipes of ours. */
export interface FeedFds {
  readonly passwd: number;
  readonly group: number;
  readonly hosts: number;
  /** `null` if there is no filter for this architecture. */
  readonly seccomp: number | null;
  /** bwrap reports here that the program was started. */
  readonly status: number;
}

/** Made up, so that the machine's own users do not show; `localhost` must have an address. */
export const ETC_FILES = {
  passwd: `root:x:0:0:root:/root:/usr/sbin/nologin\nsbx:x:${UID}:${UID}:sandbox:${HOME}:/bin/sh\n`,
  group: `root:x:0:\nsbx:x:${UID}:\n`,
  hosts: "127.0.0.1 localhost sandbox\n::1 localhost\n",
} as const;

/** The variables that every job sees; the job's own come after them. */
export const BASE_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: "/usr/local/bin:/usr/bin:/bin",
  HOME,
  TMPDIR: "/tmp",
  LANG: "C.UTF-8",
  TZ: "UTC",
  CI: "true",
};

/** A job whose limits are all set. */
export type BoundedJob = SandboxJob & { readonly limits: SandboxLimits };

/** bwrap's options for a job: everything before the `--` that its command follows. */
export function sandboxOptions(job: BoundedJob, layout: RootLayout, feeds: FeedFds): string[] {
  return [
    ...isolation(),
    ...environment(job.env ?? {}),
    ...root(layout, feeds),
    ...scratch(job.limits.tmpBytes),
    ...mounts(job.mounts ?? [], job.folder),
    // /proc too: started by root, our user inside is the machine's root to the files of /proc/sys,
    // which ask for no capability.
    ...["/", "/dev", "/proc"].flatMap((path) => ["--remount-ro", path]),
    ...["--chdir", job.cwd ?? folderPath(job.folder) ?? "/tmp"],
    ...["--json-status-fd", String(feeds.status)],
    ...(feeds.seccomp === null ? [] : ["--seccomp", String(feeds.seccomp)]),
  ];
}

/** Where the folder appears inside; `undefined` without a folder. */
export function folderPath(folder: SandboxFolder | undefined): string | undefined {
  return folder === undefined ? undefined : (folder.at ?? WORK_FOLDER);
}

function isolation(): string[] {
  return [
    // All of them, the network's included; the user namespace is named because only then
    // another one inside can be forbidden.
    ...["--unshare-all", "--unshare-user", "--disable-userns"],
    ...["--die-with-parent", "--new-session", "--hostname", "sandbox"],
    ...["--cap-drop", "ALL", "--uid", String(UID), "--gid", String(UID)],
  ];
}

function environment(extra: Readonly<Record<string, string>>): string[] {
  const variables = Object.entries({ ...BASE_ENVIRONMENT, ...extra });
  return ["--clearenv", ...variables.flatMap(([name, value]) => ["--setenv", name, value])];
}

function root(layout: RootLayout, feeds: FeedFds): string[] {
  return [
    ...["--perms", "0755", "--dir", "/etc"],
    ...layout.binds.flatMap((path) => ["--ro-bind", path, path]),
    ...layout.links.flatMap(([target, path]) => ["--symlink", target, path]),
    ...data(feeds.passwd, "/etc/passwd"),
    ...data(feeds.group, "/etc/group"),
    ...data(feeds.hosts, "/etc/hosts"),
    ...["--proc", "/proc", "--dev", "/dev"],
    // The kernel's key rings are not divided by namespaces; their names would show.
    ...["--ro-bind", "/dev/null", "/proc/keys"],
  ];
}

function data(fd: number, path: string): string[] {
  return ["--perms", "0644", "--ro-bind-data", String(fd), path];
}

function scratch(tmpBytes: number): string[] {
  const quarter = Math.ceil(tmpBytes / 4);
  return [
    ...tmpfs("/tmp", "1777", tmpBytes),
    ...tmpfs(HOME, "0755", quarter),
    ...tmpfs("/dev/shm", "1777", quarter),
  ];
}

/** Size and permissions speak of the `--tmpfs` right after them. */
function tmpfs(path: string, permissions: string, bytes: number): string[] {
  return ["--perms", permissions, "--size", String(bytes), "--tmpfs", path];
}

/** The folder comes between the mounts outside of it and those inside it, which it would hide. */
function mounts(readOnly: readonly SandboxMount[], folder: SandboxFolder | undefined): string[] {
  const at = folderPath(folder);
  const inside = (mount: SandboxMount) => at !== undefined && mount.at.startsWith(`${at}/`);
  const bind = (mount: SandboxMount) => ["--ro-bind", mount.from, mount.at];
  return [
    ...readOnly.filter((mount) => !inside(mount)).flatMap(bind),
    ...(folder === undefined ? [] : ["--bind", folder.from, at ?? WORK_FOLDER]),
    ...readOnly.filter(inside).flatMap(bind),
  ];
}
