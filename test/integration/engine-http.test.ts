import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";

import { createHttpEngine } from "../../src/engine/http/engine.ts";
import { describeEngine, scoreFixture } from "../contract/engine-suite.ts";
import { pythonPath, startLlamaServer } from "../support/llama-server.ts";
import { TINY, writeTinyModel } from "../support/tiny-model.ts";

jest.setTimeout(60_000);

const REASON = "not run: no Python for tests; run node scripts/setup-python.mjs";

if (pythonPath() !== null) {
  describeHttp();
} else {
  it("needs a llama-server", () => {
    console.warn(REASON);
    expect(process.env["CI"] === "true" ? REASON : "").toBe("");
  });
}

function describeHttp(): void {
  let folder = "";
  let model = "";
  let server: Awaited<ReturnType<typeof startLlamaServer>>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "engine-http-"));
    model = join(folder, "tiny.gguf");
    await writeTinyModel(model);
    server = await startLlamaServer({ model });
  }, 60_000);
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  describeEngine("llama-server", () => createHttpEngine({ url: server.url }), {
    hiddenSize: TINY.embedding,
  });

  it("refuses to ask a sample about itself, which it cannot", async () => {
    const engine = await createHttpEngine({ url: server.url });
    expect((await engine.info()).abilities.followUp).toBe(false);
    const question = [{ text: "Right?", trusted: true }];
    const asked = engine.generate({
      prompts: [{ segments: question, n: 1 }],
      maxTokens: 4,
      sampling: { temperature: 0.8, topP: 0.95, topK: 40, seed: 1 },
      followUp: { question, labels: ["Yes", "No"] },
    });
    await expect(asked).rejects.toThrow("cannot ask a sample about itself");
  });

  describe("a llama-server with other settings", () => {
    it("gives ten samples with three slots, the seeds going on, and no hidden states", async () => {
      const small = await startLlamaServer({ model, slots: 3, embedding: false });
      try {
        const engine = await createHttpEngine({ url: small.url });
        const request = {
          prompts: [{ segments: [{ text: "hello", trusted: false }], n: 10 }],
          maxTokens: 12,
          sampling: { temperature: 1, topP: 1, topK: 0, seed: 3 },
        };
        const [samples = []] = await engine.generate(request);
        expect(new Set(samples.map(({ text }) => text)).size).toBe(10);
        expect((await engine.info()).abilities.hidden).toBe(false);
        await expect(engine.score({ ...scoreFixture(), hidden: true })).rejects.toThrow(
          /--embeddings --pooling last/,
        );
      } finally {
        await small.stop();
      }
    });

    it("goes on with a server that was started again", async () => {
      const first = await startLlamaServer({ model, slots: 1 });
      const engine = await createHttpEngine({ url: first.url });
      const [before] = await engine.score(scoreFixture());
      await first.stop();
      const scoring = engine.score(scoreFixture());
      const second = await startLlamaServer({
        model,
        slots: 1,
        port: Number(new URL(first.url).port),
      });
      try {
        const [after] = await scoring;
        expect(after?.margin).toBeCloseTo(before?.margin ?? Number.NaN, 3);
      } finally {
        await second.stop();
      }
    });

    it("reads both labels of a list that begins without them", async () => {
      const engine = await createHttpEngine({ url: server.url });
      // A byte that never follows, and one that does: the rare one is far down in the list.
      const [score] = await engine.score({ ...scoreFixture(), labels: ["Yes", "\u0001"] });
      expect(score?.margin).toBeGreaterThan(1);
    });

    it("names the limit when a prompt is too long", async () => {
      const engine = await createHttpEngine({ url: server.url });
      const prefix = [{ text: "x ".repeat(3000), trusted: false }];
      await expect(engine.score({ ...scoreFixture(), prefix })).rejects.toThrow(/4096.*larger -c/);
    });
  });
}
