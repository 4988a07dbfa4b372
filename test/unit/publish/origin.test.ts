import { describe, expect, it } from "@jest/globals";
import type { HostRun } from "../../../src/contracts/code-host.ts";
import {
  parseRunTitle,
  runTitle,
  whyNotBelieved,
  whyNotOwnRun,
} from "../../../src/publish/origin.ts";

const BLOB = "ab".repeat(20);
const APP = { login: "patchjudge[bot]", id: 5, bot: true };
const RUN: HostRun = {
  id: 1,
  url: "https://github.test/runs/1",
  title: runTitle(12, BLOB),
  event: "workflow_dispatch",
  workflow: ".github/workflows/patchjudge.yml",
  branch: "main",
  commit: "c".repeat(40),
  actor: APP,
  triggeringActor: APP,
  ownRepository: true,
  status: "completed",
  conclusion: "success",
  createdAt: "2026-01-01T00:00:00Z",
  startedAt: "2026-01-01T00:00:00Z",
  updatedAt: "2026-01-01T00:00:00Z",
};
const EXPECTED = {
  self: APP.login,
  workflow: "patchjudge.yml",
  defaultBranch: "main",
  issue: 12,
  requestBlob: BLOB,
};

describe("a run's result", () => {
  it("is believed when our own account started the right file for the right request", () => {
    expect(whyNotBelieved(RUN, EXPECTED)).toBeNull();
  });

  it.each<[string, Partial<HostRun>, string]>([
    ["another event", { event: "push" }, "started by push"],
    ["a person", { actor: { login: "mallory", id: 9, bot: false } }, "started by mallory"],
    ["a person with our name", { actor: { ...APP, bot: false } }, "started by patchjudge[bot]"],
    ["another app", { actor: { login: "other[bot]", id: 9, bot: true } }, "started by other[bot]"],
    ["a fork", { ownRepository: false }, "another repository"],
    ["another branch", { branch: "evil" }, "the branch evil"],
    ["another file", { workflow: ".github/workflows/evil.yml" }, "evil.yml"],
    ["another request", { title: runTitle(12, "cd".repeat(20)) }, "another request"],
    ["another issue", { title: runTitle(13, BLOB) }, "another request"],
  ])("from %s is not", (_, change, why) => {
    expect(whyNotBelieved({ ...RUN, ...change }, EXPECTED)).toContain(why);
  });

  it("of the workflow that heard the command is, if it began with such a command", () => {
    const own = { workflow: "patchjudge.yml", defaultBranch: "main" };
    const why = (event: string, source: Parameters<typeof whyNotOwnRun>[1]["source"]) =>
      whyNotOwnRun({ ...RUN, event }, { ...own, source });
    expect(why("issue_comment", "comment")).toBeNull();
    expect(why("issues", "label")).toBeNull();
    expect(why("workflow_dispatch", "dispatch")).toBeNull();
    expect(why("workflow_dispatch", "comment")).toContain("started by workflow_dispatch");
    expect(why("pull_request_review_comment", "review")).toContain("started by");
    expect(why("issue_comment", undefined)).toContain("started by");
    const elsewhere = { ...RUN, event: "issues", branch: "evil" };
    expect(whyNotOwnRun(elsewhere, { ...own, source: "label" })).toContain("the branch evil");
  });

  it("is found by its title, and only by ours", () => {
    expect(parseRunTitle(runTitle(12, BLOB))).toEqual({ issue: 12, requestBlob: BLOB });
    for (const title of [
      "",
      "CI",
      `Patchjudge #0 ${BLOB}`,
      `x ${runTitle(1, BLOB)}`,
      `${runTitle(1, BLOB)} x`,
    ]) {
      expect(parseRunTitle(title)).toBeNull();
    }
  });
});
