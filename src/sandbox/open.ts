import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import {
  DEFAULT_LIMITS,
  type Sandbox,
  SandboxError,
  type SandboxIsolation,
} from "../contracts/sandbox.ts";
import { createSandbox } from "./bubblewrap.ts";
import { NO_CGROUPS, openCgroups } from "./cgroup.ts";
import { BASH, BASH_OPTIONS } from "./launcher.ts";
import { readLayout } from "./layout.ts";
import { probeSandbox } from "./probe.ts";
import { seccompFilter } from "./seccomp.ts";

export interface SandboxOptions {
  /** bwrap, where it does not lie in one of the usual places. */
  readonly bwrap?: string;
  /** `false`: do not use control groups even where they can be had. For tests. */
  readonly cgroups?: boolean;
}

const USUAL_PLACES = ["/usr/bin/bwrap", "/usr/local/bin/bwrap", "/bin/bwrap"];

/** `--disable-userns` came with it. */
const OLDEST = [0, 8] as const;

/**
 * Opens the sandbox: finds bubblewrap and control groups, without which root is refused, and tries with a
 * tiny program whether the isolation holds. Throws `SandboxError`, which says what to do, if it does not: there is no way
 * around the sandbox.
 */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  try {
    return await open(options);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SandboxError(
      `the sandbox (bubblewrap) cannot be used here: ${why}; ${adviceFor(why)}; no code was run`,
      { cause: error },
    );
  }
}

async function open(options: SandboxOptions): Promise<Sandbox> {
  if (process.platform !== "linux") {
    throw new SandboxError(`it needs Linux, and this is ${process.platform}`);
  }
  if (!existsSync(BASH)) throw new SandboxError(`there is no ${BASH}`);
  const bwrap = options.bwrap ?? USUAL_PLACES.find((path) => existsSync(path));
  if (bwrap === undefined || !existsSync(bwrap)) throw new SandboxError("bwrap was not found");
  const version = await bwrapVersion(bwrap);
  const cgroups = options.cgroups === false ? NO_CGROUPS : await openCgroups(canJoin);
  const filter = seccompFilter(process.arch);
  const startedByRoot = process.getuid?.() === 0;
  // The kernel counts root's processes against no limit but a group's.
  if (startedByRoot && cgroups.processes === null) {
    throw new SandboxError("nothing bounds how many processes root starts without control groups");
  }
  const isolation: SandboxIsolation = {
    adapter: "bubblewrap",
    version,
    memory: cgroups.memory ?? "rlimit",
    processes: cgroups.processes ?? "rlimit",
    seccomp: filter !== null,
    startedByRoot,
  };
  const layout = readLayout();
  const defaults = DEFAULT_LIMITS;
  const sandbox = createSandbox({ bwrap, layout, filter, cgroups, isolation, defaults });
  await probeSandbox(sandbox, isolation.seccomp);
  return sandbox;
}

async function bwrapVersion(bwrap: string): Promise<string> {
  const said = await run(bwrap, ["--version"]);
  const [, text = "", major, minor] = /bubblewrap ((\d+)\.(\d+)\S*)/.exec(said) ?? [];
  const isOld =
    Number(major) < OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) < OLDEST[1]);
  if (text === "" || isOld) {
    throw new SandboxError(
      `bubblewrap ${OLDEST.join(".")} or newer is needed, and ${bwrap} is ${said.trim()}`,
    );
  }
  return text;
}

/** Whether a process of ours may move into a control group. */
async function canJoin(file: string): Promise<boolean> {
  return await run(BASH, [...BASH_OPTIONS, 'echo $$ >"$1"', "join", file]).then(
    () => true,
    () => false,
  );
}

async function run(program: string, args: readonly string[]): Promise<string> {
  return await new Promise((resolve, reject) => {
    execFile(program, args, { env: {}, timeout: 10_000 }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(error);
    });
  });
}

/** What the user can do about it. */
function adviceFor(why: string): string {
  if (/needs Linux/.test(why)) return "run this part on a Linux machine";
  if (/not found|or newer/.test(why)) {
    return "install it (Debian 12, Ubuntu 24.04 or later: sudo apt-get install bubblewrap)";
  }
  if (/uid map|Permission denied|Operation not permitted|namespace/i.test(why)) {
    return (
      "this system does not let users make namespaces. On Ubuntu 24.04 give /usr/bin/bwrap an " +
      "AppArmor profile with `userns,`, or set the sysctl " +
      "kernel.apparmor_restrict_unprivileged_userns=0; in a container, let it make user namespaces"
    );
  }
  if (/without control groups/.test(why)) {
    return "start it as a user that is not root, or where root may make a control group for processes";
  }
  return "mend that, or use a machine where bubblewrap works";
}
