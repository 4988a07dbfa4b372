import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from "@jest/globals";
import type { AcquiredJob } from "../../../twin/control/messages.ts";
import { runnerOf } from "../../support/action-scene.ts";
import {
  createScene,
  FILES,
  fileAt,
  hasEnded,
  look,
  onNewIssue,
  REPO,
  RIGHT,
  type Scene,
  until,
  WORKFLOW,
} from "../../support/app-scene.ts";
import {
  asLink,
  candidatesOf,
  type Files,
  honestFiles,
  withPatch,
  withResult,
  zip,
} from "../../support/forge.ts";
import { removeFolders } from "../../support/git-folder.ts";
import { byPerson, byUs } from "../../support/start-run.ts";

jest.setTimeout(60_000);

const FORGED = `${RIGHT}  # forged`;
const WRONG = "def add(a, b):\n    return b - a";
const ARTIFACT = "patchjudge-result";
const OURS = "patchjudge[bot]";
const AT = `/repos/${REPO}`;
/** The same name, title and inputs, for another machine. */
const OTHER = WORKFLOW.replace("[self-hosted, gpu]", "[self-hosted, forger]");

let first: Scene;
let scene: Scene;
let runner: ReturnType<typeof runnerOf>;
let heads: string[];
beforeAll(async () => {
  first = await createScene({ files: { ...FILES, ".github/workflows/other.yml": OTHER } });
  first.twin.setPermission(REPO, "mallory", "write");
  await first.twin.as("mallory").push(REPO, {
    branch: "evil",
    message: "Run it on mine",
    files: { ".github/workflows/patchjudge.yml": OTHER },
  });
  await first.startApp(undefined, ["--sweep-seconds", "3600"]);
  runner = runnerOf(first);
});
beforeEach(async () => {
  scene = await onNewIssue(first);
  heads = await headsOf();
  scene.twin.forgetCalls();
});
afterAll(() => first.close());
afterAll(removeFolders);

const headsOf = async () => (await look(scene)).refs.filter((ref) => ref.startsWith("refs/heads/"));

const ended = () => until(() => hasEnded(scene), "the request ends");

/** Asks, and takes the job of the run that the app started. */
async function ask(): Promise<AcquiredJob> {
  await scene.twin.as("alice").comment(REPO, scene.issue, "/generate");
  return runner.gpu();
}

async function handOver(job: AcquiredJob, bytes: Uint8Array, name = ARTIFACT): Promise<void> {
  await runner.client.uploadArtifact(job.jobId, name, bytes);
  await runner.client.complete(job.jobId, "success");
}

/** What the app writes for a request that ends without a patch; nothing of it is on a branch. */
const USUAL_WRITES = [
  /^POST \/git\/(?:blobs|trees|commits|refs)$/,
  /^(?:PATCH|DELETE) \/git\/refs\/patchjudge\/(?:claims\/issue-\d+|log\/[\d-]+)$/,
  /^POST \/issues\/(?:comments\/)?\d+\/(?:comments|reactions)$/,
  /^PATCH \/issues\/comments\/\d+$/,
  /^POST \/actions\/workflows\/patchjudge\.yml\/dispatches$/,
];

/** Nothing is opened, no branch made, the issue is free, and the comment says why. `more`: what the forger wrote as us. */
async function expectRefused(why: RegExp, more: readonly string[] = []): Promise<void> {
  await ended();
  const { comments, pulls, refs } = await look(scene);
  expect(comments).toHaveLength(1);
  expect(comments[0]?.body).toMatch(why);
  expect(comments[0]?.body).not.toContain("open for you to review");
  expect(pulls).toEqual([]);
  expect(await headsOf()).toEqual(heads);
  expect(refs).not.toContain(`refs/patchjudge/claims/issue-${scene.issue}`);
  expect(otherWrites()).toEqual(more);
}

