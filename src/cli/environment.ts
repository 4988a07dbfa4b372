import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** What is read from the outside, once and here (git gets its own copy of the variables). */
export interface Environment {
  /** Tool cache: weights in `models/`, the engine in `engine/`. */
  readonly cache: string;
  readonly hfEndpoint: string;
  /** Key of the model server, if it asks for one. */
  readonly apiKey: string | undefined;
  /** Of a GitHub account, an app's installation or a job. */
  readonly githubToken: string | undefined;
  readonly githubUrl: string;
  readonly version: string;
  /** Our own folder, and `owner/name` of where it comes from. */
  readonly packageRoot: string;
  readonly repository: string;
  /** The bundled program of the engine's child process. */
  readonly workerPath: string;
  /** The bundled app: apart, so that no other command loads its libraries. */
  readonly appPath: string;
  /** Package list and lock of the pinned engine. */
  readonly runtimeDir: string;
  /** Judges that come with this version. */
  readonly judgesDir: string;
  readonly cuda: boolean;
  readonly variables: NodeJS.ProcessEnv;
  readonly stdoutIsTerminal: boolean;
  readonly stderrIsTerminal: boolean;
  readonly columns: number;
}

const Manifest = z.object({ name: z.string(), version: z.string(), repository: z.string() });

/** Reads environment variables, terminal and our own place on disk. */
export function readEnvironment(): Environment {
  const env = process.env;
  const root = packageRoot(dirname(fileURLToPath(import.meta.url)));
  const { version, repository } = Manifest.parse(
    JSON.parse(readFileSync(join(root, "package.json"), "utf8")),
  );
  return {
    cache: filled(env["PATCHJUDGE_CACHE"]) ?? join(userCache(env), "patchjudge"),
    hfEndpoint: filled(env["HF_ENDPOINT"]) ?? "https://huggingface.co",
    apiKey: filled(env["PATCHJUDGE_API_KEY"]),
    githubToken: filled(env["GITHUB_TOKEN"]) ?? filled(env["GH_TOKEN"]),
    githubUrl: filled(env["GITHUB_SERVER_URL"]) ?? "https://github.com",
    version,
    packageRoot: root,
    repository: repository.replace(/^github:/, ""),
    workerPath: join(root, "dist", "engine", "worker.js"),
    appPath: join(root, "dist", "app", "serve.js"),
    runtimeDir: join(root, "runtime"),
    judgesDir: join(root, "judges"),
    cuda: existsSync("/proc/driver/nvidia/version"),
    variables: env,
    stdoutIsTerminal: process.stdout.isTTY === true,
    stderrIsTerminal: process.stderr.isTTY === true,
    columns: process.stdout.columns || 100,
  };
}

/** Bundled or not, our files lie below the folder of our package.json. */
function packageRoot(start: string): string {
  const here = join(start, "package.json");
  if (existsSync(here) && Manifest.safeParse(JSON.parse(readFileSync(here, "utf8"))).success) {
    return start;
  }
  const parent = dirname(start);
  if (parent === start) throw new Error("patchjudge's package.json was not found");
  return packageRoot(parent);
}

function userCache(env: NodeJS.ProcessEnv): string {
  return filled(env["XDG_CACHE_HOME"]) ?? join(filled(env["HOME"]) ?? homedir(), ".cache");
}

function filled(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === "" ? undefined : value;
}
