import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, statfs } from "node:fs/promises";
import { freemem, totalmem } from "node:os";
import { join } from "node:path";
import { UserError, WeightsError } from "../../contracts/errors.ts";
import { createHttpEngine } from "../../engine/http/engine.ts";
import { engineFolder } from "../../engine/local/install.ts";
import { openSandbox } from "../../sandbox/open.ts";
import { resolveModel } from "../../weights/resolve.ts";
import type { Environment } from "../environment.ts";
import { checkCard } from "./card.ts";
import { type Finding, failure, look, ok, warning } from "./check.ts";

const GIB = 2 ** 30;
const LEAST_DISK = 5 * GIB;
const OLDEST_GIT = [2, 30] as const;

/** Node, git, room, engine and weights or a server, sandbox: what a run needs of the machine. */
export function machineFindings(
  env: Environment,
  { model, engine }: { readonly model: string; readonly engine: string },
): Promise<Finding[]> {
  const models =
    engine === "local"
      ? [
          look("gpu", "", () => checkCard(env)),
          look("engine", "patchjudge runner setup", () => checkEngine(env)),
          look("weights", `patchjudge models pull ${model}`, () => checkWeights(env, model)),
        ]
      : [look("server", `start a llama-server at ${engine}`, () => checkServer(env, engine))];
  return Promise.all([
    look("node", "install Node 20.18.1 or newer", () => ok("node", process.version)),
    look("git", "install git 2.30 or newer", checkGit),
    look("disk", `make room in ${env.cache}`, () => checkDisk(env.cache)),
    look("memory", "", checkMemory),
    ...models,
    look("sandbox", "apt-get install bubblewrap", checkSandbox),
  ]);
}

function checkGit(): Finding {
  const said = execFileSync("git", ["--version"], { encoding: "utf8", stdio: "pipe" }).trim();
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(said) ?? []).slice(1).map(Number);
  const isNew = major > OLDEST_GIT[0] || (major === OLDEST_GIT[0] && minor >= OLDEST_GIT[1]);
  return isNew ? ok("git", said) : failure("git", said, "install git 2.30 or newer");
}

async function checkDisk(cache: string): Promise<Finding> {
  await mkdir(cache, { recursive: true });
  const { bavail, bsize } = await statfs(cache);
  const free = bavail * bsize;
  const detail = `${gib(free)} free in ${cache}`;
  if (free >= LEAST_DISK) return ok("disk", detail);
  return warning("disk", detail, "make room, or move the cache with PATCHJUDGE_CACHE");
}

function checkMemory(): Finding {
  return ok("memory", `${gib(freemem())} free of ${gib(totalmem())}`);
}

async function checkEngine(env: Environment): Promise<Finding> {
  const folder = await engineFolder({
    pinnedDir: env.runtimeDir,
    cache: env.cache,
    cuda: env.cuda,
  });
  if (existsSync(join(folder, "installed"))) return ok("engine", folder);
  return failure("engine", "the pinned engine is not installed", "patchjudge runner setup");
}

/** What a prompt takes with room for an answer; less cuts most of the code that is read. */
const LEAST_CONTEXT = 8_192;
const SERVER_MS = 10_000;

async function checkServer({ apiKey }: Environment, url: string): Promise<Finding> {
  const key = apiKey === undefined ? {} : { apiKey };
  const engine = await createHttpEngine({
    url,
    ...key,
    timeoutMs: SERVER_MS,
    loadingMs: SERVER_MS,
  });
  try {
    const { model, contextLength } = await engine.info();
    const detail = `${model}, context of ${contextLength} tokens`;
    if (contextLength >= LEAST_CONTEXT) return ok("server", detail);
    return warning("server", detail, `start it with --ctx-size ${LEAST_CONTEXT} or more`);
  } finally {
    await engine.close();
  }
}

async function checkWeights(env: Environment, name: string): Promise<Finding> {
  const never = new AbortController().signal;
  const { cache, hfEndpoint } = env;
  const quiet = { progress: () => {}, signal: never, offline: true };
  try {
    const { path } = await resolveModel({ name, cache, hfEndpoint, ...quiet });
    return ok("weights", path);
  } catch (error) {
    if (!(error instanceof WeightsError)) throw error;
    const [first = ""] = error.message.split("\n");
    return failure("weights", first, `patchjudge runner setup --model ${name}`);
  }
}

/** Only what labels candidates needs it today, so a run goes on without it. */
async function checkSandbox(): Promise<Finding> {
  try {
    const { version, memory } = (await openSandbox()).describe();
    return ok("sandbox", `bubblewrap ${version}, memory by ${memory}`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return warning("sandbox", error.message, "needed by patchjudge learn only");
  }
}

function gib(bytes: number): string {
  return `${(bytes / GIB).toFixed(1)} GiB`;
}
