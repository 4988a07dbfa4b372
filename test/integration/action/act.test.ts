import { join } from "node:path";
import { afterAll, expect, it, jest } from "@jest/globals";
import { zipSync } from "fflate";
import { workflowFile } from "../../../src/install/workflow.ts";
import { cloneAt } from "../../../twin/runner/fetch.ts";
import { runAct, STAND_INS, UNKNOWN_TO_ACT } from "../../support/act/run-act.ts";
import { createActionScene, runnerOf } from "../../support/action-scene.ts";
import { ourComments, REPO, reactionsOn } from "../../support/app-scene.ts";
import { cacheFolder } from "../../support/cache.ts";
import { removeFolders, temporaryFolder } from "../../support/git-folder.ts";
import { notRun } from "../../support/needs.ts";
import { findNode24 } from "../../support/node24.ts";
import { pythonTool } from "../../support/python-tools.ts";
import { writeTinyModel } from "../../support/tiny-model.ts";

jest.setTimeout(240_000);
afterAll(removeFolders);

const ACTION = `patchjudge/patchjudge@${"0".repeat(40)}`;

it("the workflow of init runs through its three jobs under act", async () => {
  const act = pythonTool("act");
  const node24 = await findNode24();
  if (act === null) return notRun("no Python packages");
  if (!("path" in node24)) return notRun(node24.missing);
  const model = join(temporaryFolder(), "tiny.gguf");
  await writeTinyModel(model);
  const workflow = workflowFile({
    action: ACTION,
    labels: ["self-hosted", "gpu"],
    trigger: "patchjudge",
    writer: "github",
    model,
    cache: cacheFolder(),
  });
  const scene = await createActionScene({
    ".github/workflows/patchjudge.yml": workflow,
    ".github/patchjudge.yml": "candidates: 2\n",
  });
  try {
    const { client, hosted } = runnerOf(scene);
    const { id } = await scene.twin.as("alice").comment(REPO, scene.issue, "/generate");
    // Its token stands for those of all three; the twin's own jobs are not gone on with.
    const job = await hosted();
    const repository = join(temporaryFolder(), "repository");
    await cloneAt(job, repository);
    const { code, said } = await runAct({
      ...{ act, node: node24.path, workflow, action: ACTION, job, repository },
      artifact: async (name, files) => {
        await client.uploadArtifact(job.jobId, name, zipSync(files));
      },
    });
    expect([code, code === 0 ? "" : said]).toEqual([0, ""]);
    for (const each of ["gate", "run", "publish"]) {
      expect(said).toMatch(new RegExp(`Patchjudge/${each}\\s*\\].*Job succeeded`));
    }
    const [comment] = await ourComments(scene);
    // The tiny model writes noise: that nothing of it is opened is the right answer.
    expect(comment?.body).toContain("No pull request was opened");
    expect(await reactionsOn(scene, id)).toEqual(["confused", "eyes"]);
  } finally {
    await scene.close();
  }
});

it("little is different from GitHub: two actions of others, and one line", () => {
  const workflow = workflowFile({
    ...{ action: ACTION, labels: ["gpu"], trigger: "patchjudge", writer: "github" },
  });
  const left = UNKNOWN_TO_ACT.reduce((text, line) => text.replace(line, ""), workflow);
  const gone = workflow.split("\n").filter((line) => !left.split("\n").includes(line));
  expect(gone.map((line) => line.trim())).toEqual(["queue: max"]);
  const used = [...left.matchAll(/uses: (\S+)/g)].map(([, uses]) => uses);
  expect(new Set(used)).toEqual(new Set([ACTION, ...Object.keys(STAND_INS)]));
});
