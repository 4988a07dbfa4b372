import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import { strToU8, zipSync } from "fflate";
import { cloneAt, readBlob } from "../../../twin/runner/fetch.ts";
import { runAction } from "../../support/action-job.ts";
import { createActionScene, runnerOf } from "../../support/action-scene.ts";
import {
  fileAt,
  look,
  onNewIssue,
  ourComments,
  REPO,
  RIGHT,
  reactionsOn,
  runScripted,
  type Scene,
} from "../../support/app-scene.ts";
import { removeFolders, temporaryFolder } from "../../support/git-folder.ts";

jest.setTimeout(60_000);

const WRONG = "def add(a, b):\n    return b - a";
let first: Scene;
let scene: Scene;
let runner: ReturnType<typeof runnerOf>;
beforeAll(async () => {
  first = await createActionScene();
  runner = runnerOf(first);
});
beforeEach(async () => {
  scene = await onNewIssue(first);
});
afterAll(() => first.close());
afterAll(removeFolders);

/** Hears one command in the job `gate`. */
async function gate(words: string) {
  const { id: comment } = await scene.twin.as("alice").comment(REPO, scene.issue, words);
  const job = await runner.hosted();
  expect(job.jobKey).toBe("gate");
  const outcome = await runAction(job, { mode: "gate" });
  expect([outcome.code, outcome.log]).toEqual([0, expect.any(String)]);
  await runner.client.complete(job.jobId, "success");
  return { ...outcome, comment, job };
}

/** What the job on the GPU would have found; `change` forges it. */
async function runModels(request: string, answers: string[], change = (_: string) => {}) {
  const job = await runner.gpu();
  const folder = temporaryFolder();
  const at = { request: join(folder, "request.json"), repository: join(folder, "repository") };
  const out = join(folder, "out");
  mkdirSync(out);
  writeFileSync(at.request, await readBlob(job, request));
  await cloneAt(job, at.repository);
  await runScripted({ ...at, out }, { answers });
  change(out);
  const names = ["result.json", "candidates/1.diff", "candidates/2.diff"];
  const files = names.flatMap((name) => {
    try {
      return [[name, strToU8(readFileSync(join(out, name), "utf8"))] as const];
    } catch {
      return [];
    }
  });
  await runner.client.uploadArtifact(
    job.jobId,
    "patchjudge-result",
    zipSync(Object.fromEntries(files)),
  );
  await runner.client.complete(job.jobId, "success");
}

async function publish(request: string, conclusion = "success") {
  const job = await runner.hosted();
  expect(job.jobKey).toBe("publish");
  const outcome = await runAction(job, { mode: "publish", request, conclusion });
  await runner.client.complete(job.jobId, outcome.code === 0 ? "success" : "failure");
  return outcome;
}

/** What the two other jobs' conditions would skip. */
async function skipRest() {
  await runner.client.complete((await runner.gpu()).jobId, "cancelled");
}

