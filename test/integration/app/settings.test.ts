import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it, jest } from "@jest/globals";
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
  type Scene,
  until,
} from "../../support/app-scene.ts";
import { removeFolders, temporaryFolder } from "../../support/git-folder.ts";

const WRONG = "def add(a, b):\n    return b - a";

jest.setTimeout(60_000);

let first: Scene;
let scene: Scene;
beforeAll(async () => {
  first = await createScene({ files: { ...FILES, "docs/CODEOWNERS": "*.py @bob\n" } });
  await addShared("open: ready\nlabel: fix-me\n");
  first.twin.addUser("bob");
  first.twin.setPermission(REPO, "bob", "write");
  await first.startApp();
  first.startRunner({ answers: [WRONG, RIGHT] });
});
beforeEach(async () => {
  scene = await onNewIssue(first);
});
afterAll(() => first.close());
afterAll(removeFolders);

/** The organisation's repository of what all have in common. */
async function addShared(settings: string): Promise<void> {
  const from = temporaryFolder();
  mkdirSync(join(from, ".github"));
  writeFileSync(join(from, ".github", "patchjudge.yml"), settings);
  await first.twin.addRepository({ owner: "octo-org", name: ".github", from });
  await first.twin.install(first.app, "octo-org/.github");
}

async function set(settings: string): Promise<void> {
  const files = { ".github/patchjudge.yml": settings };
  await scene.twin.as("alice").push(REPO, { branch: "main", message: "settings", files });
}

/** What the log of this month says of a pull request. */
async function outcomeOf(pull: number): Promise<string | undefined> {
  const alice = scene.twin.as("alice");
  type Refs = { object: { sha: string } }[];
  const path = `/repos/${REPO}/git/matching-refs/patchjudge/log/`;
  const sha = ((await alice.request("GET", path)) as Refs).at(-1)?.object.sha;
  type Tree = { tree: { path: string; sha: string }[] };
  const url = `/repos/${REPO}/git/trees/${sha}?recursive=1`;
  const { tree } = (await alice.request("GET", url)) as Tree;
  const file = tree.find((entry) => entry.path.endsWith(`/outcomes/${pull}.json`));
  if (file === undefined) return undefined;
  const blob = await alice.request("GET", `/repos/${REPO}/git/blobs/${file.sha}`);
  const text = Buffer.from((blob as { content: string }).content, "base64").toString();
  return (JSON.parse(text) as { kind: string }).kind;
}

const say = (words: string) => scene.twin.as("alice").comment(REPO, scene.issue, words);
const says = (words: RegExp) =>
  until(async () => (await ourComments(scene)).some(({ body }) => words.test(body)), String(words));

it("a branch alone is opened where the settings want that, and others picked beside it", async () => {
  await set("open: branch\n");
  await say("/generate");
  await until(() => hasEnded(scene), "the request ends");
  const { comments, pulls, refs } = await look(scene);
  expect(pulls).toEqual([]);
  const [branch = ""] = refs.filter((ref) => ref.startsWith(`refs/heads/patchjudge/`));
  const name = branch.replace("refs/heads/", "");
  expect(comments[0]?.body).toContain(`The branch \`${name}\` is there for you to review`);
  expect(comments[0]?.body).toContain(`/compare/main...${name}?expand=1)`);
  expect(await fileAt(scene, "calc.py", name)).toBe(`${RIGHT}\n`);
  await say("/pick 1");
  await says(/Candidate 1 is on the branch `patchjudge\/issue-\d+-\w+-2`/);
});

it("what the organisation says holds where the repository says nothing", async () => {
  await set("reviewers: codeowners\nquota:\n  person: 2\n");
  await scene.twin.as("alice").addLabel(REPO, scene.issue, "fix-me");
  await until(() => hasEnded(scene), "the request ends");
  const [pull] = (await look(scene)).pulls;
  expect(pull).toMatchObject({
    ...{ draft: false, labels: [{ name: "fix-me" }] },
    requested_reviewers: [{ login: "bob" }],
  });
  await say("/generate once more");
  await says(/you have asked for 2 in the last 24 hours/);

  // What people do with it is heard, and recorded beside the request.
  await scene.twin.as("alice").mergePull(REPO, pull?.number ?? 0);
  await until(async () => (await outcomeOf(pull?.number ?? 0)) === "merged", "the outcome");
});
