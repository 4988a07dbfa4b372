import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { Result } from "../../src/contracts/result.ts";
import { PoolLine } from "../../src/learn/collect/pool.ts";
import { recordRun } from "../../src/record/log.ts";
import { parseIssue } from "../../src/request/issue-file.ts";
import { createBareGit } from "../support/bare-git.ts";
import { runCli } from "../support/cli.ts";
import {
  createGitFolder,
  type GitFolder,
  openFolder,
  removeFolders,
  snapshotOf,
  temporaryFolder,
} from "../support/git-folder.ts";
import {
  createOutcome,
  createPicked,
  createPublication,
  diffsOf,
  type RecordParts,
  recordFiles,
  requestOf,
  resultOf,
} from "../support/records.ts";
import { createCandidate, createSettings } from "../support/run-parts.ts";
import { writeTinyModel } from "../support/tiny-model.ts";

jest.setTimeout(120_000);

const EXAMPLE = join(import.meta.dirname, "..", "..", "examples", "splitbill");
const ENGINE = ["--threads", "1", "--gpu", "off"];
const MARCH = new Date("2026-03-05T10:00:00Z");
const APRIL = new Date("2026-04-02T10:00:00Z");

/** A bare repository that an app writes to, and a clone of it. */
interface Place {
  readonly remote: GitFolder;
  readonly clone: GitFolder;
  /** Records a run in a month, as the app does it. */
  record(at: Date, parts: RecordParts): Promise<void>;
  /** Writes whatever a stranger may. */
  write(at: Date, id: string, files: Record<string, string>): Promise<void>;
}

async function createPlace(files?: Record<string, string>): Promise<Place> {
  const work = createGitFolder(files ?? {});
  if (files === undefined) {
    await cp(join(EXAMPLE, "repo"), work.root, { recursive: true });
    openFolder(work.root).commit();
  }
  const remote = openFolder(join(temporaryFolder(), "remote.git"));
  work.git(["clone", "-q", "--bare", work.root, remote.root]);
  remote.git(["remote", "remove", "origin"]);
  const clone = openFolder(join(temporaryFolder(), "clone"));
  work.git(["clone", "-q", remote.root, clone.root]);
  const host = createBareGit(remote.root);
  const write: Place["write"] = (at, id, all) => recordRun(host, at, id, all);
  const record: Place["record"] = (at, parts) => write(at, parts.request.id, recordFiles(parts));
  return { remote, clone, record, write };
}

afterAll(removeFolders);

/** `runs …` in a clone. */
function runs(place: { clone: GitFolder }, ...args: string[]) {
  const [command = "", ...rest] = args;
  return runCli(["runs", command, "--repo", place.clone.root, ...rest]);
}

/** One run that opened a pull request which was merged, and one that abstained, a month later. */
async function createTwoRuns() {
  const place = await createPlace({ "calc.py": "def add(a, b):\n    return a - b\n" });
  const merged = requestOf(1);
  const abstained = requestOf(2, 13, {
    task: { ...requestOf(2).task, title: "\u001b[31mred\u001b[0m\n::error::title" },
  });
  await place.record(MARCH, {
    request: merged,
    result: resultOf(merged),
    publication: createPublication(merged, { diffs: diffsOf(resultOf(merged)) }),
    outcomes: [createOutcome({ kind: "edited", editedLines: 3 })],
  });
  const reason = "none of them parses";
  await place.record(APRIL, {
    request: abstained,
    publication: createPublication(abstained, {
      ...{ kind: "abstained", reason, candidate: null, pull: null },
      at: APRIL.toISOString(),
    }),
  });
  return { ...place, merged, abstained };
}

