import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Request } from "../../src/contracts/request.ts";
import { runScripted } from "../../test/support/app-scene.ts";
import type { JobFolder } from "../../twin/runner/take-jobs.ts";
import { ON_THE_EXAMPLE, ON_THE_REVIEW, ON_THE_VAGUE, VAGUE } from "./answers.ts";
import { type Camera, createCamera, type Place } from "./camera.ts";
import { createStage, REPO, type Stage } from "./stage.ts";

/**
 * The README's pictures. Twin, app and pipeline are the real ones; only the models are not: their
 * answers and scores are written by hand, so that each picture shows what it is there for. It needs
 * both the twin and the pipeline, and is neither a test nor a part of the package: hence its place.
 */
export async function run(root: string, args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { out: { type: "string" } } });
  const data = await mkdtemp(join(tmpdir(), "patchjudge-pictures-"));
  const camera = await createCamera(values.out ?? join(root, "docs", "images"));
  const stage = await createStage(root, data);
  try {
    const gate = createGate();
    await showExample(stage, camera, gate);
    await showVague(stage, camera, gate);
    return 0;
  } finally {
    await camera.close();
    await stage.close();
    await rm(data, { recursive: true, force: true });
  }
}

/** Holds the runner's work, so that there is time for a picture of it. */
interface Gate {
  work(folder: JobFolder): Promise<void>;
  open(): void;
}

function createGate(): Gate {
  let release: () => void = () => {};
  return {
    work: async (folder) => {
      const { task, origin } = Request.parse(JSON.parse(await readFile(folder.request, "utf8")));
      const first = task.title === VAGUE.title ? ON_THE_VAGUE : ON_THE_EXAMPLE;
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      await runScripted(folder, origin?.round === undefined ? first : ON_THE_REVIEW);
    },
    open: () => release(),
  };
}

const TOP: Place = { selector: "header", nth: 0 };
const post = (nth?: number): Place =>
  nth === undefined ? { selector: "article.post" } : { selector: "article.post", nth };

async function showExample(stage: Stage, camera: Camera, gate: Gate): Promise<void> {
  const { twin } = stage;
  const issue = await stage.openExample();
  const url = `${twin.url}/${REPO}/issues/${issue}`;
  await twin.as("alice").comment(REPO, issue, "/generate");
  // Without a runner it stays in the queue.
  await stage.says(issue, /in the queue[\s\S]*Log of the run/);
  await camera.take({ name: "issue-queued", url, from: TOP, to: post() });
  stage.startRunner((folder) => gate.work(folder));
  await stage.says(issue, /being written/);
  await camera.take({ name: "issue-running", url, from: post() });
  gate.open();
  await stage.says(issue, /is open for you/);
  await camera.take({ name: "issue-opened", url, from: post(1), to: post(2) });
  const pull = `${twin.url}/${REPO}/pull/${issue + 1}`;
  const conversation = { url: pull, from: { selector: "h1" }, to: post(0) };
  await camera.take({ name: "pull-request", ...conversation });
  await camera.take({ name: "pull-request-dark", ...conversation, dark: true });
  const diff = { from: { selector: "#files" }, to: { selector: ".file" } };
  await camera.take({ name: "pull-request-diff", url: pull, ...diff });
  await showRound(stage, camera, gate, issue + 1);
}

/** A reviewer says on a line what should be different. */
async function showRound(
  { twin, says }: Stage,
  camera: Camera,
  gate: Gate,
  pull: number,
): Promise<void> {
  const alice = twin.as("alice");
  const [file] = (await alice.request("GET", `/repos/${REPO}/pulls/${pull}/files`)) as {
    filename: string;
    patch: string;
  }[];
  const { filename: path = "", patch = "" } = file ?? {};
  const line = lineOf(patch, "throw new RangeError");
  const body = "/generate name the note in the message, so that one sees which expense it was";
  await alice.reviewComment(REPO, pull, { path, line, body });
  await says(pull, /being written/);
  gate.open();
  await says(pull, /Round 2/);
  const url = `${twin.url}/${REPO}/pull/${pull}`;
  await camera.take({ name: "pull-request-round", url, from: post(1), to: post() });
}

/** The number that a line of a patch has in the new file. */
function lineOf(patch: string, words: string): number {
  let next = 0;
  for (const text of patch.split("\n")) {
    const start = /^@@ -\S+ \+(\d+)/.exec(text)?.[1];
    if (start !== undefined) next = Number(start);
    else if (text.includes(words)) return next;
    else if (!text.startsWith("-")) next += 1;
  }
  throw new Error(`no line of the patch says ${words}`);
}

async function showVague(stage: Stage, camera: Camera, gate: Gate): Promise<void> {
  const { twin } = stage;
  const { number: issue } = await twin.as("bob").openIssue(REPO, VAGUE);
  const url = `${twin.url}/${REPO}/issues/${issue}`;
  await twin.as("alice").comment(REPO, issue, "/generate");
  await stage.says(issue, /being written/);
  await twin.as("bob").comment(REPO, issue, "/generate it was the trip with the boat");
  await stage.says(issue, /under way/);
  await camera.take({ name: "refusal", url, from: post(2), to: post(4) });
  gate.open();
  await stage.says(issue, /No pull request was opened/);
  await camera.take({ name: "abstention", url, from: post(0), to: post(2) });
}
