import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Octokit } from "@octokit/core";
import { strToU8, unzipSync, zipSync } from "fflate";
import { type ControlClient, createControlClient } from "../../../twin/control/client.ts";
import { refusal } from "./refusal.ts";
import { installationToken, REPO, type Scene, startScene } from "./start.ts";

const at = { owner: "octo-org", repo: "splitbill" };
const GPU = { labels: ["self-hosted", "gpu", "linux"], name: "runner-1" };

let scene: Scene;
let octokit: Octokit;
let control: ControlClient;

beforeAll(async () => {
  scene = await startScene({ private: true });
  octokit = new Octokit({ baseUrl: scene.twin.apiUrl, auth: await installationToken(scene) });
  control = createControlClient(scene.twin);
});

afterAll(() => scene.close());

async function dispatch(inputs: Record<string, string>, ref = "main") {
  return octokit.request("POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches", {
    ...at,
    workflow_id: "generate.yml",
    ref,
    inputs,
    return_run_details: true,
  });
}

async function getRun(run_id: number) {
  return (
    await octokit.request("GET /repos/{owner}/{repo}/actions/runs/{run_id}", { ...at, run_id })
  ).data;
}

function actionsOf(event: string): (string | undefined)[] {
  return scene.receiver.hooks.filter((hook) => hook.event === event).map(({ action }) => action);
}

