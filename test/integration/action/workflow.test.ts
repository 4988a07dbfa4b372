import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { PINNED } from "../../../src/install/actions.ts";
import { type WorkflowOptions, workflowFile } from "../../../src/install/workflow.ts";
import { removeFolders, temporaryFolder } from "../../support/git-folder.ts";
import type * as GithubParser from "../../support/github-parser.ts";
import { pythonPath } from "../../support/llama-server.ts";
import { loadGithubParser } from "../../support/load-github-parser.ts";
import { describeWith } from "../../support/needs.ts";
import { pythonTool } from "../../support/python-tools.ts";

afterAll(removeFolders);

const WRITERS = ["server", "app", "github"] as const;
const write = (options: Partial<WorkflowOptions> = {}) =>
  workflowFile({
    action: `patchjudge/patchjudge@${"0".repeat(40)}`,
    labels: ["self-hosted", "gpu"],
    trigger: "patchjudge",
    writer: "github",
    ...options,
  });

interface Job {
  readonly if?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly { readonly uses: string; readonly with?: Record<string, unknown> }[];
}
const jobsOf = (text: string) => (parse(text) as { jobs: Record<string, Job> }).jobs;

let github: typeof GithubParser;
beforeAll(async () => {
  github = await loadGithubParser();
});

describe("the workflow", () => {
  it.each(WRITERS)("for %s is taken by GitHub's own parser", async (writer) => {
    expect(await github.faultsOf(write({ writer }))).toEqual([]);
  });

  it("that is wrong is not", async () => {
    const wrong = write().replace("queue: max", "queue: banana");
    expect(await github.faultsOf(wrong)).not.toEqual([]);
    expect(await github.faultsOf(write().replace("permissions:", "permisions:"))).not.toEqual([]);
  });

  it("hears comments when they are new, not when somebody edits them", () => {
    const { on } = parse(write()) as { on: object };
    const byItself = { workflow_dispatch: expect.anything(), schedule: [expect.anything()] };
    const heard = { issue_comment: { types: ["created"] }, issues: { types: ["labeled"] } };
    expect(on).toEqual({ ...heard, ...byItself });
  });

  it.each(WRITERS)("for %s gives the job on the GPU nothing but to read", (writer) => {
    const { run } = jobsOf(write({ writer }));
    expect(run?.permissions).toEqual({ contents: "read" });
    expect(JSON.stringify(run)).not.toMatch(/secrets|steps\.app/);
    expect(run?.steps[0]?.with).toMatchObject({ "persist-credentials": false });
  });

  it.each(WRITERS)("for %s names every action by its commit", (writer) => {
    const steps = Object.values(jobsOf(write({ writer }))).flatMap((job) => job.steps);
    for (const { uses } of steps) expect(uses).toMatch(/@[0-9a-f]{40}$/);
    const others = steps.map(({ uses }) => uses).filter((uses) => !uses.startsWith("patchjudge/"));
    const known: string[] = Object.values(PINNED).map(({ uses }) => uses);
    expect(others.filter((uses) => !known.includes(uses))).toEqual([]);
  });

  it("survives any label", async () => {
    const trigger = 'it\'s #1: "go"';
    const text = write({ trigger });
    expect(await github.faultsOf(text)).toEqual([]);
    const condition = jobsOf(text)["gate"]?.if ?? "";
    const event = { label: { name: trigger }, comment: { body: "" } };
    const contexts = { github: { event_name: "issues", event } };
    expect(github.evaluate(condition, contexts)).toBe("true");
  });
});

describe("the condition of the first job", () => {
  const starts = (event_name: string, event: object) => {
    const condition = jobsOf(write())["gate"]?.if ?? "";
    const whole = { comment: { body: "" }, label: { name: "" }, ...event };
    return github.evaluate(condition, { github: { event_name, event: whole } }) === "true";
  };

  it.each<[string, boolean]>([
    ["/generate", true],
    ["/generate keep the name", true],
    ["/pick 3", true],
    ["/cancel", true],
    ["/status\nplease", true],
    // Only a filter, which GitHub compares without regard to case: the code decides.
    ["/GENERATE", true],
    ["/generated", true],
    ["please /generate", false],
    ["> /generate", false],
    ["thanks", false],
  ])("for a comment %j is %s", (body, expected) => {
    expect(starts("issue_comment", { comment: { body } })).toBe(expected);
  });

  it("knows the label, and no other event", () => {
    expect(starts("issues", { label: { name: "patchjudge" } })).toBe(true);
    expect(starts("issues", { label: { name: "bug" } })).toBe(false);
    expect(starts("workflow_dispatch", { inputs: { issue: "12" } })).toBe(true);
    expect(starts("schedule", {})).toBe(true);
    expect(starts("pull_request_target", { comment: { body: "/generate" } })).toBe(false);
  });
});

const python = pythonPath();
describeWith("critics of workflows", python === null ? "no Python packages" : null, () => {
  const critic = (name: string) => pythonTool(name) ?? "";
  const place = (text: string) => {
    const root = temporaryFolder();
    const file = join(root, ".github", "workflows", "patchjudge.yml");
    mkdirSync(dirname(file), { recursive: true });
    mkdirSync(join(root, ".git"));
    writeFileSync(file, text);
    const labels = "self-hosted-runner:\n  labels: [gpu]\n";
    writeFileSync(join(root, ".github", "actionlint.yaml"), labels);
    return { root, file };
  };
  const ask = (program: string, args: string[], cwd: string) => {
    try {
      return execFileSync(program, args, { cwd, encoding: "utf8", stdio: "pipe" });
    } catch (error) {
      const { stdout, stderr } = error as { stdout: string; stderr: string };
      return `failed: ${stdout}${stderr}`;
    }
  };

  it.each(WRITERS)("have nothing against the one for %s", (writer) => {
    const { root, file } = place(write({ writer }));
    expect(ask(python ?? "", [critic("actionlint"), file], root)).toBe("");
    expect(ask(critic("zizmor"), ["--offline", "--quiet", file], root)).not.toMatch(/^failed/);
  });

  it("would have something against a worse one", () => {
    const { root, file } = place(
      write().replace(
        "mode: gate",
        `mode: gate\n      - run: echo $${"{{ github.event.comment.body }}"}`,
      ),
    );
    expect(ask(python ?? "", [critic("actionlint"), file], root)).toMatch(/untrusted/);
    expect(ask(critic("zizmor"), ["--offline", "--quiet", file], root)).toMatch(
      /template-injection/,
    );
  });
});
