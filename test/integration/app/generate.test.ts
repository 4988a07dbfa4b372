import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  jest,
} from "@jest/globals";
import type { JobFolder } from "../../../twin/runner/take-jobs.ts";
import {
  createScene,
  FILES,
  fileAt,
  hasEnded,
  look,
  onNewIssue,
  ourComments,
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
afterAll(removeFolders);

async function generate(words = "/generate"): Promise<number> {
  const { id } = await scene.twin.as("alice").comment(REPO, scene.issue, words);
  return id;
}

const ended = () => until(() => hasEnded(scene), "the request ends");

const says = (words: RegExp) =>
  until(async () => (await ourComments(scene)).some(({ body }) => words.test(body)), String(words));

type Work = (folder: JobFolder) => Promise<void>;

describe("with a runner", () => {
  // Starting all of it takes longer than what is tested: one process serves an issue a test.
  let first: Scene;
  let address: string;
  let work: Work;
  beforeAll(async () => {
    first = await createScene();
    address = (await first.startApp()).metricsUrl;
    first.startRunner({}, (folder) => work(folder));
  });
  beforeEach(async () => {
    scene = await onNewIssue(first);
  });
  afterAll(() => first.close());

  const answers = (...all: string[]) => {
    work = (folder) => runScripted(folder, { answers: all });
  };

  it("/generate ends in a draft pull request with the best patch, said in one comment", async () => {
    answers(WRONG, RIGHT, RIGHT);
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

  it("a label does the same", async () => {
    answers(RIGHT);
    await scene.twin.as("alice").addLabel(REPO, scene.issue, "patchjudge");
    await ended();
    expect((await look(scene)).pulls).toHaveLength(1);
  });

  it("nothing is done for a stranger, and nothing said", async () => {
    const ignored = () => metric(address, 'outcome="ignored"');
    const writes = () =>
      scene.twin.writes().filter(({ actor }) => actor === "patchjudge[bot]").length;
    const [before, written] = [await ignored(), writes()];
    await scene.twin.as("mallory").comment(REPO, scene.issue, "/generate");
    await until(async () => (await ignored()) === before + 1, "it is ignored");
    expect(await look(scene)).toMatchObject({ comments: [], pulls: [], runs: [] });
    expect(writes()).toBe(written);
  });

  it("words behind the command are handed on, as the newest remark", async () => {
    let told = "";
    const said = (prompt: string) => {
      told = prompt;
      return RIGHT;
    };
    work = (folder) => runScripted(folder, { answers: said });
    await generate("/generate keep the name of the function");
    await ended();
    expect(told).toContain("keep the name of the function");
  });

  it("a run that finds nothing right says so, with the reasons, and opens nothing", async () => {
    answers("", "def add(a, b):\n    # ... rest of the code");
    const asked = await generate();
    await ended();
    const { comments, pulls } = await look(scene);
    expect(pulls).toEqual([]);
    expect(comments[0]?.body).toMatch(/stub/);
    expect(await reactionsOn(scene, asked)).toEqual(["confused", "eyes"]);
  });

  it("a runner that breaks is told of", async () => {
    work = async () => {
      throw new Error("out of memory");
    };
    await generate();
    await ended();
    const { comments, pulls } = await look(scene);
    expect(pulls).toEqual([]);
    expect(comments[0]?.body).toContain("the run ended with failure");
  });

  it("/generate again after it has ended is another request", async () => {
    answers(RIGHT);
    await generate();
    await ended();
    await generate("/generate again");
    await until(async () => (await look(scene)).pulls.length === 2, "a second pull request");
    expect((await look(scene)).comments).toHaveLength(2);
  });

  it("/pick opens another candidate beside the first, once", async () => {
    answers(WRONG, RIGHT);
    const alice = scene.twin.as("alice");
    await alice.comment(REPO, scene.issue, "/pick 1");
    await says(/no request has ended here yet/);
    await generate();
    await until(async () => (await look(scene)).pulls.length === 1, "a pull request");
    await ended();
    const [opened] = (await look(scene)).pulls;
    await scene.twin.as("mallory").comment(REPO, scene.issue, "/pick 1");
    await alice.comment(REPO, scene.issue, "/pick 2");
    await says(/candidate 2 is what #\d+ was opened with/);
    await alice.comment(REPO, opened?.number ?? 0, "/pick 1");
    await until(async () => (await look(scene)).pulls.length === 2, "a second pull request");
    const second = (await look(scene)).pulls.find(({ number }) => number !== opened?.number);
    expect(second).toMatchObject({ draft: true, state: "open" });
    expect(second?.body).toContain("was picked by a person");
    expect(await fileAt(scene, "calc.py", second?.head.sha ?? "")).toBe(`${WRONG}\n`);
    expect(await fileAt(scene, "calc.py", opened?.head.sha ?? "")).toBe(`${RIGHT}\n`);
    await alice.comment(REPO, scene.issue, "/pick 1");
    await says(new RegExp(`Candidate 1 is open for you to review: #${second?.number}`));
    await alice.request("PATCH", `/repos/${REPO}/pulls/${second?.number}`, { state: "closed" });
    await alice.comment(REPO, scene.issue, "/pick 1");
    await says(new RegExp(`#${second?.number}, which somebody has closed`));
    expect((await look(scene)).pulls).toHaveLength(2);
    await alice.comment(REPO, scene.issue, "/pick 11");
    await says(/there is no candidate 11/);
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
  ])("a result %s opens nothing", async (_, forge, why) => {
    work = async (folder) => {
      await runScripted(folder, { answers: [RIGHT] });
      const file = join(folder.out, "result.json");
      const result = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
      forge(result, folder.out);
      writeFileSync(file, JSON.stringify(result));
    };
    await generate();
    await ended();
    const { comments, pulls, refs } = await look(scene);
    expect(pulls).toEqual([]);
    expect(refs.filter((ref) => ref.includes(`/issue-${scene.issue}`))).toEqual([]);
    expect(comments[0]?.body).toMatch(why);
  });
});

describe("without a runner", () => {
  let first: Scene;
  beforeAll(async () => {
    first = await createScene();
    await first.startApp();
  });
  beforeEach(async () => {
    scene = await onNewIssue(first);
  });
  afterAll(() => first.close());

  it("/generate while another is under way is refused, in words", async () => {
    await generate();
    await until(async () => (await look(scene)).runs.length === 1, "the run");
    await generate("/generate too");
    await until(async () => (await look(scene)).comments.length === 2, "an answer");
    const { comments, runs } = await look(scene);
    expect(comments[1]?.body).toContain("another request is under way here");
    expect(runs).toHaveLength(1);
  });

  it("/status and /cancel tell and end what is under way", async () => {
    const alice = scene.twin.as("alice");
    await alice.comment(REPO, scene.issue, "/status");
    await says(/Nothing is under way/);
    await generate();
    await until(async () => (await look(scene)).runs.length === 1, "the run");
    await says(/in the queue/);
    await alice.comment(REPO, scene.issue, "/status");
    await says(/waits for a runner/);
    await alice.comment(REPO, scene.issue, "/cancel");
    await says(/Cancelled by `alice`/);
    await ended();
    const { comments, pulls, runs } = await look(scene);
    expect(comments[1]?.body).toContain("Cancelled by `alice`");
    expect(pulls).toEqual([]);
    expect(runs[0]).toMatchObject({ conclusion: "cancelled" });
    await alice.comment(REPO, scene.issue, "/pick three");
    await says(/\/pick takes the number/);
  });
});

describe("a repository", () => {
  afterEach(() => scene.close());

  it("without the workflow is told what is missing, and its issue left free", async () => {
    const { ".github/workflows/patchjudge.yml": _, ...files } = FILES;
    scene = await createScene({ files });
    await scene.startApp();
    await generate();
    await ended();
    const { comments, runs } = await look(scene);
    expect(comments[0]?.body).toMatch(/patchjudge\.yml.* cannot be started/);
    expect(runs).toEqual([]);
  });

  it("with a fault in the settings is told which", async () => {
    scene = await createScene({ files: { ...FILES, ".github/patchjudge.yml": "candidate: 3\n" } });
    await scene.startApp();
    await generate();
    await says(/did you mean "candidates"\?/);
  });
});

async function metric(url: string, label: string): Promise<number> {
  const text = await (await fetch(url)).text();
  return Number(
    new RegExp(`^patchjudge_outcomes_total\\{${label}\\} (\\d+)$`, "m").exec(text)?.[1] ?? 0,
  );
}
