import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "@jest/globals";
import { parse } from "yaml";
import { workflowFile } from "../../src/install/workflow.ts";
import { ROOT } from "../support/markdown.ts";

const WRITTEN = ["actions", "checks", "contents", "issues", "pull_requests"];

interface AppFile {
  readonly default_permissions: Readonly<Record<string, string>>;
}

it("the app asks for what it needs: not for workflows, administration or secrets", () => {
  const app = parse(readFileSync(join(ROOT, "app.yml"), "utf8")) as AppFile;
  const { metadata, ...others } = app.default_permissions;
  expect(metadata).toBe("read");
  expect(others).toEqual(Object.fromEntries(WRITTEN.map((name) => [name, "write"])));
});

it("no call merges, approves, or marks as ready what a model wrote", () => {
  const folder = join(ROOT, "src", "github");
  const text = readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("");
  const calls = [...text.matchAll(/\.(\w+)\(/g)].map(([, call]) => call ?? "");
  expect(calls).toContain("createForIssueComment");
  // A reaction on somebody's comment is no review, nor is asking for one.
  const harmless = ["createForPullRequestReviewComment", "requestReviewers"];
  const others = calls.filter((call) => !harmless.includes(call));
  const forbidden = /merge|review|approve|protection|secret|environment/i;
  expect(others.filter((call) => forbidden.test(call))).toEqual([]);
  const mutations = [...text.matchAll(/\bmutation \([^)]*\) \{\s*(\w+)/g)];
  expect(mutations.map(([, name]) => name)).toEqual(["createCommitOnBranch"]);
});

it.each(["app", "github"] as const)("so do the writing jobs with the token of the %s", (writer) => {
  const text = workflowFile({
    action: `o/p@${"0".repeat(40)}`,
    labels: ["gpu"],
    trigger: "patchjudge",
    writer,
  });
  const asked = writer === "app" ? /permission-([a-z-]+): (\w+)/g : /^ {6}([a-z-]+): (write)$/gm;
  const found = [...text.matchAll(asked)].map(([, name, level]) => `${name}: ${level}`);
  const wanted = WRITTEN.map((name) => `${name.replace("_", "-")}: write`);
  // Once in each of the two jobs.
  expect(found).toEqual([...wanted, ...wanted]);
});
