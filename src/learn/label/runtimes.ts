import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { SandboxMount } from "../../contracts/sandbox.ts";
import type { JavaRuntime } from "./java.ts";
import type { ScriptRuntime } from "./script.ts";
import type { TimeLimit } from "./types.ts";

/** A program of the machine that runs a language. */
export interface Interpreter {
  /** Path inside the sandbox, which is its path outside too. */
  readonly path: string;
  /** What of the machine it needs besides `/usr`. */
  readonly mounts: readonly SandboxMount[];
}

export interface Interpreters {
  readonly python: Interpreter;
  readonly node: Interpreter;
  readonly java: Interpreter;
}

/** Where harnesses and packages appear inside. */
export const INSIDE = "/opt/label";

/** Files beside this module: in `dist`, the build copies them. */
export const HARNESS_MOUNT: SandboxMount = {
  from: fileURLToPath(new URL("./harness", import.meta.url)),
  at: `${INSIDE}/harness`,
};

/** What distributions install, and the Node that runs us. */
export function usualInterpreters(): Interpreters {
  return {
    python: { path: "/usr/bin/python3", mounts: [] },
    node: nodeItself(process.execPath),
    java: { path: "/usr/bin/java", mounts: [] },
  };
}

/** Version managers put Node into a folder of its own, with `bin` and `lib` inside. */
function nodeItself(path: string): Interpreter {
  if (path.startsWith("/usr/")) return { path, mounts: [] };
  const folder = dirname(dirname(path));
  return { path, mounts: [{ from: folder, at: folder }] };
}

export function pythonRuntime({ path, mounts }: Interpreter, time: TimeLimit): ScriptRuntime {
  return {
    name: "Python",
    argv: [path, "-I", "-B", `${INSIDE}/harness/python.py`],
    mounts: [HARNESS_MOUNT, ...mounts],
    time,
  };
}

/** JavaScript with lodash, which MBXP's tests compare with. */
export function nodeRuntime({ path, mounts }: Interpreter, time: TimeLimit): ScriptRuntime {
  return {
    name: "Node",
    argv: [path, "--max-old-space-size=512", `${INSIDE}/harness/javascript.cjs`],
    mounts: [HARNESS_MOUNT, packageMount("lodash"), ...mounts],
    time,
  };
}

/** Source launcher: the worker is one file, and its compiler is needed anyway. */
export function javaRuntime({ path, mounts }: Interpreter, time: TimeLimit): JavaRuntime {
  const argv = [
    path,
    ...["-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"],
    `${INSIDE}/harness/LabelWorker.java`,
  ];
  return { argv, mounts: [HARNESS_MOUNT, ...mounts], time };
}

function packageMount(name: string): SandboxMount {
  const require = createRequire(import.meta.url);
  const from = dirname(require.resolve(`${name}/package.json`));
  return { from, at: `${INSIDE}/node_modules/${name}` };
}
