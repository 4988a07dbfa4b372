import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import type { Candidate } from "../../../src/contracts/candidate.ts";
import { StoppedError } from "../../../src/contracts/errors.ts";
import type { ProgressEvent } from "../../../src/contracts/progress.ts";
import { Request } from "../../../src/contracts/request.ts";
import { Result } from "../../../src/contracts/result.ts";
import type { Syntax } from "../../../src/contracts/syntax.ts";
import { createScriptedEngine, type Script } from "../../../src/engine/scripted/engine.ts";
import type { RunDependencies } from "../../../src/pipeline/dependencies.ts";
import { run } from "../../../src/pipeline/run.ts";
import { parseIssue } from "../../../src/request/issue-file.ts";
import { createSyntax } from "../../../src/syntax/create-syntax.ts";
import { openRepository } from "../../../src/workspace/repository.ts";
import {
  createGitFolder,
  openFolder,
  removeFolders,
  temporaryFolder,
} from "../../support/git-folder.ts";
import { createSettings } from "../../support/run-parts.ts";

let syntax: Syntax;
beforeAll(async () => {
  syntax = await createSyntax();
});
afterAll(removeFolders);

const FILLER = Array.from(
  { length: 6 },
  (_, i) => `def other_${i}(value):\n    result = value + ${i}\n    return result\n`,
).join("\n\n");
const ADD = "def add(a, b):\n    return a - b";
const CALC = `"""Sums."""\n\n\n${ADD}\n\n\n${FILLER}`;
const ISSUE = "# `add` subtracts\n\n`add(1, 2)` in `calc.py` gives -1, it should give 3.\n";

const RIGHT = "def add(a, b):\n    return a + b";
const WRONG = "def add(a, b):\n    return b - a";
const ANSWERS = {
  right: RIGHT,
  wrong: WRONG,
  again: `${RIGHT}  \n`,
  same: ADD,
  stub: "def add(a, b):\n    # ... rest of the code",
  broken: "def add(a, b:\n    return a + b",
  nothing: "",
};

interface Scene {
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly issue?: string;
  readonly script?: Script;
  readonly settings?: Parameters<typeof createSettings>[0];
  readonly deps?: Partial<RunDependencies>;
}

/** Margin of the code that is shown: the right one is best. */
function margins(text: string): number {
  return text.includes("a + b") ? 3 : -1;
}

async function play(scene: Scene = {}) {
  const folder = createGitFolder(scene.files ?? { "calc.py": CALC });
  const repository = await openRepository(folder.root);
  const answers = scene.script?.answers;
  const count = Array.isArray(answers) ? answers.length : 1;
  const request = Request.parse({
    version: 1,
    id: "a".repeat(64),
    repository: "calc",
    base: { ref: "HEAD", commit: folder.base },
    task: parseIssue(scene.issue ?? ISSUE, "issue"),
    settings: createSettings({ candidates: count, ...scene.settings }),
  });
  const engine = createScriptedEngine({ margins, ...scene.script });
  try {
    const deps = {
      repository,
      syntax,
      generator: engine,
      judge: engine,
      judgeFile: null,
      version: "0.0.0",
    };
    const outcome = await run(request, { ...deps, ...scene.deps });
    const { result, patches } = outcome;
    return { folder, engine, request, result, patches, candidates: result.candidates };
  } finally {
    await repository.close();
  }
}

function codes(candidate: Candidate | undefined): string[] | undefined {
  return candidate?.refusals.map(({ code }) => code);
}

