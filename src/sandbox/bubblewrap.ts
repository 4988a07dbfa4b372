import type {
  Sandbox,
  SandboxIsolation,
  SandboxJob,
  SandboxLimits,
  SandboxProcess,
  SandboxResult,
} from "../contracts/sandbox.ts";
import { type BoundedJob, ETC_FILES, sandboxOptions } from "./arguments.ts";
import type { Cgroups, Group } from "./cgroup.ts";
import { checkJob } from "./check-job.ts";
import { FIRST_FEED, launcherArguments } from "./launcher.ts";
import type { RootLayout } from "./layout.ts";
import { LineReader } from "./lines.ts";
import { BoundedProcess } from "./process.ts";

export interface BubblewrapParts {
  readonly bwrap: string;
  readonly layout: RootLayout;
  /** Bytes for `--seccomp`. */
  readonly filter: Buffer | null;
  readonly cgroups: Cgroups;
  readonly isolation: SandboxIsolation;
  readonly defaults: SandboxLimits;
}

/** Runs jobs with bubblewrap. `openSandbox` makes one and tries it first. */
export function createSandbox(parts: BubblewrapParts): Sandbox {
  return {
    describe: () => parts.isolation,
    async run(job) {
      const { process, result } = await begin(parts, job);
      process.stdin.end(job.stdin ?? "");
      return await result;
    },
    start: (job) => startProcess(parts, job),
  };
}

interface Begun {
  readonly process: BoundedProcess;
  readonly result: Promise<SandboxResult>;
}

async function begin(
  parts: BubblewrapParts,
  job: SandboxJob,
  onOutput?: (chunk: Buffer) => void,
): Promise<Begun> {
  await checkJob(job);
  const limits = { ...parts.defaults, ...job.limits };
  const group = await parts.cgroups.create(limits);
  const process = spawnProcess(parts, { ...job, limits }, group, onOutput);
  const result = process
    .end(() => group.outOfMemory())
    .finally(async () => {
      await group.remove();
    });
  return { process, result };
}

function spawnProcess(
  parts: BubblewrapParts,
  job: BoundedJob,
  group: Group,
  onOutput?: (chunk: Buffer) => void,
): BoundedProcess {
  const fds = {
    passwd: FIRST_FEED + 1,
    group: FIRST_FEED + 2,
    hosts: FIRST_FEED + 3,
    seccomp: parts.filter === null ? null : FIRST_FEED + 4,
    status: FIRST_FEED + (parts.filter === null ? 4 : 5),
  };
  const options = sandboxOptions(job, parts.layout, fds);
  const launcher = {
    bwrap: parts.bwrap,
    lastFd: fds.status,
    joinFiles: group.joinFiles,
    limits: job.limits,
    rlimitMemory: parts.cgroups.memory === null,
    rlimitProcesses: parts.cgroups.processes === null,
  };
  return new BoundedProcess({
    args: launcherArguments(launcher, job.argv),
    feeds: [
      // Through a pipe, since the command line can be read inside (/proc/1/cmdline).
      options.map((option) => `${option}\0`).join(""),
      ETC_FILES.passwd,
      ETC_FILES.group,
      ETC_FILES.hosts,
      ...(parts.filter === null ? [] : [parts.filter]),
    ],
    limits: job.limits,
    signal: job.signal,
    onOutput,
  });
}

function startProcess(parts: BubblewrapParts, job: SandboxJob): SandboxProcess {
  const lines = new LineReader();
  const begun = begin(parts, job, (chunk) => lines.push(chunk));
  const result = begun.then((started) => started.result);
  const end = () => lines.end();
  result.then(end, end);
  if (job.stdin !== undefined) begun.then(({ process }) => process.stdin.write(job.stdin), end);
  return {
    write: (text) => {
      begun.then(({ process }) => process.stdin.write(text), end);
    },
    readLine: () => lines.next(),
    result,
    async kill() {
      const { process } = await begun;
      process.kill("stopped");
      await result.catch(() => {});
    },
  };
}