describe("a workflow run", () => {
  it("goes from dispatch to an artifact that the app downloads", async () => {
    const { data } = await dispatch({ request: "r1" });
    const id = (data as unknown as { workflow_run_id: number }).workflow_run_id;
    expect(await getRun(id)).toMatchObject({
      status: "queued",
      conclusion: null,
      event: "workflow_dispatch",
      display_title: "Patches for r1",
      head_branch: "main",
      path: ".github/workflows/generate.yml",
      actor: { login: "patchjudge[bot]", type: "Bot" },
    });
    expect(await control.acquire({ labels: ["self-hosted"], name: "no GPU" })).toBeUndefined();
    const job = await control.acquire(GPU);
    expect(job).toMatchObject({
      runId: id,
      repository: REPO,
      inputs: { request: "r1", note: "none" },
      permissions: { contents: "read", metadata: "read" },
      headSha: (await getRun(id)).head_sha,
    });
    if (job === undefined) throw new Error("no job");
    expect(await control.acquire(GPU)).toBeUndefined();
    expect(await control.log(job.jobId, ["one", "two"])).toEqual({ cancelled: false });
    const zip = zipSync({ "result.json": strToU8("{}") });
    await control.uploadArtifact(job.jobId, "result", zip);
    await control.complete(job.jobId, "success");
    expect(await getRun(id)).toMatchObject({ status: "completed", conclusion: "success" });
    const list = await octokit.request(
      "GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts",
      { ...at, run_id: id },
    );
    const artifact_id = list.data.artifacts[0]?.id ?? 0;
    const got = await octokit.request(
      "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}",
      { ...at, artifact_id, archive_format: "zip" },
    );
    expect(Object.keys(unzipSync(new Uint8Array(got.data as ArrayBuffer)))).toEqual([
      "result.json",
    ]);
    scene.twin.faults.add({ path: "/_twin/download/*", effect: { truncate: true } });
    const cut = octokit.request(
      "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}",
      { ...at, artifact_id, archive_format: "zip" },
    );
    await expect(
      cut.then(({ data }) => unzipSync(new Uint8Array(data as ArrayBuffer))),
    ).rejects.toThrow();
    expect(scene.twin.faults.unused()).toEqual([]);
    await scene.twin.idle();
    expect(actionsOf("workflow_run")).toEqual(["requested", "in_progress", "completed"]);
    expect(actionsOf("workflow_job")).toEqual(["queued", "in_progress", "completed"]);
  });

  it("gives the job a token that may read and no more, as long as the job lasts", async () => {
    await dispatch({ request: "r1" });
    const job = await control.acquire(GPU);
    if (job === undefined) throw new Error("no job");
    const asJob = new Octokit({ baseUrl: scene.twin.apiUrl, auth: job.token });
    const file = { ...at, path: "README.md" };
    await asJob.request("GET /repos/{owner}/{repo}/contents/{path}", file);
    const blob = asJob.request("POST /repos/{owner}/{repo}/git/blobs", { ...at, content: "x" });
    expect(await refusal(blob)).toMatchObject({ status: 403 });
    const issues = asJob.request("GET /repos/{owner}/{repo}/issues", at);
    expect(await refusal(issues)).toMatchObject({ status: 403 });
    await control.complete(job.jobId, "failure");
    const late = asJob.request("GET /repos/{owner}/{repo}/contents/{path}", file);
    expect(await refusal(late)).toMatchObject({ status: 401 });
  });

  it("is cancelled at once while it waits, and at the next heartbeat while it runs", async () => {
    const cancel = (run_id: number) =>
      octokit.request("POST /repos/{owner}/{repo}/actions/runs/{run_id}/cancel", { ...at, run_id });
    const first = (await dispatch({ request: "a" })).data as unknown as { workflow_run_id: number };
    expect((await cancel(first.workflow_run_id)).status).toBe(202);
    expect(await getRun(first.workflow_run_id)).toMatchObject({
      status: "completed",
      conclusion: "cancelled",
    });
    expect(await refusal(cancel(first.workflow_run_id))).toMatchObject({ status: 409 });
    await dispatch({ request: "b" });
    const job = await control.acquire(GPU);
    if (job === undefined) throw new Error("no job");
    await cancel(job.runId);
    expect(await getRun(job.runId)).toMatchObject({ status: "in_progress" });
    expect(await control.heartbeat(job.jobId)).toEqual({ cancelled: true });
    await control.complete(job.jobId, "cancelled");
    expect(await getRun(job.runId)).toMatchObject({ status: "completed", conclusion: "cancelled" });
  });

  it("is refused with inputs that the file does not know, without those it needs, on no branch", async () => {
    expect(await refusal(dispatch({ request: "a", wrong: "b" }))).toMatchObject({
      status: 422,
      text: expect.stringContaining("Unexpected inputs provided"),
    });
    expect(await refusal(dispatch({}))).toMatchObject({
      status: 422,
      text: expect.stringContaining("Required input 'request' not provided"),
    });
    expect(await refusal(dispatch({ request: "a" }, "nowhere"))).toMatchObject({
      status: 422,
      text: expect.stringContaining("No ref found for: nowhere"),
    });
  });

  it("starts by a comment, where a file on the default branch says so, and not by a job's comment", async () => {
    const alice = scene.twin.as("alice");
    await alice.push(REPO, {
      branch: "main",
      message: "A gate",
      files: {
        ".github/workflows/gate.yml":
          "on:\n  issue_comment: { types: [created] }\npermissions: { issues: write }\njobs:\n  gate: { runs-on: ubuntu-latest }\n",
      },
    });
    const { number } = await alice.openIssue(REPO, { title: "T", body: "" });
    await alice.comment(REPO, number, "/generate");
    await scene.twin.idle();
    const job = await control.acquire({ labels: ["ubuntu-latest"], name: "hosted" });
    expect(job).toMatchObject({
      event: "issue_comment",
      actor: "alice",
      permissions: { issues: "write" },
    });
    expect(job?.payload).toMatchObject({ action: "created", comment: { body: "/generate" } });
    const asJob = new Octokit({ baseUrl: scene.twin.apiUrl, auth: job?.token });
    await asJob.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
      ...at,
      issue_number: number,
      body: "working on it",
    });
    await scene.twin.idle();
    expect(await control.acquire({ labels: ["ubuntu-latest"], name: "hosted" })).toBeUndefined();
  });

  it("is reached by the control token only", async () => {
    const wrong = createControlClient({ url: scene.twin.url, controlToken: "guessed" });
    await expect(wrong.acquire(GPU)).rejects.toThrow(/401/);
  });
});
