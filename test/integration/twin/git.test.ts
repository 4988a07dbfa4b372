import { execFile } from "node:child_process";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/core";
import { refusal } from "./refusal.ts";
import { installationToken, REPO, type Scene, startScene } from "./start.ts";

const run = promisify(execFile);
const at = { owner: "octo-org", repo: "splitbill" };

let scene: Scene;
let octokit: Octokit;
let token: string;

beforeAll(async () => {
  scene = await startScene({ private: true });
  token = await installationToken(scene);
  octokit = new Octokit({ baseUrl: scene.twin.apiUrl, auth: token });
});

afterAll(() => scene.close());

async function git(folder: string, ...args: string[]): Promise<string> {
  const { stdout } = await run("git", ["-C", folder, ...args], {
    env: {
      PATH: process.env["PATH"],
      HOME: scene.folder,
      GIT_TERMINAL_PROMPT: "0",
      GIT_CONFIG_NOSYSTEM: "1",
    },
  });
  return stdout.trim();
}

function remote(password?: string): string {
  const url = new URL(`${scene.twin.url}/${REPO}.git`);
  if (password !== undefined) {
    url.username = "x-access-token";
    url.password = password;
  }
  return url.href;
}

async function head(branch = "main"): Promise<string> {
  const { data } = await octokit.request("GET /repos/{owner}/{repo}/git/ref/{ref}", {
    ...at,
    ref: `heads/${branch}`,
  });
  return data.object.sha;
}

describe("a private repository", () => {
  it("is shown to the app by its installation, and to strangers not at all", async () => {
    const auth = { appId: scene.app.id, privateKey: scene.app.privateKey };
    const app = new Octokit({ baseUrl: scene.twin.apiUrl, authStrategy: createAppAuth, auth });
    const { data } = await app.request("GET /repos/{owner}/{repo}/installation", at);
    expect(data.id).toBe(scene.installation);
    const strangerToken = scene.twin.addUser("eve").token;
    const eve = new Octokit({ baseUrl: scene.twin.apiUrl, auth: strangerToken });
    expect(await refusal(eve.request("GET /repos/{owner}/{repo}", at))).toMatchObject({
      status: 404,
    });
    const nobody = new Octokit({ baseUrl: scene.twin.apiUrl });
    expect(
      await refusal(nobody.request("GET /repos/{owner}/{repo}/installation", at)),
    ).toMatchObject({ status: 401 });
  });
});

describe("git over HTTP", () => {
  it("lets nobody in without a token, where the repository is private", async () => {
    await expect(git(scene.folder, "clone", "-q", remote(), "no")).rejects.toThrow(/fatal/);
    await expect(git(scene.folder, "clone", "-q", remote("ghs_wrong"), "no")).rejects.toThrow(
      /fatal/,
    );
  });

  it("takes clone, push and fetch; a push tells webhooks, and pull requests follow", async () => {
    const folder = join(scene.folder, "clone");
    await git(scene.folder, "clone", "-q", remote(token), "clone");
    expect(await readFile(join(folder, "README.md"), "utf8")).toBe("# Splitbill\n");
    for (const [name, value] of [
      ["user.name", "T"],
      ["user.email", "t@example.org"],
    ] as const) {
      await git(folder, "config", name, value);
    }
    const push = async (text: string) => {
      await writeFile(join(folder, "README.md"), text);
      await git(folder, "commit", "-q", "-am", text);
      await git(folder, "push", "-q", "origin", "HEAD:feature");
    };
    await git(folder, "checkout", "-q", "-b", "feature");
    await push("one\n");
    const alice = scene.twin.as("alice");
    const pull = await alice.openPull(REPO, {
      title: "One",
      head: "feature",
      base: "main",
      draft: true,
    });
    await push("two\n");
    await scene.twin.idle();
    const { data } = await octokit.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
      ...at,
      pull_number: pull.number,
    });
    expect(data).toMatchObject({ commits: 2, changed_files: 1, draft: true, mergeable: true });
    expect(data.head.sha).toBe(await git(folder, "rev-parse", "HEAD"));
    expect(scene.receiver.hooks.find(({ event }) => event === "push")?.payload).toMatchObject({
      ref: "refs/heads/feature",
      created: true,
      commits: [{ modified: ["README.md"], message: "one" }],
    });
    expect(scene.receiver.hooks.some(({ action }) => action === "synchronize")).toBe(true);
    await git(folder, "fetch", "-q", "origin", `refs/pull/${pull.number}/head:pr`);
    expect(await git(folder, "rev-parse", "pr")).toBe(data.head.sha);
  });

  it("refuses a push that is no fast forward, and one that touches workflows", async () => {
    const folder = join(scene.folder, "clone");
    await git(folder, "commit", "-q", "--amend", "-m", "another history");
    await expect(git(folder, "push", "-q", "origin", "HEAD:feature")).rejects.toThrow(/rejected/);
    await mkdir(join(folder, ".github/workflows"), { recursive: true });
    await writeFile(join(folder, ".github/workflows/evil.yml"), "on: push\n");
    await git(folder, "add", "-A");
    await git(folder, "commit", "-q", "-m", "evil");
    await expect(git(folder, "push", "-q", "origin", "HEAD:evil")).rejects.toThrow(
      /refusing to allow a GitHub App to create or update workflow `.github\/workflows\/evil.yml`/,
    );
  });

  it("keeps modes, by git and by the API", async () => {
    const folder = join(scene.folder, "clone");
    await git(folder, "checkout", "-q", "-B", "modes", "origin/main");
    await writeFile(join(folder, "run.sh"), "#!/bin/sh\n");
    await chmod(join(folder, "run.sh"), 0o755);
    await git(folder, "add", "-A");
    await git(folder, "commit", "-q", "-m", "a program");
    await git(folder, "push", "-q", "origin", "HEAD:modes");
    const { data } = await octokit.request("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", {
      ...at,
      tree_sha: await head("modes"),
    });
    expect(data.tree).toContainEqual(expect.objectContaining({ path: "run.sh", mode: "100755" }));
  });
});

