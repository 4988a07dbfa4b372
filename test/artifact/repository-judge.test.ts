import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { parseJudgeFile } from "../../src/judge/judge-file.ts";
import type { PoolLine } from "../../src/learn/collect/pool.ts";
import type { StatesLine } from "../../src/learn/collect/states.ts";
import { hashPrompts } from "../../src/learn/prompt-hash.ts";
import type { TestedTask } from "../../src/learn/tasks/types.ts";
import { livePrompts } from "../../src/sample/prompt.ts";
import { runCli } from "../support/cli.ts";
import { removeFolders, temporaryFolder } from "../support/git-folder.ts";
import { createLearnTask } from "../support/learn-parts.ts";
import { createContext, createRegion, createTask } from "../support/run-parts.ts";

jest.setTimeout(120_000);

const WORDS = "amber birch cedar dune ember fjord grove heath inlet jetty knoll lagoon".split(" ");
/** Two faults each in so many packages; a calibration needs 40 of 20. */
const PACKAGES = 24;

/** How a judge's file names what it was trained and calibrated on. */
const OWN_POOLS = [
  { name: "pool-1.jsonl", tasks: 20 },
  { name: "pool-2.jsonl", tasks: 28 },
];

let folder = "";
let files: { tasks: string; pools: string[]; states: string };

beforeAll(() => {
  folder = temporaryFolder();
  const tasks = [...Array(2 * PACKAGES).keys()].map(plantedBug);
  const lines = tasks.map(poolLine);
  files = {
    tasks: file("tasks.jsonl", tasks),
    pools: [file("pool-1.jsonl", lines.slice(0, 20)), file("pool-2.jsonl", lines.slice(20))],
    states: file("states.jsonl", tasks.map(statesLine)),
  };
});
afterAll(removeFolders);

function file(name: string, lines: readonly unknown[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.map((line) => JSON.stringify(line)).join("\n")}\n`);
  return path;
}

function plantedBug(i: number): TestedTask {
  const [name, kind] = [WORDS[i % 12], WORDS[(i * 5 + 3) % 12]];
  const problem = `seeded/pack${i >> 1}`;
  const text = `def ${name}_${kind}_${i}(x):\n    return x - ${i}\n`;
  return createLearnTask({
    ...{ id: `${problem}/${i}`, problem, domain: "repository" },
    task: createTask({ title: `${name} ${i} of ${kind}`, body: `${name}, ${i}: ${kind} is off.` }),
    context: createContext({ target: createRegion({ text }) }),
    solution: text.replace("-", "+"),
    tests: {
      ...{ style: "repository", package: `pack${i >> 1}@1.0.0`, path: "calc.py", startLine: 1 },
      ...{ originalEndLine: 2, sha256: "a".repeat(64), operator: "swap", killers: ["test"] },
    },
  });
}

/** Four different ones; which are right changes from task to task. */
function isRight(i: number, id: number): boolean {
  return (i + id) % 4 === 0 || (i % 3 === 0 && id === 2);
}

function poolLine({ id, problem, task, context }: TestedTask, i: number): PoolLine {
  return {
    ...{ task: id, problem, language: "python", domain: "repository", generator: "small" },
    ...{ generatorSha256: "b".repeat(64), promptSha256: hashPrompts(livePrompts(task, context)) },
    sampling: { temperature: 0.8, topP: 0.95, topK: 40, n: 4, seed: 1, maxTokens: 320 },
    candidates: [1, 2, 3, 4].map((own) => ({
      ...{ id: own, code: `return x + ${own}\n`, tokens: 8, finish: "stop", style: "continued" },
      ...{ meanLogprob: -0.2, certainty: null, passed: isRight(i, own), reason: "tests" },
    })),
  };
}

/** The right ones are likelier to the judge's model, if not always. Its engine gives no hidden states. */
function statesLine({ id }: TestedTask, i: number): StatesLine {
  return {
    ...{ task: id, generator: "small", model: "tiny", modelSha256: "c".repeat(64) },
    ...{ view: "as-answer", promptSha256: "d".repeat(64) },
    scores: [1, 2, 3, 4].map((own) => {
      const noise = ((i * 7 + own * 5) % 11) / 11;
      const meanLogprob = -0.6 * noise - (isRight(i, own) ? 0.1 : 0.35);
      const reading = { tokens: 8, meanLogprob, lowestLogprob: -2, entropy: 0.3 };
      return {
        ...{ id: own, margin: noise, labelMass: 1, hidden: null },
        reading: { ...reading, likeliestShare: 0.9 + meanLogprob / 10 },
      };
    }),
  };
}

const path = (name: string) => join(folder, name);

function inputs(pools = files.pools): string[] {
  const read = ["--pool", ...pools, "--tasks", files.tasks, "--states", files.states];
  return [...read, "--resamples", "30"];
}

function train(pools = files.pools) {
  const outputs = ["--out", path("judge.json"), "--scored", path("held.jsonl")];
  const rest = ["--figures", path("figures.json"), "--name", "planted"];
  return runCli(["learn", "train", ...inputs(pools), ...outputs, ...rest]);
}

const readJudge = (name: string) => parseJudgeFile(readFileSync(path(name), "utf8"), name);

describe("a judge for repositories", () => {
  it("is trained on planted bugs alone, and promises no probability of functions", async () => {
    expect(await train()).toMatchObject({ code: 0 });
    const judge = readJudge("judge.json");
    expect(judge).toMatchObject({ domain: "repository", calibrations: {}, pools: OWN_POOLS });
    expect(judge.meaning).toContain("faults that were planted in packages");
    const figures = JSON.parse(readFileSync(path("figures.json"), "utf8"));
    expect(figures.domain).toBe("repository");
    expect(figures.judge.ranking.withinTaskAuc.value).toBeGreaterThan(0.65);
  });

  it("is calibrated on scores of heads that did not know the package, and on no others", async () => {
    const outputs = ["--out", path("calibrated.json"), "--scored", path("picks.jsonl")];
    const args = ["learn", "calibrate", "--judge", path("judge.json"), ...inputs(), ...outputs];
    const refused = await runCli(args);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toContain("give the held-out scores that learn train wrote");
    const done = await runCli([...args, "--held", path("held.jsonl")]);
    expect(done).toMatchObject({ code: 0, stderr: "" });
    const { calibrations, pools } = readJudge("calibrated.json");
    expect(pools).toMatchObject(OWN_POOLS);
    expect(calibrations.repository).toMatchObject({ tasks: 48, packages: 24 });
    expect(calibrations.repository?.holds.generators).toMatchObject([{ model: "small" }]);
    const [first] = readFileSync(path("held.jsonl"), "utf8").split("\n");
    const part = file("part.jsonl", [JSON.parse(first ?? "")]);
    const missing = await runCli([...args, "--held", part]);
    expect(missing).toMatchObject({ code: 2 });
    expect(missing.stderr).toContain("has no score of seeded/");
  });

  it("is not trained on functions beside", async () => {
    const lines = files.pools.flatMap((pool) => readFileSync(pool, "utf8").trim().split("\n"));
    const mixed = lines.map((line, i) => ({
      ...JSON.parse(line),
      ...(i < 9 ? { domain: "function" } : {}),
    }));
    const refused = await train([file("mixed.jsonl", mixed)]);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toContain("train a judge for each");
  });
});
