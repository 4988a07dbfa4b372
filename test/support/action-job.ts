import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { AcquiredJob } from "../../twin/control/messages.ts";
import { temporaryFolder } from "./git-folder.ts";

const ROOT = join(import.meta.dirname, "..", "..");

/** What a checkout of the action has of what it needs; no packages are installed there. */
const SHIPPED = ["dist", "judges", "runtime", "package.json", "action.yml"];

/** A folder with the action as it is shipped. */
export function checkOutAction(): string {
  const action = temporaryFolder();
  for (const name of SHIPPED) cpSync(join(ROOT, name), join(action, name), { recursive: true });
  return action;
}

export interface ActionOutcome {
  readonly code: number | null;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  /** Standard output and error. */
  readonly log: string;
}

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
}

export interface Machine {
  /** Folder of the action, as it was checked out; ours by default. */
  readonly action?: string;
  readonly node?: string;
  /** More variables of the runner. */
  readonly env?: Readonly<Record<string, string>>;
  /** Called again and again while it runs. */
  readonly watch?: (pid: number) => void;
}

/** The action as GitHub would start it: its own variables, nothing of ours, and defaults from `action.yml`. */
export async function runAction(
  job: AcquiredJob,
  inputs: Readonly<Record<string, string>>,
  machine: Machine = {},
): Promise<ActionOutcome> {
  const folder = temporaryFolder();
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  mkdirSync(join(folder, "temp"));
  const [output, summary] = [file("output", ""), file("summary", "")];
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: process.env["HOME"] ?? "",
    GITHUB_EVENT_PATH: file("event.json", JSON.stringify(job.payload)),
    GITHUB_EVENT_NAME: job.event,
    GITHUB_REPOSITORY: job.repository,
    GITHUB_RUN_ID: String(job.runId),
    GITHUB_RUN_ATTEMPT: "1",
    GITHUB_API_URL: job.apiUrl,
    GITHUB_GRAPHQL_URL: job.graphqlUrl,
    GITHUB_SERVER_URL: job.serverUrl,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
    RUNNER_TEMP: join(folder, "temp"),
    ...inputVariables({ token: job.token, ...inputs }),
    ...machine.env,
  };
  const { code, log } = await start(env, machine);
  const read = (path: string) => readFileSync(path, "utf8");
  return { code, log, outputs: parseOutputs(read(output)), summary: read(summary) };
}

function inputVariables(given: Readonly<Record<string, string>>): Record<string, string> {
  const { inputs } = parse(readFileSync(join(ROOT, "action.yml"), "utf8")) as ActionFile;
  const entries = Object.entries(inputs).map(([name, input]) => [
    `INPUT_${name.toUpperCase()}`,
    given[name] ?? input.default ?? "",
  ]);
  return Object.fromEntries(entries);
}

function start(
  env: Readonly<Record<string, string>>,
  { action = ROOT, node = process.execPath, watch = () => {} }: Machine,
): Promise<{ code: number | null; log: string }> {
  const program = join(action, "dist", "action", "main.js");
  const child = spawn(node, [program], { env, stdio: ["ignore", "pipe", "pipe"] });
  const timer = setInterval(() => watch(child.pid ?? 0), 50);
  let log = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      log += chunk.toString();
    });
  }
  return new Promise<{ code: number | null; log: string }>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, log }));
  }).finally(() => clearInterval(timer));
}

/** `name<<delimiter`, the value, the delimiter: what `@actions/core` writes. */
function parseOutputs(text: string): Record<string, string> {
  const found = text.matchAll(/^(\S+)<<(\S+)\n([\s\S]*?)\n\2$/gm);
  return Object.fromEntries([...found].map(([, name = "", , value = ""]) => [name, value]));
}
