import { spawn } from "node:child_process";
import { closeSync, copyFileSync, mkdirSync, openSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { build } from "esbuild";
import type { SandboxJob, SandboxResult } from "../../../src/contracts/sandbox.ts";
import { interpreterAt } from "../../../src/sandbox/interpreter.ts";
import { cloneAt } from "../../../twin/runner/fetch.ts";
import { checkOutAction, runAction } from "../../support/action-job.ts";
import { createActionScene, runnerOf } from "../../support/action-scene.ts";
import { REPO } from "../../support/app-scene.ts";
import { cacheFolder } from "../../support/cache.ts";
import { type CanaryMachine, createCanaryMachine, holds } from "../../support/canary.ts";
import { openFolder, removeFolders, temporaryFolder } from "../../support/git-folder.ts";
import { describeWith, notRun } from "../../support/needs.ts";
import { findNode24 } from "../../support/node24.ts";
import { processesBelow } from "../../support/processes.ts";
import { trySandbox } from "../../support/sandbox.ts";
import { writeTinyModel } from "../../support/tiny-model.ts";

jest.setTimeout(180_000);

const { reason } = await trySandbox();
const SNOOP = join(import.meta.dirname, "..", "..", "support", "snoop");

let machine: CanaryMachine;
let workspace: string;
beforeAll(async () => {
  machine = await createCanaryMachine();
  workspace = join(temporaryFolder(), "repository");
});
afterAll(() => machine.close());
afterAll(removeFolders);

/** What `actions/checkout` leaves behind where nobody forbids it. */
function keepCredentials(folder: string): void {
  const basic = Buffer.from(`x-access-token:${machine.word}-checkout`).toString("base64");
  const header = `AUTHORIZATION: basic ${basic}`;
  openFolder(folder).ask("config", "http.https://github.com/.extraheader", header);
}

/** Every file below, with its name. */
function contents(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files
    .map(({ parentPath, name }) => `${name}\n${readFileSync(join(parentPath, name), "latin1")}`)
    .join("\n");
}

describe("a job of the models, where every place of the runner has a canary", () => {
  it("hands none on: to no process, into no file, log or summary, and over no socket", async () => {
    const node24 = await findNode24();
    if (!("path" in node24)) return notRun(node24.missing);
    const scene = await createActionScene({ ".github/patchjudge.yml": "candidates: 2\n" });
    try {
      const { client, hosted, gpu } = runnerOf(scene);
      const where = { action: checkOutAction(), node: node24.path };
      await scene.twin.as("alice").comment(REPO, scene.issue, "/generate");
      const gate = await hosted();
      const { outputs } = await runAction(gate, { mode: "gate" }, where);
      await client.complete(gate.jobId, "success");

      const job = await gpu();
      await cloneAt(job, workspace);
      keepCredentials(workspace);
      const model = join(temporaryFolder(), "tiny.gguf");
      await writeTinyModel(model);
      const { request = "" } = outputs;
      const inputs = { mode: "run", request, model, gpu: "off", cache: cacheFolder() };
      const env = { ...machine.env, GITHUB_WORKSPACE: workspace };
      const environments = new Set<string>();
      const programs = new Set<string>();
      const watch = (pid: number) => {
        for (const { environment, program } of processesBelow(pid)) {
          environments.add(environment);
          programs.add(program);
        }
      };
      const secret = { ...(job.payload as object), secret: `${machine.word}-payload` };
      const told = { ...job, payload: secret };
      const ran = await runAction(told, inputs, { ...where, env, watch });

      expect([ran.code, ran.code === 0 ? "" : ran.log]).toEqual([0, ""]);
      const seen = {
        environments: [...environments].join("\n"),
        artifact: contents(ran.outputs["result"] ?? ""),
        log: ran.log,
        summary: ran.summary,
        outputs: JSON.stringify(ran.outputs),
      };
      for (const [name, each] of Object.entries(seen)) {
        expect([name, each === "", holds(each, machine.word)]).toEqual([name, false, false]);
      }
      expect(seen.environments).toContain(`HOME=${machine.env["HOME"]}`);
      expect(machine.visitors()).toEqual([]);
      // No candidate is run here, so there is no sandbox either: only the models' programs and git.
      expect([...programs].filter((name) => !/^(?:git.*|node.*|MainThread|)$/.test(name))).toEqual(
        [],
      );
    } finally {
      await scene.close();
    }
  });
});

describeWith("a program of a candidate on a machine with canaries", reason, () => {
  const PROGRAMS: [string, string, string[]][] = [
    ["Python", "/usr/bin/python3", ["-I", "snoop.py"]],
    ["JavaScript", process.execPath, ["snoop.mjs"]],
  ];
  let driver: string;
  let candidate: string;
  let neighbour: ReturnType<typeof spawn>;
  beforeAll(async () => {
    const bundle = join(temporaryFolder(), "in-sandbox.mjs");
    const entry = join(SNOOP, "in-sandbox.ts");
    const how = { bundle: true, platform: "node", format: "esm", logLevel: "error" } as const;
    await build({ ...how, entryPoints: [entry], outfile: bundle });
    driver = bundle;
    candidate = temporaryFolder();
    for (const name of ["snoop.py", "snoop.mjs"])
      copyFileSync(join(SNOOP, name), join(candidate, name));
    mkdirSync(workspace, { recursive: true });
    openFolder(workspace).ask("init", "--quiet");
    keepCredentials(workspace);
    // Another step's process, which is still there.
    const argv = ["-c", "sleep 120", "sh", `--token=${machine.word}-argument`];
    const cwd = join(machine.roots[1] ?? "");
    neighbour = spawn("/bin/sh", argv, { env: machine.env, cwd, stdio: "ignore" });
  });
  afterAll(() => {
    neighbour.kill("SIGKILL");
  });

  beforeEach(() => {
    machine.visitors();
  });

  const ask = () =>
    JSON.stringify({
      drow: [...machine.word].reverse().join(""),
      roots: [...machine.roots, workspace],
      through: machine.files,
      port: machine.port,
      socket: machine.socket,
      abstract: machine.abstract,
    });

  /** Starts a program as a step of the job, with all that the runner gives it and a file left open. */
  async function asStep(argv: readonly string[], cwd: string, input = ""): Promise<string> {
    const [program = "", ...args] = argv;
    const open = openSync(machine.files[0] ?? "", "r");
    try {
      const env = { ...machine.env, PATH: process.env["PATH"] ?? "" };
      // Far behind those that the sandbox uses itself.
      const stdio = ["pipe", "pipe", "inherit", ...Array(20).fill("ignore"), open];
      const child = spawn(program, args, { env, cwd, stdio });
      child.stdin?.end(input);
      return await text(child.stdout as Readable);
    } finally {
      closeSync(open);
    }
  }

  const EVERYWHERE = [
    ...["own environment", "environ of a process", "command line of a process"],
    ...["open file of a process", "root of a process", "folder of a process"],
    ...["TCP", "socket", "abstract socket"],
  ];

  it.each(PROGRAMS)("in %s finds them all without the sandbox", async (_, program, args) => {
    const said = await asStep([program, ...args, ask()], candidate);
    const { places, reached, sockets, abstract } = JSON.parse(said);
    expect(places).toEqual(expect.arrayContaining(EVERYWHERE));
    expect(places).toEqual(expect.arrayContaining([...machine.files]));
    expect(places).toContain(join(workspace, ".git", "config"));
    expect(reached).toEqual(["TCP", "socket", "abstract socket"]);
    expect(sockets).toContain(machine.socket);
    expect(abstract).toContain(`@${machine.abstract}`);
    expect(machine.visitors()).toEqual(reached);
  });

  it.each(PROGRAMS)("in %s finds none in the sandbox", async (_, program, args) => {
    const { path, mounts } = interpreterAt(program);
    const argv = [path, ...args, ask()];
    const job: SandboxJob = { argv, mounts, folder: { from: candidate } };
    const said = await asStep([process.execPath, driver], workspace, JSON.stringify(job));
    const { ended, exitCode, stdout, stderr } = JSON.parse(said) as SandboxResult;
    expect([ended, exitCode, stderr.head]).toEqual(["exit", 0, ""]);
    const { files, processes, ...found } = JSON.parse(stdout.head);
    expect(found).toEqual({ places: [], sockets: [], abstract: [], reached: [] });
    // It did look: at its own files at least, and at itself.
    expect(files).toBeGreaterThan(1);
    expect(processes).toBeGreaterThan(0);
    expect(holds(said, machine.word)).toBe(false);
    expect(machine.visitors()).toEqual([]);
  });
});