describe("run", () => {
  it("keeps a hash of the tokens of each prompt and answer, where the engine tells them", async () => {
    const scripted = createScriptedEngine({ answers: [RIGHT, WRONG] });
    const generator = {
      ...scripted,
      tokenIds: async () => [1, 2, 3],
      generate: async (request: Parameters<typeof scripted.generate>[0]) =>
        (await scripted.generate(request)).map((samples, prompt) =>
          samples.map((sample) => (prompt === 0 ? { ...sample, tokenIds: [4, 5] } : sample)),
        ),
    };
    const { result } = await play({ deps: { generator }, settings: { candidates: 2 } });
    const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
    expect(result.manifest.tokens).toEqual({
      prompts: [1, 1].map((context) => ({ context, count: 3, sha256: sha256("1,2,3") })),
      answers: [{ candidate: 1, count: 2, sha256: sha256("4,5") }],
    });
    expect((await play()).result.manifest.tokens).toBeUndefined();
  });

  it("asks half of the samples to explain first, and keeps which ones", async () => {
    const { result, candidates } = await play({ script: { answers: [RIGHT, WRONG, RIGHT] } });
    expect(candidates.map(({ style }) => style)).toEqual(["explained", "explained", "continued"]);
    expect(result.contexts).toHaveLength(1);
    const asked = result.prompts.map(({ context, text }) => [context, /Say it in one/.test(text)]);
    expect(asked).toEqual([
      [1, true],
      [1, false],
    ]);
  });

  it("ranks answers of every kind and opens the right one", async () => {
    const { result, patches, candidates, engine } = await play({
      script: { answers: Object.values(ANSWERS) },
    });
    const states = candidates.map((c) => [codes(c), c.sameAs, c.votes, c.diff !== undefined]);
    expect(states).toEqual([
      [[], undefined, 2, true],
      [[], undefined, 1, true],
      [[], 1, 2, true],
      [["no-op"], undefined, 1, true],
      [["stub"], undefined, 1, true],
      // Goes on from the right first line with a wrong one.
      [["stub", "syntax"], undefined, 1, true],
      [["empty"], undefined, 1, false],
    ]);
    expect(result.verdict.ranking.map(({ candidate, margin }) => [candidate, margin])).toEqual([
      [1, 3],
      [2, -1],
    ]);
    expect(result.verdict.decision).toEqual({ kind: "open", candidate: 1 });
    expect([...patches.keys()]).toEqual([1, 2, 3, 4, 5, 6]);
    // Who cannot be opened, or is another's vote, costs no verdict.
    expect(engine.requests.score.map(({ candidates: asked }) => asked.length)).toEqual([2]);
  });

  it("gives a result that the schema allows, and that JSON keeps", async () => {
    const { result } = await play({ script: { answers: Object.values(ANSWERS) } });
    expect(Result.parse(JSON.parse(JSON.stringify(result)))).toEqual(result);
  });

  it("states in the manifest what was asked of whom", async () => {
    const { result, request, engine } = await play({ script: { answers: [RIGHT] } });
    expect(result.manifest).toMatchObject({
      requestId: request.id,
      baseCommit: request.base.commit,
      settings: request.settings,
      sharedProcess: true,
      generator: { model: "scripted", ...engine.usage() },
    });
    const steps = ["locate", "fit", "sample", "evidence", "judge"];
    expect(Object.keys(result.manifest.timings)).toEqual(steps);
    expect(result.prompts[0]?.text).toContain(ADD);
  });

  it("gives evidence for every candidate", async () => {
    const { result } = await play({ script: { answers: [RIGHT, ANSWERS.broken, ""] } });
    expect(result.evidence).toEqual([
      { candidate: 1, applies: true, allowed: true, parses: true, votes: 1 },
      { candidate: 2, applies: true, allowed: true, parses: false, votes: 1 },
      { candidate: 3, applies: false, allowed: false, parses: null, votes: 1 },
    ]);
  });

  it("shows half an answer with its diff, and does not judge it", async () => {
    const { candidates, result } = await play({ script: { answers: [RIGHT], finish: "length" } });
    expect(codes(candidates[0])).toEqual(["half-answer"]);
    expect(candidates[0]?.diff).toContain("+    return a + b");
    expect(result.verdict).toMatchObject({
      ranking: [],
      decision: { kind: "abstain", reason: expect.stringContaining("1 half-answer") },
    });
  });

  it("writes a new file that the issue asks for", async () => {
    const { candidates } = await play({
      issue:
        "# Add tools/total.py\n\nPlease create a new file `tools/total.py` with a function `total`.\n",
      script: { answers: ["def total(items):\n    return sum(items)"] },
    });
    expect(candidates[0]).toMatchObject({ refusals: [], files: ["tools/total.py"], addedLines: 2 });
    expect(candidates[0]?.diff).toContain("new file mode 100644");
  });

  it("refuses a new file that policy forbids", async () => {
    const { candidates, result } = await play({
      issue: "# Add a start file\n\nPlease create a new file `tools/sitecustomize.py`.\n",
      script: { answers: ["import os"] },
    });
    expect(candidates[0]?.files).toEqual(["tools/sitecustomize.py"]);
    expect(codes(candidates[0])).toEqual(["policy"]);
    expect(result.evidence[0]).toMatchObject({ applies: true, allowed: false });
    expect(result.verdict.decision.kind).toBe("abstain");
  });

  it.each([
    [
      "German",
      "# `add` zieht ab\n\nDie Funktion `add(1, 2)` liefert −1, richtig wäre 3. Größe und Maß stimmen nicht.\n",
    ],
    ["Chinese", "# add 函数计算错误\n\n调用 `add(1, 2)` 返回 -1，应该返回 3。请修复 calc.py。\n"],
  ])("understands an issue in %s", async (_language, issue) => {
    const { result } = await play({ issue, script: { answers: [RIGHT] } });
    expect(result.contexts[0]?.target).toMatchObject({ path: "calc.py", text: ADD });
    expect(result.verdict.decision.kind).toBe("open");
  });

  it.each([
    ["Latin-1", Buffer.from(CALC.replace("Sums.", "S\xfcmmen."), "latin1")],
    ["CRLF", Buffer.from(CALC.replaceAll("\n", "\r\n"))],
    ["a BOM", Buffer.from(`\uFEFF${CALC}`)],
    ["no final newline", Buffer.from(CALC.trimEnd())],
  ])("makes a patch of a file with %s that is exact to the byte", async (_what, before) => {
    const { patches, folder, candidates } = await play({
      files: { "calc.py": before },
      script: { answers: [RIGHT] },
    });
    const patch = patches.get(1);
    const after = Buffer.from(before.toString("latin1").replace("a - b", "a + b"), "latin1");
    expect(patch?.edits.map(({ content }) => Buffer.from(content))).toEqual([after]);
    expect([candidates[0]?.addedLines, candidates[0]?.removedLines]).toEqual([1, 1]);
    const clone = openFolder(temporaryFolder());
    clone.git(["clone", "-q", folder.root, "."]);
    clone.git(["apply", "--whitespace=nowarn", "--index", "-"], patch?.diff ?? "");
    expect(clone.git(["cat-file", "blob", ":calc.py"])).toEqual(after);
  });

  it("tries several places and numbers the candidates through", async () => {
    const files = { "calc.py": CALC, "sum.py": CALC.replace("def add(", "def add_all(") };
    const { result, candidates } = await play({
      files,
      issue: `${ISSUE}\nThe same goes for \`add_all\` in \`sum.py\`.\n`,
      script: {
        answers: (prompt) =>
          prompt.includes("Code to change: sum.py")
            ? "def add_all(a, b):\n    return a + b"
            : RIGHT,
      },
      settings: { candidates: 3, contexts: 2 },
    });
    expect(result.contexts.map(({ target }) => target.path).sort()).toEqual(["calc.py", "sum.py"]);
    expect(candidates.map(({ id, context, sameAs }) => [id, context, sameAs])).toEqual([
      [1, 1, undefined],
      [2, 1, 1],
      [3, 2, undefined],
    ]);
    expect(candidates.flatMap(codes)).toEqual([]);
  });

  it("leaves the repository as it was", async () => {
    const { folder } = await play({ script: { answers: [RIGHT, WRONG] } });
    expect(folder.ask("status", "--porcelain")).toBe("");
    expect(folder.ask("for-each-ref", "--format=%(refname)")).toBe("refs/heads/main");
    expect(folder.ask("count-objects")).toMatch(/^3 objects/);
  });

  it("tells where it is", async () => {
    const events: ProgressEvent[] = [];
    await play({ script: { answers: [RIGHT] }, deps: { progress: (event) => events.push(event) } });
    expect(events[0]).toEqual({ step: "locate", done: 0, total: 0 });
  });

  it("passes the engine's progress on under its own names", async () => {
    const events: ProgressEvent[] = [];
    const inner = createScriptedEngine({ answers: [RIGHT] });
    const generator: typeof inner = {
      ...inner,
      generate: (request) => {
        request.onProgress?.({ phase: "read", done: 1, total: 2 });
        request.onProgress?.({ phase: "write", done: 3, total: 4 });
        return inner.generate(request);
      },
    };
    await play({ deps: { generator, progress: (event) => events.push(event) } });
    expect(events.map(({ step, done, total }) => `${step} ${done}/${total}`)).toEqual([
      "locate 0/0",
      "read 1/2",
      "write 3/4",
    ]);
  });

  it.each(["locate", "sample", "judge"])(
    "stops when told to before it begins to %s",
    async (step) => {
      const controller = new AbortController();
      const inner = createScriptedEngine({ answers: [RIGHT] });
      const judge: typeof inner = {
        ...inner,
        info: () => {
          if (step === "sample") controller.abort();
          return inner.info();
        },
        generate: async (request) => {
          const samples = await inner.generate(request);
          if (step === "judge") controller.abort();
          return samples;
        },
      };
      if (step === "locate") controller.abort();
      const playing = play({ deps: { generator: judge, judge, signal: controller.signal } });
      await expect(playing).rejects.toThrow(StoppedError);
      expect(inner.requests.score).toEqual([]);
      expect(inner.requests.generate).toHaveLength(step === "judge" ? 1 : 0);
    },
  );
});
