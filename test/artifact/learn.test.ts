import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type { PoolLine } from "../../src/learn/collect/pool.ts";
import { TrialsFile } from "../../src/learn/trials/figures.ts";
import { runCli, startCli } from "../support/cli.ts";
import { removeFolders, temporaryFolder } from "../support/git-folder.ts";
import { describeWith } from "../support/needs.ts";
import { until, workersOf } from "../support/processes.ts";
import { trySandbox } from "../support/sandbox.ts";
import { writeTinyModel } from "../support/tiny-model.ts";

jest.setTimeout(120_000);

const ENGINE = ["--threads", "1", "--gpu", "off"];

let folder = "";
let model = "";
let tasks = "";

beforeAll(async () => {
  folder = temporaryFolder();
  model = join(folder, "tiny.gguf");
  await writeTinyModel(model);
  tasks = file("tasks.jsonl", jsonl([...Array(30).keys()].map((i) => task(9000 + i))));
});
afterAll(removeFolders);

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function jsonl(lines: readonly unknown[]): string {
  return `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`;
}

/** A task in MBPP's form, of our own. */
function task(id: number) {
  const name = `add_${id}`;
  return {
    task_id: id,
    text: `Write a function to add ${id} to a number, for word ${"abcdefghij"[id % 10]}${id}.`,
    code: `def ${name}(x):\n    return x + ${id}\n`,
    test_list: [`assert ${name}(1) == ${id + 1}`, `assert ${name}(0) == ${id}`],
  };
}

/** A pool by hand: two equal candidates of each task are right, in the first 25 tasks. */
function pool(withLabels: boolean): PoolLine[] {
  return [...Array(30).keys()].map((i) => ({
    ...{ task: `mbpp/${9000 + i}`, problem: `mbpp/${9000 + i}`, language: "python" },
    ...{ domain: "function" as const, generator: "hand", generatorSha256: null },
    promptSha256: "0".repeat(64),
    sampling: { temperature: 0.8, topP: 0.95, topK: 40, n: 4, seed: 1, maxTokens: 20 },
    candidates: [1, 2, 3, 4].map((id) => candidate(i, id, withLabels)),
  }));
}

function candidate(i: number, id: number, withLabels: boolean): PoolLine["candidates"][number] {
  const isRight = id % 2 === 0 && i < 25;
  const wrong = isRight ? "" : ` - ${id}`;
  const code = `def add_${9000 + i}(x):\n    return x + ${9000 + i}${wrong}\n`;
  const own = { id, code, meanLogprob: -0.1 * id, tokens: 10 + id, certainty: null };
  if (!withLabels) return { ...own, finish: "stop" };
  // Some labels turned round, so that nothing tells right from wrong perfectly.
  const passed = i % 4 === 3 && i < 25 ? !isRight : isRight;
  return { ...own, finish: "stop", passed, reason: passed ? "passed" : "assertion" };
}

