import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { runCli } from "../support/cli.ts";
import { createGitFolder, removeFolders, temporaryFolder } from "../support/git-folder.ts";
import { writeTinyModel } from "../support/tiny-model.ts";

let model = "";
beforeAll(async () => {
  model = join(temporaryFolder(), "tiny.gguf");
  await writeTinyModel(model);
});
afterAll(removeFolders);

interface Finding {
  readonly about: string;
  readonly state: string;
  readonly detail: string;
  readonly mend: string;
}

async function doctor(...more: string[]) {
  const done = await runCli(["doctor", "--json", ...more]);
  const findings = JSON.parse(done.stdout) as Finding[];
  const of = (about: string) => findings.find((finding) => finding.about === about);
  return { ...done, of };
}

describe("doctor", () => {
  it("finds what a run needs of this machine", async () => {
    const { code, of } = await doctor("--model", model);
    for (const about of ["node", "git", "engine", "weights"]) {
      expect(of(about)).toMatchObject({ state: "ok", mend: "" });
    }
    expect(code).toBe(0);
  });

  it("says how to mend what is missing, and fails", async () => {
    const { code, stderr, of } = await doctor("--model", join(temporaryFolder(), "none.gguf"));
    expect(of("weights")).toMatchObject({ state: "failure" });
    expect(of("weights")?.mend).toContain("patchjudge runner setup");
    expect(code).toBe(1);
    expect(stderr).toContain("weights: mend this first");
  });

  it("needs a repository where one is named, and says so", async () => {
    const refused = await runCli(["doctor", "--model", model, "--repo", temporaryFolder()]);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toContain("is no git repository");
  });

  it("reads a repository's settings and workflow as the app would", async () => {
    const { root } = createGitFolder({ "a.py": "" });
    const at = ["--model", model, "--repo", root];
    expect((await doctor(...at)).of("workflow")).toMatchObject({
      state: "failure",
      mend: "patchjudge init",
    });
    await runCli(["init", "--repo", root, "--action", `o/p@${"a".repeat(40)}`]);
    const good = await doctor(...at);
    expect(good.of("settings")?.state).toBe("ok");
    expect(good.of("workflow")?.detail).toContain("self-hosted, gpu");
    writeFileSync(join(root, ".github", "patchjudge.yml"), "candidate: 3\n");
    expect((await doctor(...at)).of("settings")?.detail).toContain('did you mean "candidates"');
    const workflow = join(root, ".github", "workflows", "patchjudge.yml");
    const grouped = readFileSync(workflow, "utf8").replace(
      /runs-on:\n\s+- self-hosted\n\s+- gpu/,
      "runs-on: { group: big, labels: [gpu] }",
    );
    writeFileSync(workflow, grouped);
    expect((await doctor(...at)).of("workflow")?.detail).toContain("of the group big, gpu");
    writeFileSync(workflow, "on: { issues: {} }\njobs: { run: { permissions: write-all } }\n");
    expect((await doctor(...at)).of("workflow")?.detail).toContain("may do more than read");
  });
});

it("runner setup checks the hash of what it has, and looks at the rest", async () => {
  const { code, stdout } = await runCli(["runner", "setup", "--model", model]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^[0-9a-f]{64} {2}\S+tiny\.gguf/);
  expect(stdout).toMatch(/weights +ok/);
});
