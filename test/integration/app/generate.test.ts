import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it, jest } from "@jest/globals";
import {
  createScene,
  FILES,
  fileAt,
  hasEnded,
  look,
  REPO,
  RIGHT,
  reactionsOn,
  runScripted,
  type Scene,
  until,
} from "../../support/app-scene.ts";
import { removeFolders } from "../../support/git-folder.ts";

const WRONG = "def add(a, b):\n    return b - a";

jest.setTimeout(60_000);

let scene: Scene;
afterEach(() => scene.close());
afterAll(removeFolders);

async function generate(words = "/generate"): Promise<number> {
  const { id } = await scene.twin.as("alice").comment(REPO, scene.issue, words);
  return id;
}

const ended = () => until(() => hasEnded(scene), "the request ends");

describe("/generate", () => {
  it("ends in a draft pull request with the best patch, said in one comment", async () => {
    scene = await createScene();
    await scene.startApp();
    scene.startRunner({ answers: [WRONG, RIGHT, RIGHT] });
    const asked = await generate();
    await ended();
    const { comments, pulls, refs, runs } = await look(scene);
    expect(comments).toHaveLength(1);
    expect(runs).toHaveLength(1);
    expect(pulls).toHaveLength(1);
    const [pull] = pulls;
    expect(comments[0]?.body).toContain(`#${pull?.number}`);
    expect(pull).toMatchObject({
      draft: true,
      title: "`add` subtracts",
      labels: [{ name: "patchjudge" }],
    });
    expect(pull?.body).toContain(`Closes #${scene.issue}`);
    expect(pull?.body).toContain("Not calibrated for repositories");
    const text = await fileAt(scene, "calc.py", pull?.head.sha ?? "");
    expect(text).toBe(`${RIGHT}\n`);
    expect(await reactionsOn(scene, asked)).toEqual(["eyes", "rocket"]);
    expect(refs.filter((ref) => ref.startsWith("refs/patchjudge/log/"))).toHaveLength(1);
    expect(scene.twin.unmodelled()).toEqual([]);
  });

  it("by label does the same", async () => {
    scene = await createScene();
    await scene.startApp();
    scene.startRunner();
    await scene.twin.as("alice").addLabel(REPO, scene.issue, "patchjudge");
    await ended();
    expect((await look(scene)).pulls).toHaveLength(1);
  });

  it("does nothing for a stranger, and says nothing", async () => {
    scene = await createScene();
    const app = await scene.startApp();
    await scene.twin.as("mallory").comment(REPO, scene.issue, "/generate");
    await scene.twin.idle();
    await until(
      async () => (await metric(app.metricsUrl, 'outcome="ignored"')) === 1,
      "it is ignored",
    );
    expect(await look(scene)).toMatchObject({ comments: [], pulls: [], runs: [] });
    expect(scene.twin.writes().filter(({ actor }) => actor === "patchjudge[bot]")).toEqual([]);
  });

  it("with words hands them on, as the newest remark", async () => {
    scene = await createScene();
    await scene.startApp();
    let told = "";
    scene.startRunner({
      answers: (prompt) => {
        told = prompt;
        return RIGHT;
      },
    });
    await generate("/generate keep the name of the function");
    await ended();
    expect(told).toContain("keep the name of the function");
  });

  it("that finds nothing right says so, with the reasons, and opens nothing", async () => {
    scene = await createScene();
    await scene.startApp();
    scene.startRunner({ answers: ["", "def add(a, b):\n    # ... rest of the code"] });
    const asked = await generate();
    await ended();
    const { comments, pulls } = await look(scene);
    expect(pulls).toEqual([]);
    expect(comments[0]?.body).toMatch(/stub/);
    expect(await reactionsOn(scene, asked)).toEqual(["confused", "eyes"]);
  });

  it("whose runner breaks says so", async () => {
    scene = await createScene();
    await scene.startApp();
    scene.startRunner({}, async () => {
      throw new Error("out of memory");
    });
    await generate();
    await ended();
    const { comments, pulls } = await look(scene);
    expect(pulls).toEqual([]);
    expect(comments[0]?.body).toContain("the run ended with failure");
  });

  it("again after it has ended is another request", async () => {
    scene = await createScene();
    await scene.startApp();
    scene.startRunner();
    await generate();
    await ended();
    await generate("/generate again");
    await until(async () => (await look(scene)).pulls.length === 2, "a second pull request");
    expect((await look(scene)).comments).toHaveLength(2);
  });

  it("while another is under way is refused, in words", async () => {
    scene = await createScene();
    await scene.startApp();
    await generate();
    await until(async () => (await look(scene)).runs.length === 1, "the run");
    await generate("/generate too");
    await until(async () => (await look(scene)).comments.length === 2, "an answer");
    const { comments, runs } = await look(scene);
    expect(comments[1]?.body).toContain("another request on this issue is under way");
    expect(runs).toHaveLength(1);
  });

  it("without the workflow says what is missing, and leaves the issue free", async () => {
    const { ".github/workflows/patchjudge.yml": _, ...files } = FILES;
    scene = await createScene({ files });
    await scene.startApp();
    await generate();
    await ended();
    const { comments, runs } = await look(scene);
    expect(comments[0]?.body).toMatch(/patchjudge\.yml.* cannot be started/);
    expect(runs).toEqual([]);
  });

  it("with a fault in the settings names it", async () => {
    scene = await createScene({ files: { ...FILES, ".github/patchjudge.yml": "candidate: 3\n" } });
    await scene.startApp();
    await generate();
    await until(async () => (await look(scene)).comments.length === 1, "an answer");
    const { comments } = await look(scene);
    expect(comments[0]?.body).toContain('did you mean "candidates"?');
  });
});