function lines(path: string): PoolLine[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

describe("learn collect", () => {
  function collect(out: string, more: readonly string[] = []) {
    const short = ["--n", "2", "--max-tokens", "12", "--lanes", "6", "--nice", "0"];
    return ["learn", "collect", "--tasks", tasks, "--generator", model, "--out", out].concat(
      ENGINE,
      short,
      more,
    );
  }

  it("writes a line a task, goes on where it stopped, and forgets a torn line", async () => {
    const out = join(folder, "pool.jsonl");
    const first = await runCli(collect(out, ["--limit", "2"]));
    expect(first).toMatchObject({ code: 0 });
    const two = lines(out);
    expect(two.map(({ candidates }) => candidates.length)).toEqual([3, 3]);
    expect(lines(`${out}.own`)).toHaveLength(2);
    appendFileSync(out, '{"task":"mbpp/');
    expect((await runCli(collect(out, ["--limit", "3"]))).code).toBe(0);
    const three = lines(out);
    expect(three.slice(0, 2)).toEqual(two);
    expect(new Set(three.map(({ task: id }) => id)).size).toBe(3);
  });

  it("refuses other settings for a pool that exists, and says what to do", async () => {
    const out = join(folder, "settings.jsonl");
    await runCli(collect(out, ["--limit", "1"]));
    const { code, stderr } = await runCli(collect(out, ["--temperature", "0.3"]));
    expect(code).toBe(2);
    expect(stderr).toContain("sampled with other settings");
    expect(stderr).toContain("pass another --out");
  });

  it("goes on with a repository's pool only as it was asked before", async () => {
    const issue = { title: "add", body: "add must add", discussion: [], hiddenTextRemoved: [] };
    const region = { path: "a.py", startLine: 1, endLine: 1, text: "x = 1", language: "python" };
    const target = { ...region, name: "x", reasons: [], score: 0 };
    const own = {
      ...{ id: "seeded/a/1", problem: "seeded/a", language: "python", domain: "repository" },
      ...{ task: issue, context: { id: 1, format: "region", target, reading: [] }, solution: "x" },
      tests: {
        ...{ style: "repository", package: "a@1", path: "a.py", startLine: 1 },
        ...{ originalEndLine: 1, sha256: "0", operator: "constant", killers: ["t"] },
      },
    };
    const seeded = file("seeded.jsonl", jsonl([own]));
    const out = join(folder, "explained.jsonl");
    const args = collect(out).map((arg) => (arg === tasks ? seeded : arg));
    expect((await runCli([...args, "--style", "explained"])).code).toBe(0);
    const [line] = lines(out);
    const { code, stderr } = await runCli(args);
    expect(code).toBe(2);
    expect(stderr).toContain("sampled with other settings");
    expect(lines(out)).toEqual([line]);
    const judged = ["judge", "--pool", out, "--tasks", seeded, "--model", model, "--judge", "none"];
    const raw = await runCli([...judged, "--out", join(folder, "raw.jsonl"), ...ENGINE]);
    expect(raw.code).toBe(2);
    expect(raw.stderr).toContain("run patchjudge learn label first");
  });

  it("takes one of two parts, which do not overlap", async () => {
    const parts = await Promise.all(
      ["1/2", "2/2"].map(async (part) => {
        const out = join(folder, `part-${part[0]}.jsonl`);
        await runCli(collect(out, ["--limit", "4", "--shard", part]));
        return lines(out).map(({ task: id }) => id);
      }),
    );
    expect(new Set(parts.flat()).size).toBe(4);
    const wrong = await runCli(collect(join(folder, "x.jsonl"), ["--shard", "3/2"]));
    expect(wrong).toMatchObject({ code: 2 });
    expect(wrong.stderr).toContain("--shard 3/2");
  });

  it("ends on Ctrl-C with a whole file and how to go on", async () => {
    const out = join(folder, "stopped.jsonl");
    // Long enough not to end before it is stopped, however busy the machine is.
    const cli = startCli(collect(out, ["--max-tokens", "300", "--n", "40"]));
    await until("the engine", () => workersOf(cli.pid).length > 0, { limitMs: 30_000 });
    cli.signalGroup("SIGINT");
    const { code, stderr } = await cli.finished;
    expect(code).toBe(3);
    expect(stderr).toContain("the same command goes on");
    if (existsSync(out)) expect(readFileSync(out, "utf8")).toMatch(/(^|\n)$/);
  });

  it("refuses problems that are kept for the final measurement", async () => {
    const kept = file("kept.jsonl", jsonl([task(42)]));
    const args = ["learn", "collect", "--tasks", kept, "--generator", model];
    const { code, stderr } = await runCli([...args, "--out", join(folder, "kept.out")]);
    expect(code).toBe(2);
    expect(stderr).toContain("mbpp/42 is kept for the final measurement");
  });
});

const { reason: noSandbox } = await trySandbox();

describeWith("learn label", noSandbox, () => {
  it("labels by the tests, in the sandbox, and goes on where it stopped", async () => {
    const out = file("to-label.jsonl", jsonl(pool(false).slice(0, 3)));
    const args = ["learn", "label", "--pool", out, "--tasks", tasks, "--nice", "0"];
    expect((await runCli(args)).code).toBe(0);
    const labels = readFileSync(`${out}.labels`, "utf8");
    const passed = labels
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line).labels.map((label: { passed: boolean }) => label.passed));
    expect(passed).toEqual(Array(3).fill([false, true, false, true]));
    expect((await runCli(args)).code).toBe(0);
    expect(readFileSync(`${out}.labels`, "utf8")).toBe(labels);
  });
});