describe("the git data API", () => {
  it("makes a signed commit of a bot, and refs by the rules", async () => {
    const base = await head();
    const blob = await octokit.request("POST /repos/{owner}/{repo}/git/blobs", {
      ...at,
      content: Buffer.from("naïve\r\n").toString("base64"),
      encoding: "base64",
    });
    const tree = await octokit.request("POST /repos/{owner}/{repo}/git/trees", {
      ...at,
      base_tree: base,
      tree: [{ path: "src/new/a.txt", mode: "100644", type: "blob", sha: blob.data.sha }],
    });
    const commit = await octokit.request("POST /repos/{owner}/{repo}/git/commits", {
      ...at,
      message: "A file",
      tree: tree.data.sha,
      parents: [base],
    });
    expect(commit.data.verification).toMatchObject({ verified: true, reason: "valid" });
    expect(commit.data.author.name).toBe("patchjudge[bot]");
    const create = (ref: string) =>
      octokit.request("POST /repos/{owner}/{repo}/git/refs", { ...at, ref, sha: commit.data.sha });
    await create("refs/heads/data");
    expect(await refusal(create("refs/heads/data"))).toMatchObject({
      status: 422,
      text: expect.stringContaining("Reference already exists"),
    });
    for (const name of [
      "refs/heads/a..b",
      "heads/x",
      "refs/heads/x.lock",
      `refs/heads/${"x".repeat(250)}`,
    ]) {
      expect(await refusal(create(name))).toMatchObject({ status: 422 });
    }
    const { data } = await octokit.request("GET /repos/{owner}/{repo}/contents/{path}", {
      ...at,
      path: "src/new/a.txt",
      ref: "data",
    });
    expect(Buffer.from((data as { content: string }).content, "base64").toString()).toBe(
      "naïve\r\n",
    );
    const back = octokit.request("PATCH /repos/{owner}/{repo}/git/refs/{ref}", {
      ...at,
      ref: "heads/data",
      sha: await head("feature"),
    });
    expect(await refusal(back)).toMatchObject({
      status: 422,
      text: expect.stringContaining("Update is not a fast forward"),
    });
  });

  it("opens one pull request for a branch, and shows its diff", async () => {
    const open = (title: string, branch: string) =>
      octokit.request("POST /repos/{owner}/{repo}/pulls", {
        ...at,
        ...{ title, head: branch, base: "main", draft: true },
      });
    const { data } = await open("Data", "data");
    expect(await refusal(open("Again", "data"))).toMatchObject({
      status: 422,
      text: expect.stringContaining("A pull request already exists for octo-org:data."),
    });
    expect(await refusal(open("Nothing", "main"))).toMatchObject({
      text: expect.stringContaining("No commits between main and main"),
    });
    const diff = await octokit.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
      ...at,
      pull_number: data.number,
      mediaType: { format: "diff" },
    });
    expect(String(diff.data)).toContain("+++ b/src/new/a.txt");
    const found = await octokit.request("GET /repos/{owner}/{repo}/pulls", {
      ...at,
      head: "octo-org:data",
      state: "all",
    });
    expect(found.data.map(({ number }) => number)).toEqual([data.number]);
  });

  it("does not let an app bring in workflows", async () => {
    const put = octokit.request("PUT /repos/{owner}/{repo}/contents/{path}", {
      ...at,
      path: ".github/workflows/evil.yml",
      message: "evil",
      content: Buffer.from("on: push\n").toString("base64"),
    });
    expect(await refusal(put)).toMatchObject({
      status: 403,
      text: expect.stringContaining("workflows"),
    });
  });
});

