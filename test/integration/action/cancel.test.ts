import { join } from "node:path";
import { afterAll, beforeAll, expect, it, jest } from "@jest/globals";
import { cloneAt } from "../../../twin/runner/fetch.ts";
import { runAction } from "../../support/action-job.ts";
import { createActionScene, runnerOf } from "../../support/action-scene.ts";
import { REPO, type Scene } from "../../support/app-scene.ts";
import { cacheFolder } from "../../support/cache.ts";
import { removeFolders, temporaryFolder } from "../../support/git-folder.ts";
import { isAlive, processesBelow } from "../../support/processes.ts";
import { writeTinyModel } from "../../support/tiny-model.ts";

jest.setTimeout(120_000);

let scene: Scene;
beforeAll(async () => {
  scene = await createActionScene({ ".github/patchjudge.yml": "candidates: 64\n" });
});
afterAll(() => scene.close());
afterAll(removeFolders);

it("a cancelled job frees the engine within two seconds", async () => {
  const { client, hosted, gpu } = runnerOf(scene);
  await scene.twin.as("alice").comment(REPO, scene.issue, "/generate");
  const gate = await hosted();
  const { outputs } = await runAction(gate, { mode: "gate" });
  await client.complete(gate.jobId, "success");
  const job = await gpu();
  const workspace = join(temporaryFolder(), "repository");
  await cloneAt(job, workspace);
  const model = join(temporaryFolder(), "tiny.gguf");
  await writeTinyModel(model);
  const { request = "" } = outputs;
  const inputs = { mode: "run", request, model, gpu: "off", cache: cacheFolder() };
  let toldAt = 0;
  const seen = new Set<number>();
  const watch = (pid: number) => {
    const below = processesBelow(pid);
    for (const { pid: each } of below) seen.add(each);
    if (toldAt > 0 || !below.some(({ command }) => command.includes("worker.js"))) return;
    toldAt = Date.now();
    // The first that a runner does to a job that was cancelled.
    process.kill(pid, "SIGINT");
  };
  const { code, log } = await runAction(job, inputs, {
    env: { GITHUB_WORKSPACE: workspace },
    watch,
  });
  const took = Date.now() - toldAt;
  expect([toldAt > 0, log]).toEqual([true, expect.any(String)]);
  expect(code).not.toBe(0);
  expect(took).toBeLessThan(2_000);
  expect(seen.size).toBeGreaterThan(1);
  expect([...seen].filter(isAlive)).toEqual([]);
});