describe("from a labelled pool to a judge", () => {
  let states = "";
  let labelled = "";

  beforeAll(async () => {
    labelled = file("labelled.jsonl", jsonl(pool(true)));
    states = join(folder, "states.jsonl");
    const args = ["learn", "states", "--pool", labelled, "--tasks", tasks, "--out", states];
    const { code, stderr } = await runCli([...args, "--model", model, "--nice", "0", ...ENGINE]);
    if (code !== 0) throw new Error(stderr);
  }, 120_000);

  it("trains from packed pools and states, without a model, and measures", async () => {
    const packed = join(folder, "packed");
    const pack = ["learn", "pack", "--pool", labelled, "--states", states, "--out", packed];
    expect((await runCli(pack)).code).toBe(0);
    const names = { out: "judge.json", scored: "scored.jsonl", figures: "figures.json" };
    const outputs = Object.entries(names).flatMap(([key, name]) => [
      `--${key}`,
      join(folder, name),
    ]);
    const inputs = [
      "--pool",
      `${packed}.jsonl.gz`,
      "--states",
      `${packed}.as-answer.tiny.states.gz`,
    ];
    const trained = await runCli(
      [
        "learn",
        "train",
        ...inputs,
        "--tasks",
        tasks,
        "--name",
        "tiny-judge",
        "--resamples",
        "50",
      ].concat(outputs),
    );
    expect(trained).toMatchObject({ code: 0 });
    const judge = JSON.parse(readFileSync(join(folder, "judge.json"), "utf8"));
    expect(judge).toMatchObject({ name: "tiny-judge", base: { model: "tiny" } });
    const metrics = await runCli(["learn", "metrics", join(folder, "scored.jsonl"), "--json"]);
    const summary = JSON.parse(metrics.stdout);
    expect(summary.mixedTasks).toBe(25);
    // Of the five whose candidates all fail one in five is read, but all count.
    expect(summary).toMatchObject({ weightedTasks: 30, verdict: { by: "own" } });
    expect(summary.ranking.oraclePass.value).toBeCloseTo(25 / 30, 12);
    expect(summary.ranking.oraclePass.value).toBeGreaterThan(summary.ranking.randomPass.value);
    const table = await runCli(["learn", "metrics", join(folder, "scored.jsonl")]);
    expect(table.stdout).toContain("within-task AUC");
  });

  it("scores a pool by the code of a live run, and refuses another model's judge", async () => {
    const out = join(folder, "judged.jsonl");
    const one = file("one.jsonl", jsonl(pool(false).slice(0, 2)));
    const args = ["judge", "--pool", one, "--tasks", tasks, "--model", model, ...ENGINE];
    const judge = join(folder, "judge.json");
    expect((await runCli([...args, "--out", out, "--judge", judge])).code).toBe(0);
    const [first] = lines(out) as unknown as { judge: string; candidates: { score: number }[] }[];
    expect(first?.judge).toBe("tiny-judge");
    expect(new Set(first?.candidates.map(({ score }) => score)).size).toBe(3);
    const foreign = JSON.parse(readFileSync(judge, "utf8"));
    foreign.base.sha256 = "f".repeat(64);
    const other = file("foreign.json", JSON.stringify(foreign));
    const refused = await runCli([...args, "--out", join(folder, "no.jsonl"), "--judge", other]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain("was trained with tiny");
  });

  it("scores what was read before without the model, as a live run does", async () => {
    const out = join(folder, "crossed.jsonl");
    const judge = join(folder, "judge.json");
    const from = ["--pool", labelled, "--tasks", tasks, "--states", states];
    const args = ["learn", "cross", "--judge", judge, ...from, "--out", out];
    const crossed = await runCli([...args, "--resamples", "20"]);
    expect(crossed).toMatchObject({ code: 0, stderr: "" });
    for (const rule of ["tiny-judge", "agreement", "votes", "judge's log-probability"]) {
      expect(crossed.stdout).toContain(rule);
    }
    const { rules, pools, ...told } = JSON.parse((await runCli([...args, "--json"])).stdout);
    const { stdout } = await runCli(["learn", "metrics", out, "--json"]);
    expect(told).toEqual({ judge: "tiny-judge", apartFrom: [], ...JSON.parse(stdout) });
    expect(rules[0]).toMatchObject({ ranking: {}, difference: { withinTaskAuc: {} } });
    expect(pools).toMatchObject([{ name: "labelled.jsonl", tasks: 25 }]);
    const held = join(folder, "scored.jsonl");
    const beside = await runCli(["learn", "metrics", out, "--against", held, "--resamples", "20"]);
    expect(beside.stdout).toContain("paired, on 25 tasks of 25 families that both scored");
    expect(beside.stdout).toMatch(/McNemar, exact, p = \d\.\d{3}/);
    const nobody = file("nobody.jsonl", jsonl(lines(held).map((own) => ({ ...own, task: "x/1" }))));
    const apples = await runCli(["learn", "metrics", out, "--against", nobody]);
    expect(apples).toMatchObject({ code: 2 });
    expect(apples.stderr).toContain("no task in common");
    const learnt = file("learnt.jsonl", jsonl(pool(false).slice(0, 2)));
    const apart = await runCli([...args, "--apart-from", learnt, "--resamples", "20", "--json"]);
    expect(JSON.parse(apart.stdout)).toMatchObject({ apartFrom: ["learnt.jsonl"] });
    expect(apart.stderr).toBe("labelled.jsonl: 2 of 30 tasks left out\n");
    expect(lines(out).map((line) => line.task)).not.toContain("mbpp/9000");
    const stranger = file("stranger.jsonl", jsonl([{ ...pool(false)[0], task: "mbpp/1" }]));
    const unknown = await runCli([...args, "--apart-from", stranger]);
    expect(unknown).toMatchObject({ code: 2 });
    expect(unknown.stderr).toContain("mbpp/1 is in none of the files of --tasks");
    const trainedOn = join(folder, "packed.jsonl.gz");
    const own = args.map((arg) => (arg === labelled ? trainedOn : arg));
    expect((await runCli([...own, "--resamples", "20"])).stderr).toContain("was trained on packed");
    type Line = { task: string; candidates: { score: number }[] };
    const scoresOf = (path: string) =>
      (lines(path) as unknown as Line[])
        .filter(({ task: id }) => id === "mbpp/9000")
        .flatMap(({ candidates }) => candidates.map(({ score }) => score.toFixed(3)));
    expect(scoresOf(out)).toEqual(scoresOf(join(folder, "judged.jsonl")));
    expect(scoresOf(out)).toHaveLength(4);
    const foreign = ["--judge", join(folder, "foreign.json")];
    const refused = await runCli(["learn", "cross", ...foreign, ...from, "--out", out]);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toContain("these states are of tiny");
  });

  it("lets a model choose among the best, and says what other views are worth", async () => {
    const read = join(folder, "views.jsonl");
    const engine = ["--model", model, "--nice", "0", ...ENGINE];
    const from = ["--pool", labelled, "--tasks", tasks];
    for (const view of ["review", "reviewer", "no-comments"]) {
      const args = ["learn", "states", ...from, "--view", view, "--out", read, ...engine];
      expect(await runCli(args)).toMatchObject({ code: 0 });
    }
    const scored = join(folder, "scored.jsonl");
    const answers = join(folder, "play-off.jsonl");
    const playOff = ["learn", "play-off", "--scored", scored, "--tasks", tasks, "--out", answers];
    expect(await runCli([...playOff, ...engine])).toMatchObject({ code: 0 });
    const out = join(folder, "trials.json");
    const args = ["learn", "trials", "--scored", scored, ...from, "--states", states, read];
    const more = ["--model", "tiny", "--resamples", "50", "--play-off", answers, "--out", out];
    const { code, stdout } = await runCli([...args, ...more]);
    expect(code).toBe(0);
    expect(stdout).toContain("Coder-Reviewer");
    const file = TrialsFile.parse(JSON.parse(readFileSync(out, "utf8")));
    expect(file).toMatchObject({ judge: "tiny-judge", model: "tiny", generators: ["hand"] });
    expect(file.trials.map(({ name }) => name)).toEqual([
      "in the words of a review",
      "without comments",
      "with and without comments, averaged",
      "likelihood without comments",
      "likelihood of the issue, given the change",
      "Coder-Reviewer: both likelihoods",
      "play-off of the judge's best",
    ]);
    expect(file.trials.every(({ mixedTasks, cost }) => mixedTasks === 25 && cost !== null)).toBe(
      true,
    );
    expect(stdout).toContain(
      "a judge of margin and reading that never saw no-comments, on 25 tasks",
    );
    const without = await runCli([...args.slice(0, -2), read, ...more]);
    expect(without).toMatchObject({ code: 2 });
    expect(without.stderr).toContain("nothing of the view as-answer");
  }, 120_000);

  it("says which task is missing", async () => {
    const few = file("few.jsonl", jsonl([task(9000)]));
    const args = ["judge", "--pool", labelled, "--tasks", few, "--model", model, ...ENGINE];
    const { code, stderr } = await runCli([...args, "--out", join(folder, "m.jsonl")]);
    expect(code).toBe(2);
    expect(stderr).toContain("the task mbpp/9001 is in none of --tasks");
  });

  it("has no figures for a pool without outcomes", async () => {
    const { code, stderr } = await runCli(["learn", "metrics", file("none.jsonl", "")]);
    expect(code).toBe(2);
    expect(stderr).toContain("label the pool first");
  });
});