describe("GraphQL", () => {
  const MUTATION = `mutation($input: CreateCommitOnBranchInput!) {
    createCommitOnBranch(input: $input) { commit { oid url signature { isValid } } ref { name } } }`;

  function input(expectedHeadOid: string, contents: Buffer) {
    return {
      branch: { repositoryNameWithOwner: REPO, branchName: "data" },
      expectedHeadOid,
      message: { headline: "By GraphQL", body: "All of it." },
      fileChanges: {
        additions: [{ path: "bytes.bin", contents: contents.toString("base64") }],
        deletions: [{ path: "src/split.py" }],
      },
    };
  }

  async function ask(query: string, variables: Record<string, unknown> = {}) {
    const { data } = await octokit.request("POST /graphql", {
      query,
      variables,
      baseUrl: `${scene.twin.url}/api`,
    });
    return data as { data: Record<string, unknown> | null; errors?: Record<string, unknown>[] };
  }

  it("commits exact bytes once, and refuses when the branch has moved", async () => {
    const before = await head("data");
    const bytes = Buffer.from([0, 13, 10, 255, 254]);
    const { data, errors } = await ask(MUTATION, { input: input(before, bytes) });
    expect(errors).toBeUndefined();
    const after = await head("data");
    expect(data).toMatchObject({
      createCommitOnBranch: {
        commit: { oid: after, signature: { isValid: true } },
        ref: { name: "data" },
      },
    });
    const raw = await octokit.request("GET /repos/{owner}/{repo}/contents/{path}", {
      ...at,
      path: "bytes.bin",
      ref: after,
    });
    const { content } = raw.data as { content: string };
    expect(Buffer.from(content, "base64")).toEqual(bytes);
    expect(await ask(MUTATION, { input: input(before, bytes) })).toEqual({
      data: { createCommitOnBranch: null },
      errors: [
        {
          type: "STALE_DATA",
          path: ["createCommitOnBranch"],
          locations: [{ line: 2, column: 5 }],
          message: `Expected branch to point to "${before}" but it did not.  Pull and try again.`,
        },
      ],
    });
  });

  it("knows an issue's edits, and says what it does not model", async () => {
    const alice = scene.twin.as("alice");
    const { number } = await alice.openIssue(REPO, { title: "Edit me", body: "first" });
    const query = `query($number: Int!) { repository(owner: "octo-org", name: "splitbill") {
      issue(number: $number) { title body lastEditedAt userContentEdits(first: 5) { totalCount nodes { diff editor { login } } } } } }`;
    const fresh = await ask(query, { number });
    expect(fresh.data).toMatchObject({
      repository: { issue: { lastEditedAt: null, body: "first" } },
    });
    await alice.editIssue(REPO, number, { body: "second" });
    const edited = await ask(query, { number });
    expect(edited.data).toMatchObject({
      repository: {
        issue: {
          lastEditedAt: expect.stringMatching(/Z$/),
          userContentEdits: { totalCount: 2, nodes: [{ diff: "second" }, { diff: "first" }] },
        },
      },
    });
    const other = await ask(
      `{ repository(owner: "octo-org", name: "splitbill") { stargazerCount } }`,
    );
    expect(other.errors?.[0]).toMatchObject({
      message: "Repository.stargazerCount is not modelled by the twin",
    });
    expect(scene.twin.unmodelled()).toContain("GraphQL Repository.stargazerCount");
    const wrong = await ask(`{ repository(owner: "octo-org", name: "splitbill") { oidd } }`);
    expect(wrong.errors?.[0]?.["message"]).toMatch(/Cannot query field "oidd"/);
  });

  it("makes a draft ready", async () => {
    const { data } = await octokit.request("GET /repos/{owner}/{repo}/pulls", {
      ...at,
      head: "octo-org:data",
    });
    const id = data[0]?.node_id;
    const { errors } = await ask(
      `mutation($id: ID!) { markPullRequestReadyForReview(input: { pullRequestId: $id }) { pullRequest { isDraft } } }`,
      { id },
    );
    expect(errors).toBeUndefined();
    await scene.twin.idle();
    expect(scene.receiver.hooks.some(({ action }) => action === "ready_for_review")).toBe(true);
  });
});
