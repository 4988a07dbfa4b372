import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { writeOutput } from "../../src/cli/output.ts";
import { Request } from "../../src/contracts/request.ts";
import { createScriptedEngine, type Script } from "../../src/engine/scripted/engine.ts";
import { run } from "../../src/pipeline/run.ts";
import { createSyntax } from "../../src/syntax/create-syntax.ts";
import { openRepository } from "../../src/workspace/repository.ts";
import { createControlClient } from "../../twin/control/client.ts";
import { type JobFolder, takeJobs } from "../../twin/runner/take-jobs.ts";
import { startTwin, type Twin, type TwinApp } from "../../twin/twin.ts";
import { temporaryFolder } from "./git-folder.ts";

export const REPO = "octo-org/calc";
const CLI = join(import.meta.dirname, "..", "..", "dist", "cli", "main.js");
export const SECRET = "a secret of the tests";

export const WORKFLOW = `name: Patchjudge
run-name: "Patchjudge #\${{ inputs.issue }} \${{ inputs.request }}"
on:
  workflow_dispatch:
    inputs:
      request: { required: true, type: string }
      issue: { required: true, type: string }
permissions: {}
jobs:
  run:
    runs-on: [self-hosted, gpu]
    permissions:
      contents: read
    steps:
      - run: "true"
`;

export const FILES: Readonly<Record<string, string>> = {
  "calc.py": "def add(a, b):\n    return a - b\n",
  "README.md": "# calc\n",
  ".github/workflows/patchjudge.yml": WORKFLOW,
};

export const RIGHT = "def add(a, b):\n    return a + b";
export const ISSUE = {
  title: "`add` subtracts",
  body: "`add(1, 2)` in `calc.py` gives -1, it should give 3.\n",
};

export interface Scene {
  readonly twin: Twin;
  readonly app: TwinApp;
  readonly issue: number;
  /** Who speaks for us. */
  readonly self: string;
  /** Starts a process of the app; several are replicas. */
  startApp(port?: number, flags?: readonly string[], node?: readonly string[]): Promise<AppProcess>;
  /** Starts a runner that writes what the script says. */
  startRunner(script?: Script, work?: (folder: JobFolder) => Promise<void>): void;
  close(): Promise<void>;
}

export interface AppProcess {
  readonly child: ChildProcess;
  readonly url: string;
  /** Of the figures for Prometheus. */
  readonly metricsUrl: string;
  /** Lines of JSON that it wrote. */
  readonly log: Record<string, unknown>[];
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** A twin with a repository, an issue and an app, but no process of the app yet. */
export async function createScene(
  options: { files?: Readonly<Record<string, string>>; webhookPort?: number; self?: string } = {},
): Promise<Scene> {
  const from = temporaryFolder();
  for (const [path, text] of Object.entries(options.files ?? FILES)) {
    mkdirSync(join(from, path, ".."), { recursive: true });
    writeFileSync(join(from, path), text);
  }
  const twin = await startTwin({ dataDir: temporaryFolder() });
  twin.addUser("alice");
  twin.addUser("mallory");
  await twin.addRepository({ owner: "octo-org", name: "calc", from });
  twin.setPermission(REPO, "alice", "write");
  const port = options.webhookPort ?? (await freePort());
  const app = twin.addApp({
    slug: "patchjudge",
    webhookUrl: `http://127.0.0.1:${port}/api/github/webhooks`,
    webhookSecret: SECRET,
  });
  await twin.install(app, REPO);
  await twin.idle();
  const { number: issue } = await twin.as("alice").openIssue(REPO, ISSUE);
  const processes: AppProcess[] = [];
  const runner = new AbortController();
  const runners: Promise<void>[] = [];
  return {
    twin,
    app,
    issue,
    self: options.self ?? "patchjudge[bot]",
    startApp: async (at = port, flags = [], node = []) => {
      const started = await startApp({ twin, app, port: at, flags, node });
      processes.push(started);
      return started;
    },
    startRunner: (script = { answers: [RIGHT] }, work) => {
      runners.push(
        startRunner(twin, runner.signal, work ?? ((folder) => runScripted(folder, script))),
      );
    },
    close: async () => {
      runner.abort();
      await Promise.all([...runners, ...processes.map((started) => started.stop("SIGKILL"))]);
      await twin.close();
    },
  };
}

async function startApp(parts: {
  twin: Twin;
  app: TwinApp;
  port: number;
  flags: readonly string[];
  /** Options of Node itself. */
  node: readonly string[];
}): Promise<AppProcess> {
  const { twin, app, port, flags, node } = parts;
  const env: NodeJS.ProcessEnv = {
    PATH: process.env["PATH"] ?? "",
    NODE_ENV: "production",
    APP_ID: String(app.id),
    PRIVATE_KEY: app.privateKey,
    WEBHOOK_SECRET: SECRET,
    PORT: String(port),
    HOST: "127.0.0.1",
    GHE_HOST: new URL(twin.url).host,
    GHE_PROTOCOL: "http",
    LOG_FORMAT: "json",
    LOG_LEVEL: "info",
  };
  const metricsPort = await freePort();
  const ownFlags = ["--write-interval-ms", "0", "--metrics-port", String(metricsPort)];
  const args = [...node, CLI, "serve", ...ownFlags, ...flags];
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  const log: Record<string, unknown>[] = [];
  let rest = "";
  const hear = (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) log.push(parseLine(line));
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
  const url = `http://127.0.0.1:${port}`;
  await until(async () => (await fetch(`${url}/ping`)).ok, "the app answers");
  return {
    child,
    url,
    metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    log,
    stop: (signal = "SIGTERM") => {
      child.kill(signal);
      return ended;
    },
  };
}

function parseLine(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return { text: line };
  }
}