describe("three jobs in one workflow", () => {
  it("end in a draft pull request, said in one comment", async () => {
    const heard = await gate("/generate");
    const { request, base } = heard.outputs;
    expect(request).toMatch(/^[0-9a-f]{40}$/);
    expect(base).toMatch(/^[0-9a-f]{40}$/);
    const [queued] = await ourComments(scene);
    expect(queued?.body).toMatch(/in the queue/);
    await runModels(request ?? "", [WRONG, RIGHT]);
    expect(await publish(request ?? "")).toMatchObject({ code: 0 });
    const { comments, pulls, refs } = await look(scene);
    expect(pulls).toMatchObject([{ draft: true, title: "`add` subtracts" }]);
    expect(comments).toHaveLength(1);
    expect(comments[0]?.body).toContain(`#${pulls[0]?.number}`);
    expect(await fileAt(scene, "calc.py", pulls[0]?.head.sha ?? "")).toBe(`${RIGHT}\n`);
    expect(await reactionsOn(scene, heard.comment)).toEqual(["eyes", "rocket"]);
    expect(refs.filter((ref) => ref.includes("/claims/"))).toEqual([]);

    const picked = await gate("/pick 1");
    expect(picked.outputs["request"]).toBe("");
    await skipRest();
    const all = (await look(scene)).pulls;
    expect(all).toHaveLength(2);
    expect(await fileAt(scene, "calc.py", all[0]?.head.sha ?? "")).toBe(`${WRONG}\n`);
  });

  it("say how a run failed", async () => {
    const { request = "" } = (await gate("/generate")).outputs;
    const job = await runner.gpu();
    // The twin does not know always(): the last job is started all the same, as GitHub would.
    await runner.client.complete(job.jobId, "success");
    expect(await publish(request, "failure")).toMatchObject({ code: 0 });
    const { comments, pulls } = await look(scene);
    expect(pulls).toEqual([]);
    expect(comments[0]?.body).toContain("the run ended with failure");
  });

  it("open nothing that does not belong to the request", async () => {
    const { request = "" } = (await gate("/generate")).outputs;
    await runModels(request, [RIGHT], (out) => {
      const file = join(out, "result.json");
      writeFileSync(
        file,
        readFileSync(file, "utf8").replace(/"requestId": "\w+"/, '"requestId": "x"'),
      );
    });
    expect(await publish(request)).toMatchObject({ code: 0 });
    const { comments, pulls } = await look(scene);
    expect(pulls).toEqual([]);
    expect(comments[0]?.body).toContain("belongs to another request");
  });

  it("are started by hand as well, and once a day see what became of it", async () => {
    const alice = scene.twin.as("alice");
    const path = `/repos/${REPO}/actions/workflows/patchjudge.yml/dispatches`;
    const inputs = { issue: String(scene.issue), words: "keep the name" };
    await alice.request("POST", path, { ref: "main", inputs });
    const job = await runner.hosted();
    const heard = await runAction(job, { mode: "gate" });
    const { request = "" } = heard.outputs;
    expect([heard.code, request]).toEqual([0, expect.stringMatching(/^[0-9a-f]{40}$/)]);
    await runner.client.complete(job.jobId, "success");
    await runModels(request, [RIGHT]);
    expect(await publish(request)).toMatchObject({ code: 0 });
    const { pulls, comments } = await look(scene);
    expect(pulls).toHaveLength(1);
    expect(comments).toHaveLength(1);

    const [pull] = pulls;
    await alice.closePull(REPO, pull?.number ?? 0);
    // The twin has no clock for workflows: a job of another event is told that it is that one.
    await alice.comment(REPO, scene.issue, "/status");
    const other = await runner.hosted();
    const { id } = (await alice.request("GET", `/repos/${REPO}`)) as { id: number };
    const event = join(temporaryFolder(), "event.json");
    writeFileSync(event, JSON.stringify({ schedule: "41 3 * * *" }));
    const env = {
      ...{ GITHUB_EVENT_NAME: "schedule", GITHUB_EVENT_PATH: event },
      GITHUB_REPOSITORY_ID: String(id),
    };
    const daily = await runAction(other, { mode: "gate" }, { env });
    await runner.client.complete(other.jobId, "success");
    await skipRest();
    expect(daily.log).toContain("pull request closed");
    expect(daily.code).toBe(0);
  });

  it("do nothing for a stranger, and tell one who may ask what is under way", async () => {
    await scene.twin.as("mallory").comment(REPO, scene.issue, "/generate");
    const job = await runner.hosted();
    const outcome = await runAction(job, { mode: "gate" });
    expect(outcome).toMatchObject({ code: 0, outputs: { request: "" } });
    expect(outcome.log).toContain("mallory may not ask here");
    await runner.client.complete(job.jobId, "success");
    await skipRest();
    expect(await ourComments(scene)).toEqual([]);
    await gate("/status");
    await skipRest();
    expect((await ourComments(scene))[0]?.body).toContain("Nothing is under way");
  });
});
