import type { SandboxLimits } from "../contracts/sandbox.ts";

export const BASH = "/bin/bash";

/** Bash reads the user's start files even for `-c` if its input is a socket, as Node's pipes are. */
export const BASH_OPTIONS = ["--noprofile", "--norc", "-c"];

/** The first descriptor after standard error: bwrap's options come through it. */
export const FIRST_FEED = 3;

/**
 * Runs before bwrap, in its process: closes what a careless parent of ours left open (a child of
 * Node inherits it), joins the control groups before anything of the job exists, and sets the
 * limits. `exec -c` hands on no environment at all, so that `/proc/1/environ` inside is empty.
 *
 * Arguments: the last descriptor to keep, CPU seconds, file KiB, data KiB, then the files to join
 * up to `--`, then the command.
 */
const SCRIPT = `
for path in /proc/self/fd/*; do
  fd=\${path##*/}
  if [ "$fd" -gt "$1" ]; then eval "exec $fd>&-"; fi
done
cpu=$2 file=$3 data=$4
shift 4
while [ "$1" != -- ]; do
  echo $$ >"$1" || exit 125
  shift
done
shift
ulimit -c 0 && ulimit -n 1024 && ulimit -f "$file" && ulimit -d "$data" &&
  ulimit -St "$cpu" && ulimit -Ht $((cpu + 1)) || exit 125
exec -c "$@"
`;

export interface Launcher {
  readonly bwrap: string;
  readonly lastFd: number;
  readonly joinFiles: readonly string[];
  readonly limits: SandboxLimits;
  /** Without a control group, memory is bounded a process. */
  readonly rlimitMemory: boolean;
  /** Without a control group, processes are bounded for their user, who is alone inside. */
  readonly rlimitProcesses: boolean;
}

/** Arguments for `BASH` that end in bwrap running `argv`; bwrap's own options come by descriptor. */
export function launcherArguments(launcher: Launcher, argv: readonly string[]): string[] {
  const { limits } = launcher;
  const kib = (bytes: number) => String(Math.max(1, Math.ceil(bytes / 1024)));
  // RLIMIT_DATA counts what was really taken and can be written. RLIMIT_AS counts reservations
  // too, of which Node and Java make terabytes.
  const data = launcher.rlimitMemory ? kib(limits.memoryBytes) : "unlimited";
  const numbers = [launcher.lastFd, Math.ceil(limits.cpuSeconds), kib(limits.fileBytes), data];
  // Set inside, where a new user namespace begins to count.
  const inner = launcher.rlimitProcesses
    ? ["/usr/bin/prlimit", `--nproc=${limits.processes}`, "--", ...argv]
    : argv;
  const bwrap = [launcher.bwrap, "--args", String(FIRST_FEED), "--", ...inner];
  const own = [...numbers.map(String), ...launcher.joinFiles, "--"];
  return [...BASH_OPTIONS, SCRIPT, "sandbox", ...own, ...bwrap];
}
