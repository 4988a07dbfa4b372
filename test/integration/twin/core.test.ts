import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/core";
import { verify } from "@octokit/webhooks-methods";
import { refusal } from "./refusal.ts";
import { REPO, type Scene, startScene } from "./start.ts";

let scene: Scene;
let app: Octokit;
let installed: Octokit;
const repo = { owner: "octo-org", repo: "splitbill" };

beforeAll(async () => {
  scene = await startScene();
  const { twin, installation } = scene;
  const auth = {
    appId: scene.app.id,
    privateKey: scene.app.privateKey,
    installationId: installation,
  };
  app = new Octokit({ baseUrl: twin.apiUrl, authStrategy: createAppAuth, auth });
  installed = new Octokit({ baseUrl: twin.apiUrl, authStrategy: createAppAuth, auth });
});

afterAll(() => scene.close());

describe("the twin's core", () => {
  it("lets an app in by its key and hands out a token for an hour", async () => {
    const { data } = await app.request("GET /app");
    expect(data).toMatchObject({ id: scene.app.id, slug: "patchjudge", installations_count: 1 });
    const { data: token } = await app.request(
      "POST /app/installations/{installation_id}/access_tokens",
      { installation_id: scene.installation, permissions: { issues: "read" } },
    );
    expect(token.permissions).toEqual({ issues: "read", metadata: "read" });
    const narrow = new Octokit({ baseUrl: scene.twin.apiUrl, auth: token.token });
    const labels = ["x"];
    expect(
      await refusal(
        narrow.request("POST /repos/{owner}/{repo}/issues/{issue_number}/labels", {
          ...repo,
          issue_number: 1,
          labels,
        }),
      ),
    ).toMatchObject({ status: 403, text: expect.stringContaining("by integration") });
  });

  it("tells an issue and a comment by webhooks with every header, rightly signed", async () => {
    const alice = scene.twin.as("alice");
    const issue = await alice.openIssue(REPO, { title: "Rounds badly", body: "10 / 3" });
    const comment = await alice.comment(REPO, issue.number, "/generate");
    await scene.twin.idle();
    const hook = scene.receiver.hooks.find(({ event }) => event === "issue_comment");
    expect(hook?.payload).toMatchObject({
      action: "created",
      comment: { id: comment.id, body: "/generate", user: { login: "alice" } },
      issue: { number: issue.number },
      repository: { full_name: REPO },
      sender: { login: "alice", type: "User" },
      installation: { id: scene.installation },
    });
    expect(hook?.headers).toMatchObject({
      "content-type": "application/json",
      "user-agent": expect.stringMatching(/^GitHub-Hookshot\//),
      "x-github-delivery": expect.stringMatching(/^[0-9a-f]{8}-/),
      "x-github-hook-id": expect.stringMatching(/^\d+$/),
      "x-github-hook-installation-target-id": String(scene.app.id),
      "x-github-hook-installation-target-type": "integration",
      "x-hub-signature": expect.stringMatching(/^sha1=/),
    });
    const signature = String(hook?.headers["x-hub-signature-256"]);
    expect(await verify("a secret", hook?.body ?? "", signature)).toBe(true);
    expect(await verify("another", hook?.body ?? "", signature)).toBe(false);
  });

  it("knows who may do what", async () => {
    const of = async (username: string) => {
      const path = "GET /repos/{owner}/{repo}/collaborators/{username}/permission";
      const { data } = await installed.request(path, { ...repo, username });
      return [data.permission, data.role_name];
    };
    expect(await of("alice")).toEqual(["admin", "admin"]);
    expect(await of("bob")).toEqual(["read", "triage"]);
    expect(await of("stranger")).toEqual(["read", "read"]);
    expect(await refusal(of("nobody-at-all"))).toMatchObject({ status: 404 });
    expect(await refusal(of("patchjudge[bot]"))).toMatchObject({
      status: 404,
      text: expect.stringContaining("is not a user"),
    });
  });

  it("keeps GitHub's limits", async () => {
    const path = "POST /repos/{owner}/{repo}/issues/{issue_number}/comments";
    const at = { ...repo, issue_number: 1 };
    await installed.request(path, { ...at, body: "x".repeat(65_536) });
    expect(await refusal(installed.request(path, { ...at, body: "x".repeat(65_537) }))).toEqual({
      status: 422,
      text: expect.stringContaining("body is too long (maximum is 65536 characters)"),
    });
    expect(
      await refusal(
        installed.request("POST /repos/{owner}/{repo}/labels", { ...repo, name: "x".repeat(51) }),
      ),
    ).toMatchObject({ status: 422 });
  });

  it("gives pages of a list, with links", async () => {
    const path = "GET /repos/{owner}/{repo}/issues/{issue_number}/comments";
    for (const body of ["a", "b"]) await scene.twin.as("bob").comment(REPO, 1, body);
    const { data, headers } = await installed.request(path, {
      ...{ ...repo, issue_number: 1 },
      per_page: 3,
    });
    expect(data).toHaveLength(3);
    expect(headers.link).toMatch(/page=2[^,]*>; rel="next", <[^,]*page=2[^,]*>; rel="last"/);
  });

  it("answers what it does not model with 501, and lists it", async () => {
    expect(
      await refusal(installed.request("GET /repos/{owner}/{repo}/milestones", repo)),
    ).toMatchObject({ status: 501 });
    expect(scene.twin.unmodelled()).toEqual(["GET /repos/octo-org/splitbill/milestones"]);
  });
});
