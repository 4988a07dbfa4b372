import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { createSeal } from "../../../src/record/seal.ts";
import { runAction } from "../../support/action-job.ts";
import { createActionScene, runnerOf } from "../../support/action-scene.ts";
import {
  fileAt,
  look,
  onNewIssue,
  ourComments,
  REPO,
  RIGHT,
  type Scene,
} from "../../support/app-scene.ts";
import { honestFiles, zip } from "../../support/forge.ts";
import { removeFolders } from "../../support/git-folder.ts";

jest.setTimeout(60_000);

const FORGED = `${RIGHT}  # forged`;
const ARTIFACT = "patchjudge-result";
const AT = `/repos/${REPO}`;

/** A workflow that is not ours and hands over what ours would. */
const other = (on: string, label: string) =>
  `name: Patchjudge\non: ${on}\npermissions: {}\njobs: { run: { runs-on: [${label}], permissions: { contents: read } } }\n`;
const HEARS = ".github/workflows/hears.yml";
const FILES = {
  [HEARS]: other("{ issue_comment: { types: [created] } }", "hears"),
  ".github/workflows/asked.yml": other("workflow_dispatch", "asked"),
};

let first: Scene;
let scene: Scene;
let runner: ReturnType<typeof runnerOf>;
beforeAll(async () => {
  first = await createActionScene(FILES);
  first.twin.setPermission(REPO, "mallory", "write");
  runner = runnerOf(first);
});
beforeEach(async () => {
  scene = await onNewIssue(first);
});
afterAll(() => first.close());
afterAll(removeFolders);

/** Hears one command in the job `gate`; the request that it froze. */
async function gate(words: string): Promise<string> {
  await scene.twin.as("alice").comment(REPO, scene.issue, words);
  const job = await runner.hosted();
  const { code, outputs } = await runAction(job, { mode: "gate" });
  expect(code).toBe(0);
  await runner.client.complete(job.jobId, "success");
  return outputs["request"] ?? "";
}

/** Does the waiting job for a label as the models would; the run that it belongs to. */
async function findPatch(label: string, request: string, answer: string): Promise<number> {
  const job = await runner.client.acquire({ labels: ["self-hosted", label], name: "test" });
  if (job === undefined) throw new Error(`no job waits for ${label}`);
  const { files } = await honestFiles(job, [answer], request);
  await runner.client.uploadArtifact(job.jobId, ARTIFACT, zip(files));
  await runner.client.complete(job.jobId, "success");
  return job.runId;
}

/** Moves the claim on to another run, as whoever may push can: the action's seal has no secret. */
async function claimFor(run: number): Promise<void> {
  const alice = scene.twin.as("alice");
  const ask = <T>(method: string, path: string, body?: object) =>
    alice.request(method, `${AT}/git/${path}`, body) as Promise<T>;
  const name = `patchjudge/claims/issue-${scene.issue}`;
  const { object } = await ask<{ object: { sha: string } }>("GET", `ref/${name}`);
  type Commit = { sha: string; message: string; tree: { sha: string } };
  const { message, tree } = await ask<Commit>("GET", `commits/${object.sha}`);
  const [title = "", json = ""] = message.split("\n\n");
  const { version, stage, takeovers, cancelledBy, until } = JSON.parse(json);
  const state = { version, stage, holder: "", until, run, takeovers, cancelledBy };
  const parts = ["claim", `refs/${name}`, tree.sha, state];
  const sealed = { ...state, seal: createSeal("the workflow's own").mark(parts) };
  const commit = await ask<Commit>("POST", "commits", {
    message: `${title}\n\n${JSON.stringify(sealed)}\n`,
    tree: tree.sha,
    parents: [object.sha],
  });
  await ask("PATCH", `refs/${name}`, { sha: commit.sha });
}

async function expectNothingOpened(): Promise<void> {
  const { pulls, refs } = await look(scene);
  expect(pulls).toEqual([]);
  expect(
    refs.filter((ref) => ref.startsWith(`refs/heads/patchjudge/issue-${scene.issue}-`)),
  ).toEqual([]);
}

describe("the last job", () => {
  it("publishes neither another request's result nor another run's, and then its own", async () => {
    const request = await gate("/generate");
    await findPatch("gpu", request, RIGHT);
    const job = await runner.hosted();
    const inputs = { mode: "publish", request, conclusion: "success" };
    const nothing = /nothing to publish: the request has ended, or belongs to another run/;
    const another = await runAction(job, { ...inputs, request: "0".repeat(40) });
    expect([another.code, another.log]).toEqual([0, expect.stringMatching(nothing)]);
    const elsewhere = await runAction({ ...job, runId: job.runId + 1 }, inputs);
    expect([elsewhere.code, elsewhere.log]).toEqual([0, expect.stringMatching(nothing)]);
    await expectNothingOpened();
    expect((await ourComments(scene))[0]?.body).toMatch(/in the queue/);
    expect(await runAction(job, inputs)).toMatchObject({ code: 0 });
    await runner.client.complete(job.jobId, "success");
    const [pull] = (await look(scene)).pulls;
    expect(await fileAt(scene, "calc.py", pull?.head.sha ?? "")).toBe(`${RIGHT}\n`);
    await runner.client.acquire({ labels: ["hears"], name: "test" });
  });
});

describe("a claim that names another run", () => {
  it.each<[string, (request: string) => Promise<number>, string]>([
    [
      "that heard the same comment with another file",
      (request) => findPatch("hears", request, FORGED),
      `it ran the workflow ${HEARS}`,
    ],
    [
      "that a person started",
      async (request) => {
        const path = `${AT}/actions/workflows/asked.yml/dispatches`;
        await scene.twin.as("mallory").request("POST", path, { ref: "main" });
        return findPatch("asked", request, FORGED);
      },
      "it was started by workflow_dispatch",
    ],
  ])("%s opens nothing when the next command ends it", async (_, forge, why) => {
    const request = await gate("/generate");
    await claimFor(await forge(request));
    await gate("/status");
    await expectNothingOpened();
    const [comment] = await ourComments(scene);
    expect(comment?.body).toContain(`the run's result is not believed: ${why}`);
    const { refs } = await look(scene);
    expect(refs).not.toContain(`refs/patchjudge/claims/issue-${scene.issue}`);
  });
});
