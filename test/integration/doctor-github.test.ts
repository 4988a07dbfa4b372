import { execFile } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { runAction } from "../support/action-job.ts";
import { createActionScene, runnerOf } from "../support/action-scene.ts";
import { REPO, type Scene } from "../support/app-scene.ts";
import { removeFolders } from "../support/git-folder.ts";

const CLI = join(import.meta.dirname, "..", "..", "dist", "cli", "main.js");

jest.setTimeout(60_000);

let scene: Scene;
let runner: ReturnType<typeof runnerOf>;
beforeAll(async () => {
  scene = await createActionScene();
  runner = runnerOf(scene);
});
afterAll(() => scene.close());
afterAll(removeFolders);

interface Finding {
  readonly about: string;
  readonly state: string;
  readonly detail: string;
  readonly mend: string;
}

/** `patchjudge doctor --github` with somebody's token. */
async function doctor(token: string, repository = REPO) {
  const env = {
    ...{ PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", GITHUB_TOKEN: token },
    ...{ GITHUB_API_URL: `${scene.twin.url}/api/v3`, GITHUB_SERVER_URL: scene.twin.url },
  };
  const args = [CLI, "doctor", "--no-machine", "--github", repository, "--json"];
  const { code, stdout, stderr } = await new Promise<{
    code: number;
    stdout: string;
    stderr: string;
  }>((resolve) => {
    execFile(process.execPath, args, { env }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), stdout: out, stderr: err }),
    );
  });
  const findings = stdout === "" ? [] : (JSON.parse(stdout) as Finding[]);
  const of = (about: string) => findings.find((finding) => finding.about === about);
  return { code, stderr, of, findings };
}

const tokens = new Map<string, string>();
function tokenOf(who: string): string {
  const token = tokens.get(who) ?? scene.twin.addUser(who).token;
  tokens.set(who, token);
  return token;
}

describe("doctor --github", () => {
  it("finds what the token may do, and what the repository has", async () => {
    tokenOf("root");
    scene.twin.setPermission(REPO, "root", "admin");
    await runner.client.acquire({ labels: ["self-hosted", "gpu"], name: "box" });
    const { code, of } = await doctor(tokenOf("root"));
    expect(code).toBe(0);
    for (const about of ["contents", "issues", "pull-requests", "actions"]) {
      expect(of(`${about}: write`)).toMatchObject({ state: "ok" });
    }
    // Only apps and jobs may.
    expect(of("checks: write")).toMatchObject({ state: "warning" });
    expect(of("workflow")?.detail).toContain("self-hosted, gpu");
    expect(of("workflow state")).toMatchObject({ state: "ok", detail: "active" });
    expect(of("runner")).toMatchObject({ state: "ok", detail: expect.stringContaining("box") });
    expect(of("label")).toMatchObject({ state: "warning" });
    expect(of("records")?.detail).toBe("none yet");
    expect(scene.twin.unmodelled()).toEqual([]);
  });

  it("changes nothing: what it tries is refused for another reason", async () => {
    const alice = scene.twin.as("alice");
    const look = async () =>
      JSON.stringify([
        await alice.request("GET", `/repos/${REPO}/git/matching-refs/heads/`),
        await alice.request("GET", `/repos/${REPO}/issues?state=all`),
        await alice.request("GET", `/repos/${REPO}/labels`),
        await alice.request("GET", `/repos/${REPO}/actions/runs`),
      ]);
    const before = await look();
    await doctor(tokenOf("root"));
    expect(await look()).toBe(before);
  });

  it("says what is missing, and how to mend it", async () => {
    const { of } = await doctor(tokenOf("stranger"));
    expect(of("contents: write")).toMatchObject({
      state: "warning",
      mend: expect.stringContaining("contents: write"),
    });
    expect(of("runner")?.detail).toContain("may not see runners");
    const files = { ".github/patchjudge.yml": "candidate: 3\nworkflow: other.yml\n" };
    await scene.twin.as("alice").push(REPO, { branch: "main", message: "x", files });
    const broken = await doctor(tokenOf("root"));
    expect(broken.of("settings")?.detail).toContain('did you mean "candidates"');
    expect(broken).toMatchObject({ code: 1, stderr: expect.stringContaining("settings") });
    const good = { ".github/patchjudge.yml": "workflow: other.yml\n" };
    await scene.twin.as("alice").push(REPO, { branch: "main", message: "y", files: good });
    expect((await doctor(tokenOf("root"))).of("workflow")?.detail).toContain("there is no");
    const none = { ".github/patchjudge.yml": "{}\n" };
    await scene.twin.as("alice").push(REPO, { branch: "main", message: "z", files: none });
  });

  it("needs a token, and a repository that there is", async () => {
    expect(await doctor("")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("GITHUB_TOKEN"),
    });
    expect((await doctor(tokenOf("root"), "octo-org/none")).of("github")).toMatchObject({
      state: "failure",
    });
    expect((await doctor(tokenOf("root"), "calc")).stderr).toContain("owner/name");
  });

  it("is a mode of the action as well", async () => {
    await scene.twin.as("alice").comment(REPO, scene.issue, "/status");
    const job = await runner.hosted();
    const env = { RUNNER_ENVIRONMENT: "github-hosted" };
    const { code, log } = await runAction(job, { mode: "doctor" }, { env });
    expect([code, log]).toEqual([0, expect.stringContaining("workflow state")]);
    expect(log).toMatch(/contents: write +ok/);
    expect(log).not.toContain("weights");
  });
});
