import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs, promisify } from "node:util";
import { type AnswerStyle, LIVE_STYLES } from "../src/contracts/answer-style.ts";
import { Result } from "../src/contracts/result.ts";

/**
 * How often the example's bug is solved: runs the command line with several seeds and puts every
 * candidate to the acceptance test that no model sees. Model-written code runs under Node's
 * permission model, which lets it read one folder and nothing else.
 */
const exec = promisify(execFile);
const EXAMPLE = resolve("examples/splitbill");
const { values } = parseArgs({
  options: {
    model: { type: "string", default: "1.5b" },
    seeds: { type: "string", default: "1,101,201" },
  },
});

interface SeedFigures {
  readonly seed: number;
  readonly candidates: number;
  readonly right: number;
  /** Right ones by how they were asked for. */
  readonly rightByStyle: Readonly<Record<string, string>>;
  readonly openable: number;
  readonly openedIsRight: boolean | null;
  readonly seconds: number;
}

const figures: SeedFigures[] = [];
const out = `bench/results/demo-${values.model}.json`;
await mkdir("bench/results", { recursive: true });
for (const seed of values.seeds.split(",").map(Number)) {
  const figure = await measure(seed);
  figures.push(figure);
  console.log(JSON.stringify(figure));
  const total = figures.reduce((sum, f) => sum + f.candidates, 0);
  const right = figures.reduce((sum, f) => sum + f.right, 0);
  const summary = { model: values.model, total, right, figures };
  await writeFile(out, `${JSON.stringify(summary, null, 2)}\n`);
}

async function measure(seed: number): Promise<SeedFigures> {
  const folder = await mkdtemp(join(tmpdir(), "patchjudge-demo-"));
  try {
    const repo = join(folder, "repo");
    await cp(join(EXAMPLE, "repo"), repo, { recursive: true });
    await commitAll(repo);
    const began = performance.now();
    const issue = join(EXAMPLE, "issue.md");
    const options = ["--model", values.model, "--seed", String(seed), "--out", join(folder, "out")];
    await exec(process.execPath, [
      "dist/cli/main.js",
      "run",
      "--repo",
      repo,
      "--issue",
      issue,
      ...options,
    ]);
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    const text = await readFile(join(folder, "out", "result.json"), "utf8");
    const result = Result.parse(JSON.parse(text));
    const right = new Map<number, boolean>();
    for (const { id, diff } of result.candidates) {
      const file = join(folder, "out", "candidates", `${id}.diff`);
      right.set(id, diff !== undefined && (await isRight(repo, file, join(folder, `try-${id}`))));
    }
    return summarise(result, right, { seed, seconds });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function summarise(
  { candidates, verdict: { decision } }: Result,
  right: ReadonlyMap<number, boolean>,
  run: { seed: number; seconds: number },
): SeedFigures {
  const rightOf = (asked: AnswerStyle) => {
    const own = candidates.filter(({ style }) => style === asked);
    return `${own.filter(({ id }) => right.get(id)).length} of ${own.length}`;
  };
  return {
    ...run,
    candidates: candidates.length,
    right: [...right.values()].filter(Boolean).length,
    rightByStyle: Object.fromEntries(LIVE_STYLES.map((style) => [style, rightOf(style)])),
    openable: candidates.filter(({ refusals }) => refusals.length === 0).length,
    openedIsRight: decision.kind === "open" ? (right.get(decision.candidate) ?? false) : null,
  };
}

async function commitAll(repo: string): Promise<void> {
  const git = (...args: string[]) => exec("git", args, { cwd: repo });
  await git("init", "-q");
  await git("add", "-A");
  await git("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "-qm", "base");
}

async function isRight(repo: string, diff: string, place: string): Promise<boolean> {
  await cp(repo, place, { recursive: true });
  await cp(join(EXAMPLE, "accept"), join(place, "accept"), { recursive: true });
  const flag =
    Number(process.versions.node.split(".")[0]) < 24 ? "--experimental-permission" : "--permission";
  try {
    await exec("git", ["apply", diff], { cwd: place });
    const args = [
      flag,
      `--allow-fs-read=${place}/*`,
      join(place, "accept", "ledger.accept.js"),
      place,
    ];
    const { stdout } = await exec(process.execPath, args, { timeout: 10_000, env: {} });
    return stdout.trimEnd().endsWith("accepted");
  } catch {
    return false;
  }
}