function startRunner(
  twin: Twin,
  signal: AbortSignal,
  work: (folder: JobFolder) => Promise<void>,
): Promise<void> {
  const client = createControlClient({ url: twin.url, controlToken: twin.controlToken });
  const labels = ["self-hosted", "gpu"];
  return takeJobs({ client, labels, name: "test", work, signal, pauseMs: 30 });
}

/** What `patchjudge run --request` does, with an engine that says what the script says. */
export async function runScripted(folder: JobFolder, script: Script): Promise<void> {
  const request = Request.parse(JSON.parse(readFileSync(folder.request, "utf8")));
  const repository = await openRepository(folder.repository);
  const engine = createScriptedEngine({
    margins: (code) => (code.includes("a + b") ? 3 : -1),
    ...script,
  });
  try {
    const outcome = await run(request, {
      repository,
      syntax: await createSyntax(),
      generator: engine,
      judge: engine,
      judgeFile: null,
      version: "0.0.0",
    });
    await writeOutput(folder.out, outcome);
  } finally {
    await repository.close();
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** Waits until something holds; says what it waited for where it never does. */
export async function until(
  holds: () => Promise<boolean> | boolean,
  what: string,
  seconds = 20,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  let last: unknown;
  while (Date.now() < end) {
    try {
      if (await holds()) return;
    } catch (error) {
      last = error;
    }
    // The twin answers with git processes: whoever asks all the time slows down what he waits for.
    await wait(100);
  }
  throw new Error(
    `waited ${seconds} s in vain: ${what}${last === undefined ? "" : ` (${String(last)})`}`,
  );
}

/** What a reader of the repository sees of us on one issue. */
export interface Seen {
  /** Our comments on the issue. */
  readonly comments: readonly { id: number; body: string }[];
  readonly pulls: readonly SeenPull[];
  readonly refs: readonly string[];
  readonly runs: readonly { id: number; status: string; conclusion: string | null }[];
}

export interface SeenPull {
  readonly number: number;
  readonly draft: boolean;
  readonly state: string;
  readonly title: string;
  readonly body: string;
  readonly head: { readonly ref: string; readonly sha: string };
  readonly labels: readonly { readonly name: string }[];
}

export async function look(scene: Pick<Scene, "twin" | "issue" | "self">): Promise<Seen> {
  const { twin, issue } = scene;
  const ask = <T>(path: string) =>
    twin.as("alice").request("GET", `/repos/${REPO}/${path}`) as Promise<T>;
  type Refs = { ref: string }[];
  const ours = await ask<Refs>("git/matching-refs/patchjudge/");
  const refs = [...(await ask<Refs>("git/matching-refs/heads/")), ...ours];
  type Run = Seen["runs"][number] & { display_title: string };
  const { workflow_runs: runs } = await ask<{ workflow_runs: Run[] }>("actions/runs?per_page=100");
  const pulls = await ask<SeenPull[]>("pulls?state=all&per_page=100");
  return {
    comments: await ourComments(scene),
    pulls: pulls.filter(({ head }) => head.ref.startsWith(`patchjudge/issue-${issue}-`)),
    refs: refs.map(({ ref }) => ref),
    runs: runs.filter((run) => run.display_title.startsWith(`Patchjudge #${issue} `)),
  };
}

/** Whether a request on the issue has ended: it was answered, and is no longer claimed. */
export async function hasEnded(scene: Scene): Promise<boolean> {
  if ((await ourComments(scene)).length === 0) return false;
  const ref = `patchjudge/claims/issue-${scene.issue}`;
  const path = `/repos/${REPO}/git/matching-refs/${ref}`;
  const claims = (await scene.twin.as("alice").request("GET", path)) as { ref: string }[];
  return !claims.some((claim) => claim.ref === `refs/${ref}`);
}

export async function ourComments({
  twin,
  issue,
  self,
}: Pick<Scene, "twin" | "issue" | "self">): Promise<Seen["comments"]> {
  type Comment = Seen["comments"][number] & { user: { login: string } };
  const path = `/repos/${REPO}/issues/${issue}/comments?per_page=100`;
  const all = (await twin.as("alice").request("GET", path)) as Comment[];
  return all.filter(({ user }) => user.login === self);
}

/** The same scene with another issue. */
export async function onNewIssue(scene: Scene): Promise<Scene> {
  const { number: issue } = await scene.twin.as("alice").openIssue(REPO, ISSUE);
  return { ...scene, issue };
}

/** The reactions on a comment, in the order of their names. */
export async function reactionsOn({ twin }: Scene, comment: number): Promise<string[]> {
  const path = `/repos/${REPO}/issues/comments/${comment}/reactions`;
  const all = (await twin.as("alice").request("GET", path)) as { content: string }[];
  return all.map(({ content }) => content).sort();
}

/** A file at a commit. */
export async function fileAt({ twin }: Scene, path: string, ref: string): Promise<string> {
  const answer = await twin
    .as("alice")
    .request("GET", `/repos/${REPO}/contents/${path}?ref=${ref}`);
  return Buffer.from((answer as { content: string }).content, "base64").toString();
}
