import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { Result } from "../../src/contracts/result.ts";
import { peakOf, workersOf } from "../support/processes.ts";

const CLI = "dist/cli/main.js";

/** The whole path on the real 0.5B: what must be there, and what must be the same twice. */
describe("the main job with Qwen2.5-Coder-0.5B", () => {
  const folder = mkdtempSync(join(tmpdir(), "patchjudge-model-"));
  const repo = join(folder, "splitbill");
  let first: Result;
  let second: Result;

  function git(...args: string[]): string {
    return execFileSync("git", args, { cwd: repo, encoding: "utf8" });
  }

  /** Largest size that an engine process had, in KiB. */
  let peak = 0;

  async function run(out: string): Promise<Result> {
    const options = ["--repo", repo, "--issue", "examples/splitbill/issue.md"];
    const sampling = ["--model", "0.5b", "--candidates", "4", "--seed", "11", "--gpu", "off"];
    const args = [
      CLI,
      "run",
      ...options,
      ...sampling,
      "--apply",
      "best",
      "--out",
      join(folder, out),
    ];
    const child = spawn(process.execPath, args, { stdio: "ignore" });
    const watch = setInterval(() => {
      const sizes = workersOf(child.pid ?? 0).map(peakOf);
      peak = Math.max(peak, ...sizes);
    }, 200);
    const code = await new Promise((resolve) => child.on("close", resolve));
    clearInterval(watch);
    expect(code).toBe(0);
    return Result.parse(JSON.parse(readFileSync(join(folder, out, "result.json"), "utf8")));
  }

  beforeAll(async () => {
    cpSync("examples/splitbill/repo", repo, { recursive: true });
    git("init", "-q");
    git("add", "-A");
    git("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "commit", "-qm", "base");
    first = await run("first");
    second = await run("second");
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("asks about the right code", () => {
    expect(first.contexts[0]?.target).toMatchObject({ path: "src/ledger.js", name: "Ledger.add" });
  });

  it("writes every candidate with its reason or its patch", () => {
    expect(first.candidates).toHaveLength(4);
    for (const { diff, refusals } of first.candidates) {
      expect(diff !== undefined || refusals.length > 0).toBe(true);
    }
  });

  it("reads the prompt once for all samples and once more for nobody", () => {
    const { requestedTokens, evaluatedTokens, sharedPrefill } = first.manifest.generator;
    expect(sharedPrefill).toBe("fork");
    expect(evaluatedTokens).toBeLessThan(requestedTokens / 2);
  });

  it("ranks what can be opened, without ties", () => {
    const openable = first.candidates.filter((c) => c.refusals.length === 0 && !c.sameAs);
    const scores = first.verdict.ranking.map(({ score }) => score);
    expect(scores).toHaveLength(openable.length);
    expect([...scores].sort((a, b) => b - a)).toEqual(scores);
    expect(new Set(scores).size).toBe(scores.length);
    for (const { labelMass } of first.verdict.ranking) expect(labelMass).toBeGreaterThan(0.5);
  });

  it("keeps no memory for tokens that are drawn", () => {
    const { generatedTokens } = first.manifest.generator;
    // Every token takes the engine a buffer of 1.8 MB: kept until V8 sees a need, they would be more than this.
    expect(generatedTokens).toBeGreaterThan(300);
    expect(peak).toBeGreaterThan(400_000);
    expect(peak).toBeLessThan(1_600_000);
  });

  it("gives the same candidates, patches and ranking for the same seeds", () => {
    expect(second.candidates).toEqual(first.candidates);
    expect(second.contexts).toEqual(first.contexts);
    expect(second.verdict).toEqual(first.verdict);
    expect(second.manifest.requestId).toBe(first.manifest.requestId);
  });

  it("writes the page and, where it opens one, exactly one branch", () => {
    expect(existsSync(join(folder, "first", "report.html"))).toBe(true);
    const branches = git("branch", "--list", "patchjudge/*").trim().split("\n").filter(Boolean);
    expect(branches).toHaveLength(first.verdict.decision.kind === "open" ? 1 : 0);
    expect(git("status", "--porcelain")).toBe("");
  });
});
