import { afterAll, afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import { ProbotOctokit } from "probot";
import type { CodeHost } from "../../../src/contracts/code-host.ts";
import { UserError } from "../../../src/contracts/errors.ts";
import { createCodeHost } from "../../../src/github/code-host.ts";
import { createScene, FILES, REPO, type Scene } from "../../support/app-scene.ts";
import { removeFolders } from "../../support/git-folder.ts";

let scene: Scene;
let host: CodeHost;

/** The adapter with the rights of the app's installation, on the twin. */
beforeEach(async () => {
  scene = await createScene();
  const { twin, app } = scene;
  const request = { retries: 0 };
  const throttle = { enabled: false as const };
  const jwt = new ProbotOctokit({
    auth: { appId: app.id, privateKey: app.privateKey },
    baseUrl: twin.apiUrl,
    request,
    throttle,
  });
  const { data } = await jwt.rest.apps.getRepoInstallation({ owner: "octo-org", repo: "calc" });
  const octokit = (await jwt.auth({
    type: "installation",
    installationId: data.id,
    factory: (options: { octokitOptions: object }) =>
      new ProbotOctokit({
        ...options.octokitOptions,
        auth: { appId: app.id, privateKey: app.privateKey, installationId: data.id },
        throttle,
      }),
  })) as InstanceType<typeof ProbotOctokit>;
  const place = { id: 1, owner: "octo-org", name: "calc", url: `${twin.url}/${REPO}` };
  host = createCodeHost(octokit, place, "patchjudge[bot]");
});
afterEach(() => scene.close());
afterAll(removeFolders);

describe("GitHub as the port describes it", () => {
  it("reads every page of a conversation", async () => {
    const alice = scene.twin.as("alice");
    for (let i = 0; i < 205; i++) await alice.comment(REPO, scene.issue, `remark ${i}`);
    const made = await host.createComment(scene.issue, "ours");
    const all = await host.comments(scene.issue);
    expect(all).toHaveLength(206);
    expect(all[204]?.body).toBe("remark 204");
    expect(all[205]).toEqual(made);
    expect(made.author).toMatchObject({ login: "patchjudge[bot]", bot: true });
    await host.updateComment(made.id, "changed");
    expect((await host.comments(scene.issue))[205]?.body).toBe("changed");
  });

  it("knows what people may do, and that strangers may do nothing", async () => {
    const { twin } = scene;
    for (const role of ["triage", "maintain", "admin", "read", "none"] as const) {
      twin.addUser(`a-${role}`);
      twin.setPermission(REPO, `a-${role}`, role);
    }
    const permission = async (login: string) => host.permissionOf(login);
    expect(await permission("alice")).toBe("write");
    expect(await permission("a-maintain")).toBe("write");
    expect(await permission("a-admin")).toBe("admin");
    expect(await permission("a-triage")).toBe("read");
    expect(["read", "none"]).toContain(await permission("a-none"));
    expect(await permission("nobody-of-that-name")).toBe("none");
  });

  it("makes a ref once and moves it forward only", async () => {
    const { commit } = await host.defaultBranch();
    const { tree } = await host.readCommit(commit);
    const next = await host.writeCommit({ tree, parents: [commit], message: "next" });
    const beside = await host.writeCommit({ tree, parents: [commit], message: "beside" });
    const ref = "refs/patchjudge/claims/issue-9";
    expect(await host.readRef(ref)).toBeNull();
    expect(await host.createRef(ref, commit)).toBe(true);
    expect(await host.createRef(ref, next)).toBe(false);
    expect(await host.advanceRef(ref, next)).toBe(true);
    expect(await host.advanceRef(ref, beside)).toBe(false);
    expect(await host.refsBelow("refs/patchjudge/claims/")).toEqual([{ name: ref, commit: next }]);
    await host.deleteRef(ref);
    await host.deleteRef(ref);
    expect(await host.advanceRef(ref, next)).toBe(false);
    expect(await host.readRef(ref)).toBeNull();
  });

  it("reads and writes exact bytes", async () => {
    const bytes = Buffer.from([0, 255, 10, 13]);
    expect(Buffer.from(await host.readBlob(await host.writeBlob(bytes)))).toEqual(bytes);
    const { commit } = await host.defaultBranch();
    const paths = (await host.readTree(commit)).map(({ path }) => path);
    expect(paths.sort()).toEqual(Object.keys(FILES).sort());
    expect(Buffer.from((await host.readFile("calc.py", commit)) ?? "").toString()).toBe(
      FILES["calc.py"],
    );
    expect(await host.readFile("no.py", commit)).toBeNull();
  });

  it("commits on a branch only where its head is the expected one", async () => {
    const { commit } = await host.defaultBranch();
    await host.createRef("refs/heads/fix", commit);
    const edit = { path: "calc.py", content: Buffer.from("x = 1\r\n") };
    const wanted = {
      branch: "fix",
      expectedHead: commit,
      headline: "h",
      body: "b",
      edits: [edit],
      deletions: [],
    };
    const made = await host.commitEdits(wanted);
    expect(made).not.toBeNull();
    expect(await host.commitEdits(wanted)).toBeNull();
    expect(Buffer.from((await host.readFile("calc.py", made ?? "")) ?? "").toString()).toBe(
      "x = 1\r\n",
    );
    expect((await host.readCommit(made ?? "")).parents).toEqual([commit]);
  });

  it("finds runs, pull requests, checks and labels again", async () => {
    const { commit } = await host.defaultBranch();
    const blob = await host.writeBlob("{}");
    const inputs = { request: blob, issue: String(scene.issue) };
    const started = await host.dispatch("patchjudge.yml", inputs);
    const [run] = await host.runsSince("patchjudge.yml", new Date(Date.now() - 60_000));
    expect(run).toMatchObject({
      id: started?.id,
      title: `Patchjudge #${scene.issue} ${blob}`,
      event: "workflow_dispatch",
      workflow: ".github/workflows/patchjudge.yml",
      branch: "main",
      actor: { login: "patchjudge[bot]", bot: true },
      ownRepository: true,
      status: "queued",
    });
    expect(await host.artifact(run?.id ?? 0, "patchjudge-result", 1000)).toBeNull();
    expect(await host.waitsFor(run?.id ?? 0)).toEqual(["self-hosted", "gpu"]);
    await host.cancelRun(run?.id ?? 0);
    await host.cancelRun(run?.id ?? 0);
    await expect(host.dispatch("none.yml", inputs)).rejects.toThrow(UserError);

    await host.createRef("refs/heads/fix", commit);
    await host.commitEdits({
      ...{ branch: "fix", expectedHead: commit, headline: "h", body: "", deletions: [] },
      edits: [{ path: "calc.py", content: Buffer.from("x\n") }],
    });
    expect(await host.findPull("fix")).toBeNull();
    const pull = await host.createPull({
      title: "t",
      body: "b",
      branch: "fix",
      base: "main",
      draft: true,
    });
    expect(await host.findPull("fix")).toEqual(pull);

    const check = {
      name: "Patchjudge",
      commit,
      externalId: "e1",
      title: "t",
      summary: "s",
      text: "x",
    };
    expect(await host.findCheck(commit, "Patchjudge", "e1")).toBeNull();
    const id = await host.createCheck(check);
    expect(await host.findCheck(commit, "Patchjudge", "e1")).toBe(id);
    expect(await host.findCheck(commit, "Patchjudge", "e2")).toBeNull();

    expect(await host.labelEvent(scene.issue, "patchjudge")).toBeNull();
    await scene.twin.as("alice").addLabel(REPO, scene.issue, "patchjudge");
    expect(await host.labelEvent(scene.issue, "patchjudge")).toMatchObject({
      actor: { login: "alice" },
    });
    expect(await host.labelledIssues("patchjudge", new Date(Date.now() - 60_000))).toEqual([
      scene.issue,
    ]);
    expect((await host.issue(scene.issue)).editedAt).toBeNull();
    await scene.twin.as("alice").editIssue(REPO, scene.issue, { body: "other" });
    expect((await host.issue(scene.issue)).editedAt).not.toBeNull();
  });
});