describe("/status and /cancel", () => {
  it("tell and end what is under way", async () => {
    scene = await createScene();
    await scene.startApp();
    const alice = scene.twin.as("alice");
    const says = (words: RegExp, count: number) =>
      until(async () => {
        const { comments } = await look(scene);
        return comments.length === count && words.test(comments[count - 1]?.body ?? "");
      }, String(words));
    await alice.comment(REPO, scene.issue, "/status");
    await says(/Nothing is under way/, 1);
    await generate();
    await until(async () => (await look(scene)).runs.length === 1, "the run");
    await says(/in the queue/, 2);
    await alice.comment(REPO, scene.issue, "/status");
    await says(/waits for a runner/, 3);
    await alice.comment(REPO, scene.issue, "/cancel");
    await ended();
    const { comments, pulls, runs } = await look(scene);
    expect(comments[1]?.body).toContain("Cancelled by `alice`");
    expect(pulls).toEqual([]);
    expect(runs[0]).toMatchObject({ conclusion: "cancelled" });
    await alice.comment(REPO, scene.issue, "/pick three");
    await says(/\/pick takes the number/, 4);
  });
});

describe("/pick", () => {
  const says = (words: RegExp) =>
    until(
      async () => (await look(scene)).comments.some(({ body }) => words.test(body)),
      String(words),
    );

  it("opens another candidate beside the first, once", async () => {
    scene = await createScene();
    await scene.startApp();
    scene.startRunner({ answers: [WRONG, RIGHT] });
    const alice = scene.twin.as("alice");
    await alice.comment(REPO, scene.issue, "/pick 1");
    await says(/no request has ended here yet/);
    await generate();
    await ended();
    const [first] = (await look(scene)).pulls;
    await scene.twin.as("mallory").comment(REPO, scene.issue, "/pick 1");
    await alice.comment(REPO, scene.issue, "/pick 2");
    await says(/candidate 2 is open already, in #/);
    await alice.comment(REPO, first?.number ?? 0, "/pick 1");
    await until(async () => (await look(scene)).pulls.length === 2, "a second pull request");
    const second = (await look(scene)).pulls.find(({ number }) => number !== first?.number);
    expect(second).toMatchObject({ draft: true, state: "open" });
    expect(second?.body).toContain("was picked by a person");
    expect(await fileAt(scene, "calc.py", second?.head.sha ?? "")).toBe(`${WRONG}\n`);
    expect(await fileAt(scene, "calc.py", first?.head.sha ?? "")).toBe(`${RIGHT}\n`);
    await alice.comment(REPO, scene.issue, "/pick 1");
    await says(new RegExp(`Candidate 1 is open for you to review: #${second?.number}`));
    expect((await look(scene)).pulls).toHaveLength(2);
    await alice.comment(REPO, scene.issue, "/pick 11");
    await says(/there is no candidate 11/);
  });
});

describe("a result that is not what was asked for", () => {
  it("from a run that a person started is not believed", async () => {
    scene = await createScene();
    const app = await scene.startApp();
    await generate();
    await until(async () => (await look(scene)).runs.length === 1, "the run");
    const { comments } = await look(scene);
    const [claim] = (await look(scene)).refs.filter((ref) => ref.includes("/claims/"));
    const blob = await requestBlob(claim ?? "");
    // The same request, on the same branch, by somebody who may write; the honest run never ends.
    await scene.twin
      .as("alice")
      .request("POST", `/repos/${REPO}/actions/workflows/patchjudge.yml/dispatches`, {
        ref: "main",
        inputs: { request: blob, issue: String(scene.issue) },
      });
    const [first] = (await look(scene)).runs.toSorted((a, b) => a.id - b.id);
    await scene.twin.as("alice").request("POST", `/repos/${REPO}/actions/runs/${first?.id}/cancel`);
    await ended();
    expect(app.child.exitCode).toBeNull();
    expect(comments).toHaveLength(1);
    expect((await look(scene)).pulls).toEqual([]);
  });

  it.each<[string, (result: Record<string, unknown>, out: string) => void, RegExp]>([
    [
      "that belongs to another request",
      (result) => Object.assign(result["manifest"] as object, { requestId: "0".repeat(64) }),
      /belongs to another request/,
    ],
    [
      "that shows one patch and holds another",
      (_, out) =>
        writeFileSync(
          join(out, "candidates", "1.diff"),
          "--- /dev/null\n+++ b/.github/workflows/x.yml\n@@ -0,0 +1 @@\n+on: push\n",
        ),
      /it shows another patch than it holds/,
    ],
    [
      "of another version",
      (result) => Object.assign(result, { version: 9 }),
      /not of this version/,
    ],
  ])("%s opens nothing", async (_, forge, why) => {
    scene = await createScene();
    await scene.startApp();
    scene.startRunner({}, async (folder) => {
      await runScripted(folder, { answers: [RIGHT] });
      const file = join(folder.out, "result.json");
      const { readFileSync } = await import("node:fs");
      const result = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
      forge(result, folder.out);
      writeFileSync(file, JSON.stringify(result));
    });
    await generate();
    await ended();
    const { comments, pulls, refs } = await look(scene);
    expect(pulls).toEqual([]);
    expect(refs.filter((ref) => ref.startsWith("refs/heads/"))).toEqual(["refs/heads/main"]);
    expect(comments[0]?.body).toMatch(why);
  });
});

async function requestBlob(claim: string): Promise<string> {
  const alice = scene.twin.as("alice");
  const ask = <T>(path: string) => alice.request("GET", `/repos/${REPO}/git/${path}`) as Promise<T>;
  const { object } = await ask<{ object: { sha: string } }>(`ref/${claim.replace(/^refs\//, "")}`);
  const { tree } = await ask<{ tree: { path: string; sha: string }[] }>(`trees/${object.sha}`);
  return tree.find(({ path }) => path === "request.json")?.sha ?? "";
}

async function metric(url: string, label: string): Promise<number> {
  const text = await (await fetch(url)).text();
  return Number(
    new RegExp(`^patchjudge_outcomes_total\\{${label}\\} (\\d+)$`, "m").exec(text)?.[1] ?? 0,
  );
}
