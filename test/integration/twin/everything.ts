import { Octokit } from "@octokit/core";
import { createControlClient } from "../../../twin/control/client.ts";
import { installationToken, REPO, type Scene } from "./start.ts";

const at = { owner: "octo-org", repo: "splitbill" };

/** Does everything once that the twin tells by webhooks. */
export async function playEverything(scene: Scene): Promise<void> {
  const octokit = new Octokit({
    baseUrl: scene.twin.apiUrl,
    auth: await installationToken(scene),
  });
  scene.twin.ping(scene.app);
  await playIssue(scene);
  await playPull(scene, octokit);
  await playRun(scene, octokit);
  await scene.twin.idle();
}

async function playIssue({ twin }: Scene): Promise<void> {
  const alice = twin.as("alice");
  const { number } = await alice.openIssue(REPO, { title: "One", body: "a", labels: ["bug"] });
  await alice.editIssue(REPO, number, { title: "Two", body: "b" });
  await alice.addLabel(REPO, number, "question");
  await alice.removeLabel(REPO, number, "question");
  const comment = await alice.comment(REPO, number, "/generate");
  await alice.editComment(REPO, comment.id, "/generate now");
  await alice.deleteComment(REPO, comment.id);
  await alice.closeIssue(REPO, number);
  await alice.reopenIssue(REPO, number);
}

async function playPull({ twin }: Scene, octokit: Octokit): Promise<void> {
  const alice = twin.as("alice");
  const push = (text: string) =>
    alice.push(REPO, { branch: "topic", message: text, files: { "README.md": `${text}\n` } });
  await push("one");
  const pull = await alice.openPull(REPO, { title: "P", head: "topic", base: "main", draft: true });
  const head_sha = await push("two");
  await alice.addLabel(REPO, pull.number, "bug");
  await alice.reviewComment(REPO, pull.number, { path: "README.md", line: 1, body: "why?" });
  await octokit.request("POST /repos/{owner}/{repo}/check-runs", {
    ...at,
    ...{ name: "patchjudge", head_sha },
    status: "completed",
    conclusion: "neutral",
  });
  const query =
    "mutation($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { clientMutationId } }";
  const variables = { id: pull.node_id };
  await octokit.request("POST /graphql", { baseUrl: `${twin.url}/api`, query, variables });
  await alice.mergePull(REPO, pull.number);
}

async function playRun({ twin }: Scene, octokit: Octokit): Promise<void> {
  await octokit.request("POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches", {
    ...at,
    workflow_id: "generate.yml",
    ref: "main",
    inputs: { request: "r" },
  });
  const control = createControlClient(twin);
  const job = await control.acquire({ labels: ["self-hosted", "gpu"], name: "r" });
  if (job === undefined) throw new Error("the dispatch made no job");
  await control.complete(job.jobId, "success");
}