function otherWrites(): string[] {
  return scene.twin
    .writes()
    .filter(({ actor }) => actor === OURS)
    .map(({ method, path }) => `${method} ${decodeURIComponent(path.replace(AT, ""))}`)
    .filter((call) => !USUAL_WRITES.some((usual) => usual.test(call)));
}

/** Works on every job that waits, and finds the forged patch. */
async function forgeAll(): Promise<void> {
  for (;;) {
    const labels = ["self-hosted", "gpu", "forger"];
    const job = await runner.client.acquire({ labels, name: "forger" });
    if (job === undefined) return;
    const { files } = await honestFiles(job, [FORGED]);
    await handOver(job, zip(files));
  }
}

describe("a run that somebody else started for our request", () => {
  it.each([
    ["names the run that it started", false],
    ["names none, so that it is looked for", true],
  ])("is not looked at, though it ends first (GitHub %s)", async (_, nameless) => {
    const refusal = { status: 422, message: "return_run_details is not a permitted key" };
    if (nameless) scene.twin.faults.add({ path: `${AT}/actions/*/dispatches`, effect: refusal });
    const job = await ask();
    const start = byPerson(scene, "mallory", job.inputs);
    // The same file, the file as another branch has it, and another file of the same name.
    await start();
    await start({ ref: "evil" });
    await start({ workflow: "other.yml" });
    await forgeAll();
    await scene.twin.idle();
    const { files } = await honestFiles(job, [RIGHT]);
    await handOver(job, zip(files));
    await ended();
    const { comments, pulls, runs } = await look(scene);
    expect(runs.map(({ conclusion }) => conclusion)).toEqual(Array(4).fill("success"));
    expect(comments).toHaveLength(1);
    expect(pulls).toHaveLength(1);
    expect(await fileAt(scene, "calc.py", pulls[0]?.head.sha ?? "")).toBe(`${RIGHT}\n`);
    const asked = scene.twin.calls().filter(({ path }) => path.includes("/artifacts?"));
    expect(asked.map(({ path }) => path.split("?")[0])).toEqual([
      `${AT}/actions/runs/${job.runId}/artifacts`,
    ]);
    expect(scene.twin.faults.unused()).toEqual([]);
  });
});

describe("a run that takes the place of ours, as a server that lies would name it", () => {
  type Take = (inputs: Record<string, string>) => Promise<number>;
  const OLD = { request: "0".repeat(40) };
  it.each<[string, Take, RegExp, string[]]>([
    [
      "a person started",
      async (inputs) => byPerson(scene, "mallory", inputs)(),
      /it was started by mallory/,
      [],
    ],
    [
      "is of another branch",
      async (inputs) => (await byUs(scene, inputs))({ ref: "evil" }),
      /it ran the workflow of the branch evil/,
      [],
    ],
    [
      "is of another file",
      async (inputs) => (await byUs(scene, inputs))({ workflow: "other.yml" }),
      /it ran the workflow \.github\/workflows\/other\.yml/,
      ["POST /actions/workflows/other.yml/dispatches"],
    ],
    [
      "works on another request",
      async (inputs) => (await byUs(scene, { ...inputs, ...OLD }))(),
      /it worked on another request/,
      [],
    ],
  ])("and that %s, has no result that counts", async (_, take, why, more) => {
    scene.twin.faults.add({
      path: `${AT}/actions/*/dispatches`,
      effect: {
        answer: async (body) => {
          const { workflow_run_id: id } = body as { workflow_run_id: number };
          const run = await scene.twin.as("alice").request("GET", `${AT}/actions/runs/${id}`);
          const title = (run as { display_title: string }).display_title;
          const [, issue = "", request = ""] = /#(\d+) (\w+)$/.exec(title) ?? [];
          return { ...(body as object), workflow_run_id: await take({ issue, request }) };
        },
      },
    });
    await scene.twin.as("alice").comment(REPO, scene.issue, "/generate");
    await until(async () => {
      const labels = ["self-hosted", "gpu", "forger"];
      const job = await runner.client.acquire({ labels, name: "forger" });
      if (job === undefined) return hasEnded(scene);
      // There is no request of that name to work on.
      if (job.inputs["request"] === OLD.request) await handOver(job, zip({}));
      else await handOver(job, zip((await honestFiles(job, [FORGED])).files));
      return false;
    }, "the request ends");
    await expectRefused(why, more);
    expect(scene.twin.faults.unused()).toEqual([]);
    const asked = scene.twin.calls().filter(({ path }) => path.includes("/artifacts"));
    expect(asked).toEqual([]);
  });
});