describe("runs list", () => {
  let place: Awaited<ReturnType<typeof createTwoRuns>>;
  beforeAll(async () => {
    place = await createTwoRuns();
  });

  it("shows the newest first, what became of them, and no control characters", async () => {
    const before = { ...snapshotOf(place.clone), branches: place.clone.ask("branch", "-a") };
    const done = await runs(place, "list");
    expect(done).toMatchObject({ code: 0, stderr: "" });
    expect(done.stdout).toMatch(/abstained[\s\S]*opened #7[\s\S]*edited, 3 lines/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    expect(done.stdout).not.toMatch(/\u001b\[31m|^::/m);
    expect({ ...snapshotOf(place.clone), branches: place.clone.ask("branch", "-a") }).toEqual(
      before,
    );
  });

  it("answers in JSON, and only what is asked for", async () => {
    const { stdout } = await runs(place, "list", "--json", "--issue", "12");
    expect(JSON.parse(stdout)).toMatchObject([
      {
        ...{ id: place.merged.id, issue: 12, ended: "opened" },
        pulls: [{ pull: 7, candidate: 1, picked: false, outcome: { kind: "edited" } }],
      },
    ]);
    const late = await runs(place, "list", "--json", "--since", "2026-04-01");
    expect(JSON.parse(late.stdout)).toMatchObject([{ id: place.abstained.id }]);
    const one = await runs(place, "list", "--json", "--limit", "1");
    expect(JSON.parse(one.stdout)).toHaveLength(1);
    expect((await runs(place, "list", "--since", "yesterday")).stderr).toContain("--since takes");
  });

  it("works without the remote once it was fetched", async () => {
    place.clone.git(["remote", "set-url", "origin", "/nowhere/remote.git"]);
    const failed = await runs(place, "list");
    expect(failed).toMatchObject({ code: 1, stdout: "" });
    expect(failed.stderr).toMatch(/origin could not be asked.*--offline/s);
    expect(await runs(place, "list", "--offline")).toMatchObject({ code: 0 });
    place.clone.git(["remote", "set-url", "origin", place.remote.root]);
  });

  it("reads the log of the repository itself", async () => {
    const { stdout } = await runs({ clone: place.remote }, "list", "--json");
    expect(JSON.parse(stdout)).toHaveLength(2);
  });

  it("merges what several months have of one run", async () => {
    await place.write(APRIL, place.merged.id, {
      "picks/9.json": JSON.stringify(createPicked()),
      "outcomes/9.json": JSON.stringify(createOutcome({ pull: 9, candidate: 2, kind: "closed" })),
    });
    const { stdout } = await runs(place, "list", "--json", "--issue", "12");
    expect(JSON.parse(stdout)[0].pulls).toMatchObject([
      { pull: 7, outcome: { kind: "edited" } },
      { pull: 9, picked: true, outcome: { kind: "closed" } },
    ]);
  });
});

describe("runs list without records", () => {
  it("says what is missing, and what to do", async () => {
    const { clone } = await createPlace({ "a.py": "" });
    const none = await runs({ clone }, "list");
    expect(none).toMatchObject({ code: 1, stdout: "" });
    expect(none.stderr).toContain("no records yet; comment /generate on an issue first");
    expect((await runs({ clone }, "list", "--offline")).stderr).toContain("nothing was fetched");
    expect((await runs({ clone }, "list", "--remote", "up")).stderr).toMatch(/no remote "up"/);
    const alone = createGitFolder({ "a.py": "" });
    expect((await runs({ clone: alone }, "list")).stderr).toContain("has no remote and no records");
    const nothing = openFolder(temporaryFolder());
    const noGit = await runs({ clone: nothing }, "list");
    expect(noGit).toMatchObject({ code: 2 });
    expect(noGit.stderr).toContain("is not a git repository");
  });
});

describe("records of strangers", () => {
  it("are listed as damaged with the reason, and keep nobody else from being read", async () => {
    const place = await createTwoRuns();
    const huge = requestOf(3);
    await place.write(APRIL, requestOf(4).id, { "publication.json": "{}" });
    await place.write(APRIL, "../../etc", { "request.json": "x" }).catch(() => {});
    await place.write(APRIL, "\u001b[31mfoo", { "request.json": "x" });
    await place.write(APRIL, huge.id, {
      ...recordFiles({ request: huge, publication: createPublication(huge) }),
      "request.json": " ".repeat(1_100_000),
    });
    await place.write(APRIL, place.merged.id, { "outcomes/7.json": "[]" });
    place.remote.git(["update-ref", "refs/patchjudge/log/2026-01", await blobOf(place)]);
    bomb(place);
    const { code, stdout } = await runs(place, "list", "--json");
    expect(code).toBe(0);
    const listed: { id: string; damage?: string; faults?: string[] }[] = JSON.parse(stdout);
    expect(listed.find(({ damage }) => damage?.includes("1100000000 bytes"))).toBeDefined();
    const damage = Object.fromEntries(listed.map((run) => [run.id, run.damage ?? run.faults]));
    expect(damage).toMatchObject({
      [requestOf(4).id]: expect.stringContaining("its publication.json is not of this version"),
      [huge.id]: expect.stringContaining("its request.json is larger than"),
      "\u001b[31mfoo": expect.stringContaining("not named after a request"),
      "": expect.stringContaining("the month cannot be read"),
      [place.merged.id]: [expect.stringContaining("outcomes/7.json")],
      [place.abstained.id]: [],
    });
    const table = await runs(place, "list");
    expect(table.code).toBe(0);
    expect(table.stdout).toContain("damaged");
    const shown = await runs(place, "show", huge.id);
    expect(shown).toMatchObject({ code: 1, stdout: "" });
    expect(shown.stderr).toMatch(/the record of \w+ is damaged: its request.json is larger/);
  });

  /** A month that names one file of a megabyte 1,100 times. */
  function bomb({ remote }: Place): void {
    const blob = remote.git(["hash-object", "-w", "--stdin"], " ".repeat(1_000_000));
    const file = `100644 blob ${blob.toString().trim()}\trequest.json\n`;
    const folder = remote.git(["mktree"], file).toString().trim();
    const names = [...Array(1_100).keys()].map((i) => `040000 tree ${folder}\t${i}\n`);
    const tree = remote.git(["mktree"], names.join("")).toString().trim();
    const commit = remote.ask("commit-tree", tree, "-m", "bomb");
    remote.git(["update-ref", "refs/patchjudge/log/2026-02", commit]);
  }

  async function blobOf({ remote }: Place): Promise<string> {
    return remote.git(["hash-object", "-w", "--stdin"], "no tree").toString().trim();
  }
});

describe("runs show", () => {
  let place: Awaited<ReturnType<typeof createTwoRuns>>;
  beforeAll(async () => {
    place = await createTwoRuns();
  });

  it("shows request, ranking, manifest, pull requests", async () => {
    const { code, stdout } = await runs(place, "show", place.merged.id.slice(0, 6));
    expect(code).toBe(0);
    expect(stdout).toMatch(/issue {3}#12 add subtracts[\s\S]*▶[\s\S]*program[\s\S]*tokens/);
    expect(stdout).toContain("#7 candidate 1, the judge's choice: edited, 3 lines");
    const other = await runs(place, "show", place.abstained.id);
    expect(other.stdout).toContain("no ranking: no result was recorded");
    const json = await runs(place, "show", place.merged.id, "--json");
    expect(JSON.parse(json.stdout)).toMatchObject({ request: { id: place.merged.id }, result: {} });
  });

  it("writes the record's files into an empty folder", async () => {
    const out = join(temporaryFolder(), "record");
    expect(await runs(place, "show", place.merged.id, "--out", out)).toMatchObject({ code: 0 });
    expect(readdirSync(out).sort()).toEqual(
      ["candidates", "outcomes", "publication.json", "request.json", "result.json"].sort(),
    );
    expect(readdirSync(join(out, "candidates"))).toEqual(["1.diff"]);
    const again = await runs(place, "show", place.merged.id, "--out", out);
    expect(again.stderr).toContain("is not empty; pass another --out");
  });

  it("names the runs that a beginning could mean, and says where none begins so", async () => {
    const many = await runs(place, "show", "");
    expect(many).toMatchObject({ code: 2, stdout: "" });
    expect(many.stderr).toContain("begins 2 runs; give more of the id");
    expect(many.stderr).toContain(place.merged.id);
    const none = await runs(place, "show", "zz");
    expect(none).toMatchObject({ code: 2 });
    expect(none.stderr).toContain("see: patchjudge runs list");
  });
});

describe("runs prune", () => {
  it("lists, asks, deletes old months only, and nothing else", async () => {
    const place = await createTwoRuns();
    place.remote.git(["update-ref", "refs/patchjudge/log/0000-other", "main"]);
    place.remote.git(["update-ref", "refs/patchjudge/claims/issue-1", "main"]);
    const refs = () => place.remote.ask("for-each-ref", "--format=%(refname)").split("\n");
    const all = refs();
    const dry = await runs(place, "prune", "--before", "2026-04", "--dry-run");
    expect(dry).toMatchObject({ code: 0 });
    expect(dry.stdout).toMatch(/would be deleted in origin: 2026-03$/m);
    const asked = await runs(place, "prune", "--before", "2026-04");
    expect(asked).toMatchObject({ code: 2, stdout: "" });
    expect(asked.stderr).toContain("pass --yes");
    expect(refs()).toEqual(all);
    const done = await runs(place, "prune", "--before", "2026-04", "--yes");
    expect(done).toMatchObject({ code: 0, stdout: "deleted 2026-03\n" });
    expect(refs()).toEqual(all.filter((ref) => !ref.endsWith("2026-03")));
    const { stdout } = await runs(place, "list", "--json", "--offline");
    expect(JSON.parse(stdout)).toHaveLength(1);
    const nothing = await runs(place, "prune", "--keep-months", "1200");
    expect(nothing.stdout).toContain("no records from before");
  });

  it.each([
    [[]],
    [["--keep-months", "0"]],
    [["--before", "March"]],
    [["--keep-months", "1", "--before", "2026-01"]],
  ])("refuses %j", async (args) => {
    const { clone } = await createPlace({ "a.py": "" });
    const done = await runs({ clone }, "prune", ...args, "--yes");
    expect(done).toMatchObject({ code: 2, stdout: "" });
  });
});

describe("runs replay", () => {
  let place: Place;
  let model = "";
  let result: Result;
  const task = parseIssue(readFileSync(join(EXAMPLE, "issue.md"), "utf8"), "issue");
  const request = () =>
    requestOf(1, 12, {
      base: { ref: "main", commit: place.clone.ask("rev-parse", "HEAD") },
      settings: createSettings({ candidates: 3, maxAnswerTokens: 64 }),
      task,
    });

  beforeAll(async () => {
    model = join(temporaryFolder(), "tiny.gguf");
    await writeTinyModel(model);
    place = await createPlace();
    const folder = temporaryFolder();
    writeFileSync(join(folder, "request.json"), JSON.stringify(request()));
    const from = ["--request", join(folder, "request.json"), "--out", join(folder, "out")];
    const args = ["run", ...from, "--repo", place.clone.root, "--model", model, ...ENGINE];
    expect(await runCli(args)).toMatchObject({ code: 0 });
    result = Result.parse(JSON.parse(readFileSync(join(folder, "out", "result.json"), "utf8")));
    const publication = createPublication(request(), {
      candidate: null,
      pull: null,
      kind: "failed",
    });
    await place.record(MARCH, { request: request(), publication, result });
  }, 180_000);

  it("finds the same prompts, tokens and candidates on the same machine", async () => {
    const out = join(temporaryFolder(), "again");
    const args = ["--model", model, ...ENGINE];
    const done = await runs(place, "replay", request().id, ...args, "--json", "--out", out);
    expect(done).toMatchObject({ code: 0 });
    const { checks, identical, candidates, marginDifference } = JSON.parse(done.stdout);
    expect(checks.filter(({ same }: { same: boolean | null }) => same !== true)).toEqual([]);
    expect(identical).toBe(3);
    expect(candidates).toEqual(
      [1, 2, 3].map((candidate) => ({ candidate, same: true, by: "tokens" })),
    );
    expect(marginDifference ?? 0).toBeCloseTo(0);
    expect(readdirSync(out)).toContain("result.json");
  });

  it("tells which candidates differ, and still ends well", async () => {
    const other = requestOf(2, 12, request());
    const answers = (result.manifest.tokens?.answers ?? []).map((answer) =>
      answer.candidate === 2 ? { ...answer, sha256: "0".repeat(64) } : answer,
    );
    const own = resultOf({ ...other, id: requestOf(2).id }, result);
    const tokens = { prompts: result.manifest.tokens?.prompts ?? [], answers };
    const changed = { ...own, manifest: { ...own.manifest, patchjudge: "0.0.1", tokens } };
    const asked = { ...other, id: requestOf(2).id };
    await place.record(MARCH, {
      request: asked,
      publication: createPublication(asked),
      result: changed,
    });
    const done = await runs(place, "replay", asked.id, "--model", model, ...ENGINE);
    expect(done).toMatchObject({ code: 0 });
    expect(done.stdout).toContain("2 of 3 are identical; not 2 (compared by tokens)");
    expect(done.stdout).toMatch(/program +DIFFERENT: patchjudge 0\.0\.1, now/);
    expect(done.stdout).toContain("Samples depend on the machine's arithmetic");
  });

  it("says why a run cannot be replayed", async () => {
    const weights = join(temporaryFolder(), "other.gguf");
    await writeTinyModel(weights, { seed: 2 });
    const wrong = await runs(place, "replay", request().id, "--model", weights, ...ENGINE);
    expect(wrong).toMatchObject({ code: 1, stdout: "" });
    expect(wrong.stderr).toContain("has other weights");
    const unknown = await runs(place, "replay", request().id);
    expect(unknown).toMatchObject({ code: 1, stdout: "" });
    expect(unknown.stderr).toMatch(/none that is known by name.*pass its file with --model/);
    const lost = requestOf(3, 12, {
      ...request(),
      id: requestOf(3).id,
      base: { ref: "main", commit: "f".repeat(40) },
    });
    await place.record(MARCH, {
      request: lost,
      publication: createPublication(lost),
      result: resultOf(lost, result),
    });
    const gone = await runs(place, "replay", lost.id, "--model", model, ...ENGINE);
    expect(gone).toMatchObject({ code: 1, stdout: "" });
    expect(gone.stderr).toMatch(/is not in this clone; run git fetch/);
    const empty = requestOf(4);
    await place.record(MARCH, {
      request: empty,
      publication: createPublication(empty, { kind: "failed" }),
    });
    const none = await runs(place, "replay", empty.id);
    expect(none).toMatchObject({ code: 1, stdout: "" });
    expect(none.stderr).toContain("cannot be replayed: no result was recorded");
  });
});

describe("learn harvest", () => {
  it("makes a pool that judge reads, with the labels that people gave", async () => {
    const place = await createPlace({ "calc.py": "def add(a, b):\n    return a - b\n" });
    const request = requestOf(1);
    const candidates = ["a + b", "b - a", "a * b"].map((code, i) =>
      createCandidate({
        ...{ id: i + 1, code: `def add(a, b):\n    return ${code}` },
        diff: `${createCandidate().diff}${code}\n`,
      }),
    );
    const result = resultOf(request, { candidates });
    await place.record(MARCH, {
      ...{ request, result },
      publication: createPublication(request, { candidate: 2, diffs: diffsOf(result) }),
      picks: [createPicked({ candidate: 1 })],
      outcomes: [
        createOutcome({ candidate: 2, kind: "closed" }),
        createOutcome({ pull: 9, candidate: 1 }),
      ],
    });
    const folder = temporaryFolder();
    const out = join(folder, "harvest.pool.jsonl");
    const done = await runCli(["learn", "harvest", "--repo", place.clone.root, "--out", out]);
    expect(done).toMatchObject({ code: 0, stdout: `${out}\n${out}.tasks\n` });
    expect(done.stderr).toContain("1 tasks of 1 issues have a label, 1 have both labels");
    expect(done.stderr).toContain("n is small");
    const line = PoolLine.parse(JSON.parse(readFileSync(out, "utf8")));
    expect(line.candidates.map(({ passed }) => passed)).toEqual([true, false, undefined]);
    expect(readFileSync(`${out}.tasks`, "utf8") + readFileSync(out, "utf8")).not.toMatch(
      /alice|bob/,
    );
    const model = join(folder, "tiny.gguf");
    await writeTinyModel(model);
    mkdirSync(join(folder, "scored"));
    const scored = join(folder, "scored", "pool.jsonl");
    const files = ["--pool", out, "--tasks", `${out}.tasks`, "--out", scored];
    const judged = await runCli([
      "judge",
      ...files,
      "--model",
      model,
      "--judge",
      "none",
      ...ENGINE,
    ]);
    expect(judged).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(scored, "utf8")).candidates).toHaveLength(3);
  });
});
