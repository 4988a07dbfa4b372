import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "@jest/globals";
import { parse } from "yaml";
import { DEFAULT_SETTINGS, parseSettings } from "../../src/request/settings-file.ts";
import { runCli } from "../support/cli.ts";
import { createGitFolder, removeFolders, temporaryFolder } from "../support/git-folder.ts";

afterAll(removeFolders);

const WORKFLOW = ".github/workflows/patchjudge.yml";
const SETTINGS = ".github/patchjudge.yml";
const ACTION = `patchjudge/patchjudge@${"a".repeat(40)}`;

function init(root: string, ...more: string[]) {
  return runCli(["init", "--repo", root, "--action", ACTION, ...more]);
}

it("writes both files, with every setting at its default, and says what is next", async () => {
  const { root } = createGitFolder({ "a.py": "" });
  const { code, stdout } = await init(root, "--labels", "gpu,big", "--trigger", "fix me");
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /wrote \.github\/workflows[\s\S]*labels gpu, big[\s\S]*Comment \/generate/,
  );
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  expect(parseSettings(read(SETTINGS))).toEqual({ ...DEFAULT_SETTINGS, label: "fix me" });
  expect(Object.keys(parse(read(SETTINGS)))).toEqual(Object.keys(DEFAULT_SETTINGS));
  const { jobs } = parse(read(WORKFLOW)) as { jobs: Record<string, { "runs-on": unknown }> };
  expect(Object.keys(jobs)).toEqual(["gate", "run", "publish"]);
  expect(jobs["run"]?.["runs-on"]).toEqual(["gpu", "big"]);
  expect((await init(root, "--labels", "gpu,big", "--trigger", "fix me")).stdout).toContain(
    "everything is there already",
  );
});

it("loses nothing that is there: it asks for --force, and shows what it would write", async () => {
  const { root } = createGitFolder({ "a.py": "" });
  await init(root, "--app");
  const mine = "label: mine\n";
  writeFileSync(join(root, SETTINGS), mine);
  const refused = await init(root, "--app");
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.stderr).toContain("--force");
  const shown = await init(root, "--app", "--dry-run");
  expect(shown.stdout).toContain(`--- ${SETTINGS}`);
  expect(shown.stdout).not.toContain(`--- ${WORKFLOW}`);
  expect(readFileSync(join(root, SETTINGS), "utf8")).toBe(mine);
  expect((await init(root, "--app", "--force")).code).toBe(0);
  expect(readFileSync(join(root, SETTINGS), "utf8")).not.toBe(mine);
});

it.each<[string[], string]>([
  [["--labels", "a b"], "--labels takes names"],
  [["--trigger", "a{b}"], "--trigger takes a label"],
  [["--action", "patchjudge@v1"], "--action takes owner/name@commit"],
  [["--app", "--token", "app"], "--token means nothing"],
])("refuses %j with a word on what to do", async (flags, why) => {
  const { root } = createGitFolder({ "a.py": "" });
  const refused = await init(root, ...flags);
  expect(refused).toMatchObject({ code: 2 });
  expect(refused.stderr).toContain(why);
});

it("needs a repository", async () => {
  const refused = await init(temporaryFolder());
  expect(refused).toMatchObject({ code: 2 });
  expect(refused.stderr).toContain("is no git repository");
});
