import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "@jest/globals";
import { createPackageStore } from "../../src/cli/learn/seed-store.ts";
import { labelTask } from "../../src/learn/collect/label-task.ts";
import { createRepositoryLabeller } from "../../src/learn/label/repository.ts";
import type { PackageStore, SeedPackage } from "../../src/learn/seed/package.ts";
import { seedPackage, type Tried } from "../../src/learn/seed/seed-package.ts";
import { importTasks } from "../../src/learn/tasks/import-tasks.ts";
import type { TestedTask } from "../../src/learn/tasks/types.ts";
import { createSyntax } from "../../src/syntax/create-syntax.ts";
import { describeWith } from "../support/needs.ts";
import { trySandbox } from "../support/sandbox.ts";

const { sandbox, reason } = await trySandbox();

const PACK: SeedPackage = {
  name: "tiny",
  version: "1.0.0",
  hash: "",
  registry: "example",
  licence: "ours",
  language: "javascript",
  sources: ["*.js"],
  runner: "node",
  tests: ["test/*.test.js"],
  importFrom: ["."],
};

const SOURCE = `export function clamp(value, low, high) {
  if (value < low) return low;
  if (value > high) return high;
  return value;
}

export function initials(name) {
  const words = name.trim().split(" ");
  return words.map((word) => word[0].toUpperCase()).join("");
}
`;

const TESTS = `import assert from "node:assert/strict";
import { test } from "node:test";
import { clamp, initials } from "../tiny.js";

test("values stay inside", () => {
  assert.equal(clamp(5, 1, 3), 3);
  assert.equal(clamp(0, 1, 3), 1);
  assert.equal(clamp(2, 1, 3), 2);
});
test("initials are capitals", () => assert.equal(initials("ada lovelace"), "AL"));
test("one word has one", () => assert.equal(initials("cher"), "C"));
`;

const root = mkdtempSync(join(tmpdir(), "patchjudge-seed-test-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describeWith("seeded bugs", reason, () => {
  const tried: Tried[] = [];
  const store: PackageStore = createPackageStore({
    packages: [PACK],
    folderOf: async () => root,
    tools: { python: root, node: root },
  });
  let tasks: TestedTask[];
  let task: TestedTask;

  beforeAll(async () => {
    if (sandbox === null) throw new Error("no sandbox");
    mkdirSync(join(root, "test"));
    writeFileSync(join(root, "package.json"), '{"type":"module"}');
    // Many files end without a line end, and a fault may stand in their last function.
    writeFileSync(join(root, "tiny.js"), SOURCE.trimEnd());
    writeFileSync(join(root, "test", "tiny.test.js"), TESTS);
    const settings = { perPackage: 3, perFunction: 2, seed: 1 };
    const parts = { sandbox, store, syntax: await createSyntax(), settings };
    expect(await seedPackage(PACK, parts, (one) => tried.push(one))).toBeNull();
    const lines = tried.flatMap((one) => (one.task === null ? [] : [JSON.stringify(one.task)]));
    tasks = importTasks(lines.join("\n"), "seeded") as TestedTask[];
    [task] = tasks as [TestedTask];
  });

  /** As `learn label` does, of one answer that began inside a fence. */
  async function label(code: string, of = task) {
    if (sandbox === null) throw new Error("no sandbox");
    const repository = createRepositoryLabeller({ sandbox, store, syntax: await createSyntax() });
    const sampling = { temperature: 0.8, topP: 0.95, topK: 40, n: 1, seed: 1, maxTokens: 99 };
    const own = { id: 1, code, tokens: 9, finish: "stop" as const, meanLogprob: null };
    const pool = {
      ...{ task: of.id, problem: of.problem, language: of.language, domain: of.domain },
      ...{ generator: "g", generatorSha256: null, promptSha256: "0".repeat(64), sampling },
      candidates: [{ ...own, certainty: null }],
    };
    const functions = { labelMany: async () => [] };
    const { signal } = new AbortController();
    const { line } = await labelTask({ task: of, pool, signal }, { functions, repository });
    return line.labels[0];
  }

  it("are mutants that the package's own tests kill", () => {
    const killed = tried.filter(({ fate }) => fate === "killed");
    expect(killed).toHaveLength(3);
    expect(task.domain).toBe("repository");
    expect(task.problem).toBe("seeded/tiny");
    const { target } = task.context;
    expect(SOURCE).toContain(task.solution ?? "");
    expect(target.text).not.toBe(task.solution);
    expect(`${task.task.title}\n${task.task.body}`).not.toContain(task.solution?.split("\n")[1]);
    expect(task.task.body).toContain("assert.equal(");
  });

  it("are mended by the original and by nothing that does not mend them", async () => {
    const lines = SOURCE.trimEnd().split("\n").length;
    expect(tasks.some(({ context }) => context.target.endLine === lines)).toBe(true);
    for (const own of tasks) {
      expect(await label(own.solution ?? "", own)).toMatchObject({ passed: true });
    }
    const { text } = task.context.target;
    expect(await label(text)).toMatchObject({ passed: false, refused: "no-op" });
    expect(await label("")).toMatchObject({ passed: false, refused: "empty" });
    const broken = "export function ((\n";
    expect(await label(broken)).toMatchObject({ passed: false, refused: "syntax" });
  });

  it("are not mended by leaving before the tests", async () => {
    const name = task.context.target.name;
    const code = `export function ${name}(a) { return a; }\nprocess.exit(0);\n`;
    expect(await label(code)).toMatchObject({ passed: false });
    const inside = `export function ${name}() {\n  process.exit(0);\n}\n`;
    expect(await label(inside)).toMatchObject({ passed: false });
  });
});
