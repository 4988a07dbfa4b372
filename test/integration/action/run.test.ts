import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, jest } from "@jest/globals";
import { zipSync } from "fflate";
import { cloneAt } from "../../../twin/runner/fetch.ts";
import { checkOutAction, runAction } from "../../support/action-job.ts";
import { createActionScene, runnerOf } from "../../support/action-scene.ts";
import { ourComments, REPO, type Scene } from "../../support/app-scene.ts";
import { cacheFolder } from "../../support/cache.ts";
import { removeFolders, temporaryFolder } from "../../support/git-folder.ts";
import { notRun } from "../../support/needs.ts";
import { findNode24, type Node24 } from "../../support/node24.ts";
import { environmentsBelow } from "../../support/processes.ts";
import { writeTinyModel } from "../../support/tiny-model.ts";

jest.setTimeout(180_000);

const CANARY = "a value that no job of the models may see";

let scene: Scene;
let node24: Node24;
beforeAll(async () => {
  scene = await createActionScene({ ".github/patchjudge.yml": "candidates: 2\n" });
  node24 = await findNode24();
});
afterAll(() => scene.close());
afterAll(removeFolders);

function zipFolder(folder: string): Uint8Array {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.(?:json|diff)$/.test(name),
  );
  return zipSync(Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name))])));
}

it("runs as it is committed, on the Node that GitHub gives it, from the command to the answer", async () => {
  if (!("path" in node24)) return notRun(node24.missing);
  const { client, hosted, gpu } = runnerOf(scene);
  const machine = { action: checkOutAction(), node: node24.path };
  await scene.twin.as("alice").comment(REPO, scene.issue, "/generate");
  const gate = await hosted();
  const heard = await runAction(gate, { mode: "gate" }, machine);
  expect(heard).toMatchObject({ code: 0 });
  await client.complete(gate.jobId, "success");

  const job = await gpu();
  const workspace = join(temporaryFolder(), "repository");
  await cloneAt(job, workspace);
  const model = join(temporaryFolder(), "tiny.gguf");
  await writeTinyModel(model);
  const { request = "" } = heard.outputs;
  const inputs = { mode: "run", request, model, gpu: "off", cache: cacheFolder() };
  const env = { GITHUB_WORKSPACE: workspace, ACTIONS_RUNTIME_TOKEN: CANARY, SECRET: CANARY };
  const seen = new Set<string>();
  const watch = (pid: number) => {
    for (const each of environmentsBelow(pid)) if (each !== "") seen.add(each);
  };
  const ran = await runAction(job, inputs, { ...machine, env, watch });
  expect(ran.code).toBe(0);
  expect(ran.summary).toContain("| Choice | Rank |");
  // Whatever the models' process prints is no command to the runner.
  const marks = /^::stop-commands::(?<mark>[\da-f-]{36})$[\s\S]*^report {2}[\s\S]*^::\k<mark>::$/m;
  expect(ran.log).toMatch(marks);
  const out = ran.outputs["result"] ?? "";
  const result = readFileSync(join(out, "result.json"), "utf8");
  expect(JSON.parse(result)).toMatchObject({ manifest: { generator: { engine: "local" } } });
  expect(result + ran.log).not.toContain(CANARY);
  // The command line, its engine, and git: none of them has what the runner has.
  expect(seen.size).toBeGreaterThan(1);
  for (const each of seen) {
    expect(each).not.toContain(CANARY);
    expect(each).not.toContain(job.token);
    expect(each).not.toMatch(/(?:^|\0)(?:GITHUB|INPUT|RUNNER|ACTIONS)_/);
  }
  await client.uploadArtifact(job.jobId, "patchjudge-result", zipFolder(out));
  await client.complete(job.jobId, "success");

  const last = await hosted();
  const published = await runAction(
    last,
    { mode: "publish", request, conclusion: "success" },
    machine,
  );
  expect(published).toMatchObject({ code: 0 });
  const [comment] = await ourComments(scene);
  // The tiny model writes noise: that nothing of it is opened is the right answer.
  expect(comment?.body).toContain("No pull request was opened");
});