describe("an artifact of our own run", () => {
  it.each<[string, (files: Files) => Uint8Array, RegExp]>([
    [
      "with a name that leads out",
      (files) => zip({ ...files, "../../.github/workflows/x.yml": Buffer.from("on: push\n") }),
      /not one of ours: invalid relative path: \.\.\/\.\.\/\.github/,
    ],
    [
      "with a link",
      (files) => asLink(zip(files), "candidates/1.diff"),
      /not one of ours: "candidates\/1\.diff" is no plain file/,
    ],
    [
      "that unpacks to a thousand times its size",
      (files) => zip({ ...files, "candidates/2.diff": new Uint8Array(30_000_000) }),
      /not one of ours: it unpacks to more than 20000000 bytes/,
    ],
    [
      "that is too large to be fetched",
      () => new Uint8Array(10_000_001),
      /the artifact patchjudge-result has 10000001 bytes, 10000000 are allowed/,
    ],
    [
      "that is cut off",
      (files) => zip(files).subarray(0, 500),
      /not one of ours: .*[Ee]nd of central directory/,
    ],
  ])("%s is refused", async (_, forge, why) => {
    const job = await ask();
    const { files } = await honestFiles(job, [RIGHT]);
    await handOver(job, forge(files));
    await expectRefused(why);
  });

  it("of another name is not taken for it", async () => {
    const job = await ask();
    const { files } = await honestFiles(job, [RIGHT]);
    await handOver(job, zip(files), "patchjudge-results");
    await expectRefused(/the run left no artifact patchjudge-result, or it has expired/);
  });

  it("that was another request's, and was right there, is refused", async () => {
    const before = await ask();
    const old = zip((await honestFiles(before, [RIGHT])).files);
    await handOver(before, old);
    await ended();
    expect((await look(scene)).pulls).toHaveLength(1);
    scene = await onNewIssue(first);
    heads = await headsOf();
    scene.twin.forgetCalls();
    await handOver(await ask(), old);
    await expectRefused(/the result is not believed: it belongs to another request/);
  });
});

describe("a result of our own run", () => {
  type Found = Awaited<ReturnType<typeof honestFiles>>;
  it.each<[string, (found: Found) => Promise<Files> | Files, RegExp]>([
    [
      "with a patch for a workflow, about itself without contradiction",
      (found) => withPatch(found, { ".github/workflows/x.yml": "on: push\n" }),
      /candidate 1 is withheld: ci: .*\.github\/workflows\/x\.yml/,
    ],
    [
      "with another diff than the one that was judged",
      async (found) => {
        const files = await withPatch(found, { "calc.py": `${FORGED}\n` });
        const tree = candidatesOf(found.files)[0]?.tree ?? "";
        const [one, ...rest] = candidatesOf(files);
        return withResult(files, () => ({
          candidates: one === undefined ? [] : [{ ...one, tree }, ...rest],
        }));
      },
      /candidate 1 is withheld: its diff is not what was judged/,
    ],
    [
      "that opens another candidate than the best",
      ({ files }) =>
        withResult(files, ({ verdict }) => ({
          verdict: { ...verdict, decision: { kind: "open", candidate: 2 } },
        })),
      /the result is not believed: it opens another candidate than the best/,
    ],
  ])("%s opens nothing", async (_, forge, why) => {
    const job = await ask();
    const found = await honestFiles(job, [RIGHT, WRONG]);
    await handOver(job, zip(await forge(found)));
    await expectRefused(why);
  });
});
