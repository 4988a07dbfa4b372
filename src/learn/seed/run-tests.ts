import { randomBytes } from "node:crypto";
import { StoppedError } from "../../contracts/errors.ts";
import {
  renderOutput,
  type Sandbox,
  type SandboxEnd,
  type SandboxJob,
} from "../../contracts/sandbox.ts";
import { HARNESS_MOUNT, INSIDE, usualInterpreters } from "../label/runtimes.ts";
import type { TimeLimit } from "../label/types.ts";
import type { FileChange, PackageStore, SeedPackage } from "./package.ts";
import { readPytest, readTap, type TestReport } from "./report.ts";

/** Where a package lies inside the sandbox, and its tools. */
export const PACKAGE_ROOT = "/opt/seed/work";
const TOOLS = { python: "/opt/seed/python", node: "/opt/seed/node_modules" };

/** As for candidates: the harness's channels are 3 and 4. */
const CHANNELS = 'exec "$@" 3<&0 4>&1 0</dev/null 1>&2';

export interface TestRun {
  readonly report: TestReport;
  readonly ended: SandboxEnd;
  readonly exitCode: number | null;
  /** Where it was said why a run is not complete. */
  readonly stderr: string;
  readonly wallMs: number;
}

export interface TestParts {
  readonly sandbox: Sandbox;
  readonly store: PackageStore;
  readonly signal?: AbortSignal;
}

/** Runs a package's tests on a throw-away copy of it, with one file changed. */
export async function runTests(
  { sandbox, store, signal }: TestParts,
  pack: SeedPackage,
  { change, time }: { change: FileChange | null; time: TimeLimit },
): Promise<TestRun> {
  const tests = await store.list(pack, pack.tests);
  const secret = randomBytes(24).toString("hex");
  const copy = await store.copy(pack, change);
  try {
    const job = pack.runner === "pytest" ? pytestJob(pack, tests) : nodeJob(pack, tests);
    const result = await sandbox.run({
      ...job,
      folder: { from: copy.folder, at: PACKAGE_ROOT },
      cwd: PACKAGE_ROOT,
      mounts: [...(job.mounts ?? []), ...toolMounts(pack, store)],
      stdin: pack.runner === "pytest" ? `${secret}\n` : "",
      limits: { ...time, memoryBytes: 1024 ** 3, processes: 96, outputBytes: 8 * 1024 ** 2 },
      ...(signal === undefined ? {} : { signal }),
    });
    if (result.ended === "stopped") throw new StoppedError();
    const said = renderOutput(result.stdout);
    const read = pack.runner === "pytest" ? readPytest(said, secret) : readTap(said, PACKAGE_ROOT);
    const { ended, exitCode, wallMs } = result;
    const complete = read.complete && ended === "exit" && (exitCode === 0 || exitCode === 1);
    const stderr = renderOutput(result.stderr);
    return { report: { ...read, complete }, ended, exitCode, stderr, wallMs };
  } finally {
    await copy.remove();
  }
}

type JobPart = Pick<SandboxJob, "argv" | "env" | "mounts">;

function pytestJob(pack: SeedPackage, tests: readonly string[]): JobPart {
  const { path, mounts } = usualInterpreters().python;
  const own = pack.importFrom.map((folder) =>
    folder === "." ? PACKAGE_ROOT : `${PACKAGE_ROOT}/${folder}`,
  );
  return {
    argv: [
      ...["/bin/sh", "-c", CHANNELS, "seed", path, "-B", "-m", "pytest", "-q", "--tb=short"],
      // The package's own settings may ask for plugins that are not here.
      ...["-c", "/dev/null", `--rootdir=${PACKAGE_ROOT}`],
      ...["-p", "seed_report", "-p", "no:cacheprovider", ...tests],
    ],
    env: {
      PYTHONPATH: [`${INSIDE}/harness`, ...own, TOOLS.python].join(":"),
      PYTHONHASHSEED: "0",
    },
    mounts: [HARNESS_MOUNT, ...mounts],
  };
}

const PROGRAMS: Readonly<Record<SeedPackage["runner"], readonly string[]>> = {
  pytest: [],
  tape: [`${TOOLS.node}/tape/bin/tape`],
  mocha: [`${TOOLS.node}/mocha/bin/mocha.js`, "--reporter", "tap"],
  node: ["--test", "--test-reporter=tap"],
};

function nodeJob(pack: SeedPackage, tests: readonly string[]): JobPart {
  const { path, mounts } = usualInterpreters().node;
  return { argv: [path, ...PROGRAMS[pack.runner], ...tests], mounts };
}

function toolMounts(pack: SeedPackage, { tools }: PackageStore) {
  if (pack.language === "python") return [{ from: tools.python, at: TOOLS.python }];
  // Node's own runner needs none, so that the example can be tested without a network.
  return pack.runner === "node" ? [] : [{ from: tools.node, at: TOOLS.node }];
}
