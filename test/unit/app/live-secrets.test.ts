import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "@jest/globals";
import { liveSecrets } from "../../../src/app/live-secrets.ts";
import { gitEnvironment } from "../../../src/workspace/git.ts";
import { removeFolders, temporaryFolder } from "../../support/git-folder.ts";

afterAll(removeFolders);

it("takes the secrets of a process by the names of its variables, and out of files", () => {
  const path = join(temporaryFolder(), "key.pem");
  writeFileSync(path, "the key");
  const env = {
    PRIVATE_KEY_PATH: path,
    WEBHOOK_SECRET: "hush",
    GITHUB_TOKEN: "",
    OTHER_KEY_PATH: "/nowhere/at/all",
    PORT: "3000",
  };
  expect(liveSecrets(env)).toEqual(["the key", "hush"]);
});

it("does not hand them on to git", () => {
  process.env["PATCHJUDGE_TEST_SECRET"] = "hush";
  try {
    const handed = gitEnvironment();
    expect(handed["PATH"]).toBe(process.env["PATH"]);
    expect(Object.keys(handed)).not.toContain("PATCHJUDGE_TEST_SECRET");
  } finally {
    delete process.env["PATCHJUDGE_TEST_SECRET"];
  }
});
