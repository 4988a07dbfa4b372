import { readFileSync } from "node:fs";
import { readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import type {
  Engine,
  GenerateRequest,
  Sample,
  Segment,
  SharedPrefill,
} from "../../src/contracts/engine.ts";
import { EngineError, StoppedError } from "../../src/contracts/errors.ts";
import { createHttpEngine } from "../../src/engine/http/engine.ts";
import { createLocalEngine, type LocalEngineOptions } from "../../src/engine/local/engine.ts";
import { installEngine } from "../../src/engine/local/install.ts";
import { describeEngine, scoreFixture } from "../contract/engine-suite.ts";
import { cacheFolder } from "../support/cache.ts";
import { removeFolders, temporaryFolder } from "../support/git-folder.ts";
import { pythonPath, startLlamaServer } from "../support/llama-server.ts";
import { describeWith } from "../support/needs.ts";
import { isAlive, until, workersOf } from "../support/processes.ts";
import { TINY, writeTinyModel } from "../support/tiny-model.ts";

jest.setTimeout(60_000);

const ROOT = join(import.meta.dirname, "..", "..");
const CANARY = "PATCHJUDGE_TEST_CANARY";

let folder = "";
let modelPath = "";
let runtimeDir = "";

beforeAll(async () => {
  folder = temporaryFolder();
  modelPath = join(folder, "tiny.gguf");
  await writeTinyModel(modelPath);
  runtimeDir = await installEngine({
    pinnedDir: join(ROOT, "runtime"),
    cache: cacheFolder(),
    env: process.env,
  });
}, 600_000);
afterAll(removeFolders);

type Options = Partial<LocalEngineOptions>;

function open(options: Options = {}) {
  const workerPath = join(ROOT, "dist", "engine", "worker.js");
  const files = { runtimeDir, modelPath, workerPath };
  // One thread: two spin against each other where the cores are busy.
  return createLocalEngine({ ...files, modelName: "tiny", gpu: false, threads: 1, ...options });
}

type LocalEngine = Awaited<ReturnType<typeof open>>;

/** Opens an engine for one piece of work and closes it in any case. */
async function withEngine<T>(options: Options, work: (engine: LocalEngine) => Promise<T>) {
  const engine = await open(options);
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

/** Rejects with whatever the opening fails with; an engine that does open is not left behind. */
async function failure(options: Options): Promise<unknown> {
  try {
    await withEngine(options, async () => {});
    return null;
  } catch (error) {
    return error;
  }
}

function createRequest(overrides: Partial<GenerateRequest> = {}): GenerateRequest {
  const segments = [{ text: "def add(a, b):\n    return a - b\n".repeat(4), trusted: false }];
  return {
    prompts: [{ segments, n: 4 }],
    maxTokens: 16,
    sampling: { temperature: 1, topP: 0.95, topK: 40, seed: 11 },
    ...overrides,
  };
}

async function texts(engine: Engine): Promise<string[]> {
  const samples = await engine.generate(createRequest());
  return samples.flat().map(({ text }) => text);
}

describeEngine("local", open, { hiddenSize: TINY.embedding });

describe("ways to share a prefill", () => {
  it("draw the same texts, and the engine says which was used", async () => {
    const seen: { mode: SharedPrefill; texts: string[] }[] = [];
    for (const prefill of ["fork", "state-file", "none"] as const) {
      await withEngine({ prefill }, async (engine) => {
        const drawn = await texts(engine);
        seen.push({ mode: (await engine.info()).abilities.sharedPrefill, texts: drawn });
      });
    }
    expect(seen.map(({ mode }) => mode)).toEqual(["fork", "state-file", "none"]);
    expect(new Set(seen[0]?.texts).size).toBe(4);
    expect(seen[1]?.texts).toEqual(seen[0]?.texts);
    expect(seen[2]?.texts).toEqual(seen[0]?.texts);
  });

  it.each([
    { prefill: "auto", reads: 1 },
    { prefill: "none", reads: 4 },
  ] as const)(
    "$prefill reads a prompt of four samples $reads times",
    async ({ prefill, reads }) => {
      await withEngine({ prefill }, async (engine) => {
        const request = createRequest();
        const tokens = await engine.countTokens(request.prompts[0]?.segments ?? []);
        await engine.generate(request);
        // The last token of the prompt is each sample's own first step.
        expect(engine.usage().evaluatedTokens).toBe((tokens - 1) * reads + 4);
        expect(engine.usage().requestedTokens).toBe(tokens * 4);
      });
    },
  );
});

describe("how likely the model finds a candidate", () => {
  it("comes with the same margins, a number a token, whatever stands beside it", async () => {
    await withEngine({}, async (engine) => {
      const fixture = scoreFixture();
      const plain = await engine.score(fixture);
      const together = await engine.score({ ...fixture, reading: true });
      for (const [i, candidate] of fixture.candidates.entries()) {
        const [alone] = await engine.score({ ...fixture, candidates: [candidate], reading: true });
        const { margin, reading } = together[i] ?? {};
        expect(margin).toBeCloseTo(plain[i]?.margin ?? Number.NaN, 2);
        const own = candidate.filter(({ trusted }) => !trusted);
        expect(reading?.tokens).toBe(await engine.countTokens(own));
        expect(reading?.meanLogprob).toBeCloseTo(alone?.reading?.meanLogprob ?? Number.NaN, 2);
        expect(reading?.lowestLogprob).toBeCloseTo(alone?.reading?.lowestLogprob ?? Number.NaN, 2);
      }
      expect(plain[0]).not.toHaveProperty("reading");
    });
  });

  it("is what sampling says of the same text", async () => {
    await withEngine({}, async (engine) => {
      const { prompts, ...request } = createRequest({ maxTokens: 8 });
      const segments: readonly Segment[] = prompts[0]?.segments ?? [];
      const [[greedy]] = (await engine.generate({
        ...request,
        prompts: [{ segments, n: 0, greedy: true }],
      })) as [[Sample]];
      const text = [{ text: greedy.text, trusted: false }];
      const [score] = await engine.score({
        prefix: segments,
        candidates: [[...text, { text: "\n", trusted: true }]],
        labels: ["Yes", "No"],
        reading: true,
      });
      expect(score?.reading?.tokens).toBe(greedy.tokens);
      expect(score?.reading?.likeliestShare).toBe(1);
      expect(score?.reading?.meanLogprob).toBeCloseTo(greedy.meanLogprob ?? Number.NaN, 2);
    });
  });
});

describeWith(
  "local beside llama-server",
  pythonPath() === null ? "no Python for tests; run node scripts/setup-python.mjs" : null,
  () => {
    it("agrees with a llama-server on margins and on the length of hidden states", async () => {
      const server = await startLlamaServer({ model: modelPath });
      try {
        const remote = await createHttpEngine({ url: server.url });
        const theirs = await remote.score({ ...scoreFixture(), hidden: true });
        const ours = await withEngine({}, (engine) =>
          engine.score({ ...scoreFixture(), hidden: true }),
        );
        expect(ours).toHaveLength(theirs.length);
        ours.forEach((score, i) => {
          const other = theirs[i];
          expect(Math.abs(score.margin - (other?.margin ?? Number.NaN))).toBeLessThan(0.05);
          expect(Math.abs(score.labelMass - (other?.labelMass ?? Number.NaN))).toBeLessThan(0.05);
          expect(score.hidden).toHaveLength(other?.hidden?.length ?? -1);
        });
      } finally {
        await server.stop();
      }
    });
  },
);

describe("a model that cannot be loaded", () => {
  it("is refused before loading where memory is short", async () => {
    const error = await failure({ availableBytes: 1_000_000 });
    expect(error).toBeInstanceOf(EngineError);
    expect(String(error)).toMatch(/not enough memory.*needs about \d+\.\d\d GB.*0\.00 GB are free/);
    expect(String(error)).not.toContain("models verify");
  });

  it("is named where there is no such file", async () => {
    const error = await failure({ modelPath: join(folder, "missing.gguf") });
    expect(error).toBeInstanceOf(EngineError);
    expect(String(error)).toMatch(/no model file at .*missing\.gguf.*models pull/);
  });

  it.each([
    { name: "half", damage: (path: string, size: number) => truncate(path, Math.floor(size / 2)) },
    {
      name: "a tenth",
      damage: (path: string, size: number) => truncate(path, Math.floor(size / 10)),
    },
    { name: "the first bytes", damage: (path: string) => truncate(path, 64) },
    { name: "nothing", damage: (path: string) => truncate(path, 0) },
    { name: "noise", damage: (path: string, size: number) => writeFile(path, noise(size)) },
    {
      name: "noise behind a right beginning",
      damage: (path: string, size: number) =>
        writeFile(path, Buffer.concat([Buffer.from("GGUF\x03\0\0\0", "latin1"), noise(size)])),
    },
  ])("holds $name: the message says how to check the file", async ({ damage }) => {
    const path = join(folder, "damaged.gguf");
    const bytes = await readFile(modelPath);
    await writeFile(path, bytes);
    await damage(path, bytes.length);
    const error = await failure({ modelPath: path });
    expect(error).toBeInstanceOf(EngineError);
    expect(String(error)).toMatch(/damaged\.gguf could not be loaded.*models verify/s);
  });

  it("is not waited for once the run was stopped", async () => {
    expect(await failure({ signal: AbortSignal.abort() })).toBeInstanceOf(StoppedError);
    const start = Date.now();
    const error = await failure({ signal: AbortSignal.timeout(20) });
    expect(error).toBeInstanceOf(StoppedError);
    expect(Date.now() - start).toBeLessThan(2_500);
  });
});

/** Bytes without a pattern, the same each time. */
function noise(size: number): Buffer {
  let state = 1;
  return Buffer.from(
    Array.from({ length: Math.floor(size) }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 24;
    }),
  );
}

describe("the engine's process", () => {
  it("may be killed from outside: the call fails, the next one too", async () => {
    const engine = await open();
    const request = createRequest({ maxTokens: 3_000, prompts: tenPrompts() });
    const writing = engine.generate({ ...request, onProgress: () => kill(engine.pid) });
    await expect(writing).rejects.toThrow(EngineError);
    await expect(engine.countTokens([])).rejects.toThrow(/process has ended/);
    await engine.close();
  });

  it("is gone after closing, also in the middle of a call", async () => {
    const engine = await open();
    const { pid = 0 } = engine;
    expect(isAlive(pid)).toBe(true);
    const writing = engine.generate(createRequest({ maxTokens: 3_000, prompts: tenPrompts() }));
    const ended = expect(writing).rejects.toBeInstanceOf(StoppedError);
    await engine.close();
    await ended;
    expect(isAlive(pid)).toBe(false);
    await engine.close();
  });

  it.each([
    { when: "reading", phase: "read" },
    { when: "writing", phase: "write" },
  ])("stops within two seconds while $when, and works afterwards", async ({ phase }) => {
    await withEngine({}, async (engine) => {
      const controller = new AbortController();
      let stoppedAt = 0;
      const running = engine.generate({
        ...createRequest({ maxTokens: 900, prompts: tenPrompts() }),
        signal: controller.signal,
        onProgress: (progress) => {
          if (progress.phase !== phase || controller.signal.aborted) return;
          stoppedAt = Date.now();
          controller.abort();
        },
      });
      await expect(running).rejects.toBeInstanceOf(StoppedError);
      expect(stoppedAt).toBeGreaterThan(0);
      expect(Date.now() - stoppedAt).toBeLessThan(2_000);
      expect(await texts(engine)).toHaveLength(4);
    });
  });

  it("stops while judging, and works afterwards", async () => {
    await withEngine({}, async (engine) => {
      const controller = new AbortController();
      const candidates = Array.from({ length: 200 }, (_, i) => [
        { text: `candidate ${i} ${"x = 1\n".repeat(30)}`, trusted: false },
      ]);
      const judging = engine.score({
        ...scoreFixture(),
        candidates,
        signal: controller.signal,
        onProgress: () => controller.abort(),
      });
      await expect(judging).rejects.toBeInstanceOf(StoppedError);
      expect(await engine.score(scoreFixture())).toHaveLength(4);
    });
  });
});

describeWith(
  "the engine's process on Linux",
  process.platform === "linux" ? null : "there is no /proc here",
  () => {
    it("sees no variable of ours", async () => {
      process.env[CANARY] = "secret";
      try {
        await withEngine({}, async (engine) => {
          const environment = readFileSync(`/proc/${engine.pid}/environ`, "utf8");
          const names = environment.split("\0").map((line) => line.split("=")[0] ?? "");
          const known =
            /^(?:PATH|HOME|NODE_LLAMA_CPP_\w+|NODE_CHANNEL_(?:FD|SERIALIZATION_MODE)|)$/;
          expect(names.filter((name) => !known.test(name))).toEqual([]);
          expect(environment).not.toContain(CANARY);
        });
      } finally {
        delete process.env[CANARY];
      }
    });

    it("is gone where the model could not be loaded", async () => {
      const before = workersOf(process.pid);
      await failure({ availableBytes: 1 });
      expect(workersOf(process.pid)).toEqual(before);
    });

    it("does not end by a signal that the whole process group gets", async () => {
      await withEngine({}, async ({ pid = 0 }) => {
        // The worker ignores what reaches the whole process group: its parent decides.
        for (const signal of ["SIGINT", "SIGTERM"] as const) process.kill(pid, signal);
        await expect(until("death", () => !isAlive(pid), { limitMs: 300 })).rejects.toThrow(
          /still waiting/,
        );
      });
    });
  },
);

function tenPrompts(): GenerateRequest["prompts"] {
  const segments = [{ text: "value = value + 1\n".repeat(25), trusted: false }];
  return [{ segments, n: 10 }];
}

function kill(pid: number | undefined): void {
  if (pid !== undefined) process.kill(pid, "SIGKILL");
}

describe("samples in flight together", () => {
  const sampling = { temperature: 0.8, topP: 0.95, topK: 40, seed: 5 };
  const text = (value: string) => [{ text: value, trusted: true }];
  const prompts = ["one", "two, which is longer", "three"].map((value, i) => ({
    segments: text(value),
    n: 4,
    greedy: true,
    seed: 100 * i,
    stop: ["e"],
  }));

  it("give each prompt as many as one after the other, in its order", async () => {
    await withEngine({}, async (engine) => {
      const request = { prompts, maxTokens: 12, sampling };
      const together = await engine.generate({ ...request, maxLanes: 11 });
      const apart = await engine.generate(request);
      expect(together.map((samples) => samples.length)).toEqual([5, 5, 5]);
      // A batch of another shape rounds differently; the likeliest first token stands out enough.
      const greedy = (all: typeof together) => all.map((samples) => samples[4]?.text[0]);
      expect(greedy(together)).toEqual(greedy(apart));
      expect(together.flat().every(({ certainty }) => certainty !== null)).toBe(true);
    });
  });
});

describe("prompts that begin alike", () => {
  const sampling = { temperature: 0.8, topP: 0.95, topK: 40, seed: 5 };
  const beginning = "the same beginning of both prompts, ".repeat(20);
  const prompts = ["then one end", "then the other end"].map((end) => ({
    segments: [{ text: beginning + end, trusted: true }],
    n: 3,
    greedy: true,
  }));
  const request = { prompts, maxTokens: 8, sampling };

  it.each([undefined, 8])("read it once with %s lanes", async (maxLanes) => {
    await withEngine({}, async (engine) => {
      const whole = await engine.countTokens(prompts[0]?.segments ?? []);
      await engine.generate({ ...request, ...(maxLanes === undefined ? {} : { maxLanes }) });
      expect(engine.usage().evaluatedTokens).toBeGreaterThan(whole);
      expect(engine.usage().evaluatedTokens).toBeLessThan(whole + 40);
    });
  });

  it("lend it to a judge, whichever sample was the last", async () => {
    await withEngine({}, async (engine) => {
      await engine.generate({ ...request, maxLanes: 8 });
      const before = engine.usage().evaluatedTokens;
      const judged = [{ text: "then the other end, right?", trusted: true }];
      const prefix = [{ text: beginning, trusted: true }];
      await engine.score({ prefix, candidates: [judged], labels: ["Yes", "No"] });
      expect(engine.usage().evaluatedTokens - before).toBeLessThan(40);
    });
  });

  it("leave the samples in flight alone that they are copied from", async () => {
    const segments = prompts[0]?.segments ?? [];
    const long = { segments, n: 0, greedy: true, maxTokens: 40 };
    // Ends first; what comes next begins while the long one is on its way.
    const short = { segments, n: 1, maxTokens: 2 };
    const next = { segments: prompts[1]?.segments ?? [], n: 1, maxTokens: 20 };
    await withEngine({}, async (engine) => {
      const among = await engine.generate({
        ...request,
        prompts: [long, short, next],
        maxLanes: 2,
      });
      await withEngine({}, async (fresh) => {
        const [[alone] = []] = await fresh.generate({ ...request, prompts: [long] });
        const [lender] = among[0] ?? [];
        expect(among.map(([own]) => own?.tokens)).toEqual([40, 2, 20]);
        // Another shape of the batch rounds differently, a spoilt cache would not be near.
        expect(lender?.text.slice(0, 12)).toBe(alone?.text.slice(0, 12));
        expect(lender?.meanLogprob).toBeCloseTo(alone?.meanLogprob ?? 0, 1);
      });
    });
  });

  it("take fewer lanes than wanted where memory is short, and refuse less than one needs", async () => {
    await withEngine({ availableBytes: 2_400_000 }, async (engine) => {
      const many = await engine.generate({ ...request, maxLanes: 40 });
      expect(many.map((samples) => samples.length)).toEqual([4, 4]);
      const greedy = { ...request, prompts: prompts.map((own) => ({ ...own, n: 40 })) };
      await expect(engine.generate(greedy)).rejects.toThrow("not enough memory");
    });
  });
});

describe("a question at the end of a sample's own sequence", () => {
  const question = [{ text: "<|im_end|>Right? Yes or No.<|im_start|>assistant", trusted: true }];
  const labels = ["Yes", "No"] as const;

  it("is answered as the whole text in a prompt of its own would be", async () => {
    await withEngine({}, async (engine) => {
      const segments = [{ text: "write some words about the area of a square", trusted: true }];
      const [samples = []] = await engine.generate({
        prompts: [{ segments, n: 6 }],
        maxTokens: 10,
        sampling: { temperature: 0.8, topP: 0.95, topK: 40, seed: 3 },
        followUp: { question, labels, hidden: true },
      });
      const compared: number[] = [];
      for (const { text, tokens, verdict } of samples) {
        const own = [{ text, trusted: false }];
        expect(verdict?.hidden).toHaveLength(TINY.embedding);
        // Other tokens can spell the same text; then the two prompts are not the same.
        if ((await engine.countTokens(own)) !== tokens) continue;
        const [score] = await engine.score({
          prefix: segments,
          candidates: [[...own, ...question]],
          labels,
        });
        compared.push(Math.abs((score?.margin ?? Number.NaN) - (verdict?.margin ?? Number.NaN)));
      }
      expect(compared.length).toBeGreaterThan(0);
      // The file's weights are quantised: shapes of batches show in the second decimal.
      expect(Math.max(...compared)).toBeLessThan(0.05);
    });
  });
});
