import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";
import nock from "nock";

import type { Engine } from "../../src/contracts/engine.ts";
import { EngineError, StoppedError } from "../../src/contracts/errors.ts";
import { createHttpEngine, type HttpEngineOptions } from "../../src/engine/http/engine.ts";
import { freePort } from "../support/llama-server.ts";

const PROPS = {
  default_generation_settings: { n_ctx: 4096 },
  total_slots: 10,
  model_path: "/secret/place/model.gguf",
  build_info: "b1",
};
const ASKED = {
  prompts: [{ segments: [{ text: "hello", trusted: false }], n: 1 }],
  maxTokens: 4,
  sampling: { temperature: 1, topP: 1, topK: 0, seed: 1 },
};
const SCORED = {
  prefix: [{ text: "hello", trusted: false }],
  candidates: [[{ text: "x", trusted: false }]],
  labels: ["Yes", "No"] as const,
};
const ONE = { id: 1, logprob: -1, top_logprobs: [] };
const LAST = {
  choices: [{ index: 0, text: "a", finish_reason: "stop", logprobs: { content: [ONE] } }],
  usage: { prompt_tokens: 2, completion_tokens: 1 },
};
const event = (data: object) => `data: ${JSON.stringify(data)}\n\n`;

/** A server whose completions are what a test says; everything else works. */
let server: Server;
let url = "";
let completions: RequestListener;
let completionCalls = 0;

beforeEach(async () => {
  completionCalls = 0;
  server = createServer((request, response) => {
    request.resume();
    if (request.url === "/v1/completions") {
      completionCalls++;
      completions(request, response);
      return;
    }
    const answers = new Map<string | undefined, object>([
      ["/props", PROPS],
      ["/tokenize", { tokens: [completionCalls] }],
    ]);
    const answer = answers.get(request.url);
    response.writeHead(answer ? 200 : 501, { "content-type": "application/json" });
    response.end(JSON.stringify(answer ?? { error: { code: 501, message: "no embeddings" } }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const answering =
  (status: number, body: string, type = "application/json"): RequestListener =>
  (_, response) =>
    response.writeHead(status, { "content-type": type }).end(body);
const streaming = (body: string) => answering(200, body, "text/event-stream");
const open = (options: Partial<HttpEngineOptions> = {}) => createHttpEngine({ url, ...options });

async function failure(run: (engine: Engine) => Promise<unknown>, options = {}): Promise<string> {
  const engine = await open(options);
  const error = await run(engine).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(EngineError);
  return error instanceof Error ? error.message : "";
}

describe("a generation that fails", () => {
  const tooLong = {
    error: { code: 400, message: "request (9 tokens) exceeds", type: "exceed_context_size_error" },
  };
  it.each<[string, RequestListener, RegExp, number]>([
    ["500", answering(500, '{"error":{"code":500,"message":"boom"}}'), /500.*boom.*log/, 1],
    ["a long prompt", answering(400, JSON.stringify(tooLong)), /too long.*larger -c/, 1],
    [
      "a full cache",
      streaming(event({ error: { code: 500, message: "Context size has been exceeded." } })),
      /too long/,
      1,
    ],
    ["HTML", answering(200, "<html>", "text/html"), /other than JSON.*llama-server/, 1],
    ["truncated JSON", streaming('data: {"choices":[{"ind\n\n'), /broke off/, 2],
    ["an early end", streaming(event({ choices: [{ index: 0, text: "a" }] })), /broke off/, 2],
    [
      "another shape",
      streaming(event({ choices: [{ index: "x" }] })),
      /unexpected form.*choices/,
      1,
    ],
    [
      "too many samples",
      streaming(event({ choices: [{ index: 7, text: "a" }] })),
      /more samples/,
      2,
    ],
    [
      "a drop in the middle",
      (_, r) => {
        r.writeHead(200, { "content-type": "text/event-stream" });
        r.write(event({ choices: [{ index: 0, text: "a" }] }), () => r.destroy());
      },
      /broke/,
      2,
    ],
    ["a drop before the answer", (_, r) => r.destroy(), /connection to .* broke/, 2],
  ])("explains %s", async (_, listener, message, calls) => {
    completions = listener;
    const said = await failure((engine) => engine.generate(ASKED));
    expect(said).toMatch(message);
    expect(said).toContain(url);
    expect(completionCalls).toBe(calls);
  });

  it("is tried once more after a break, from the beginning", async () => {
    completions = (request, response) => {
      completions = streaming(event(LAST));
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(event({ choices: [{ index: 0, text: "lost" }] }), () => request.destroy());
    };
    const engine = await open();
    const [[sample] = []] = await engine.generate(ASKED);
    expect(sample).toMatchObject({ text: "a", tokens: 1, finish: "stop", meanLogprob: -1 });
  });

  it("ends at the time limit, also in the middle of an answer", async () => {
    completions = (_, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(event({ choices: [{ index: 0, text: "a" }] }));
    };
    expect(await failure((engine) => engine.generate(ASKED), { timeoutMs: 200 })).toMatch(
      /did not answer within 0.2 s; raise/,
    );
  });

  it("stops when told to", async () => {
    completions = () => {};
    const controller = new AbortController();
    const engine = await open();
    setTimeout(() => controller.abort(), 50);
    const running = engine.generate({ ...ASKED, signal: controller.signal });
    await expect(running).rejects.toBeInstanceOf(StoppedError);
  });
});

describe("a score that fails", () => {
  it("is tried several times after breaks", async () => {
    let breaks = 3;
    completions = (_, response) => (breaks-- > 0 ? response.destroy() : answerScore(response));
    const answerScore = (response: Parameters<RequestListener>[1]) => {
      const top = [
        { id: 0, logprob: -0.5 },
        { id: 1, logprob: -1.5 },
      ];
      const content = [{ ...ONE, top_logprobs: top }];
      const body = event({ ...LAST, choices: [{ ...LAST.choices[0], logprobs: { content } }] });
      streaming(body)(new Request(url) as never, response);
    };
    const engine = await open();
    const [score] = await engine.score(SCORED);
    expect(score?.labelMass).toBeGreaterThan(0.7);
    expect(completionCalls).toBe(4);
  }, 20_000);

  it("says so when the server sends no probabilities", async () => {
    completions = streaming(
      event({ ...LAST, choices: [{ index: 0, text: "a", finish_reason: "stop" }] }),
    );
    expect(await failure((engine) => engine.score(SCORED))).toMatch(/no token probabilities/);
  }, 20_000);
});

describe("a server that cannot be opened", () => {
  const refused = async (address: string, options: Partial<HttpEngineOptions> = {}) => {
    const error = await open({ url: address, ...options }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(EngineError);
    return String(error);
  };

  it("is named when nothing answers", async () => {
    const address = `http://127.0.0.1:${await freePort()}`;
    expect(await refused(address)).toMatch(/nothing answers at .*start llama-server/);
  });

  it("is not asked at all in an unknown dialect or with a bad address", async () => {
    expect(await refused(url, { dialect: "vllm" })).toMatch(/dialect vllm/);
    expect(await refused("localhost:80")).toMatch(/must be a URL/);
  });

  describe("as the client sees it", () => {
    const HOST = "http://engine.test";
    beforeEach(() => nock.disableNetConnect());
    afterEach(() => {
      const pending = nock.pendingMocks();
      nock.cleanAll();
      nock.enableNetConnect();
      expect(pending).toEqual([]);
    });

    it.each<[string, number, string, RegExp]>([
      ["401", 401, '{"error":{"message":"Invalid API Key"}}', /refused the API key/],
      ["404", 404, '{"error":{"message":"File Not Found"}}', /not a llama-server/],
      ["HTML", 200, "<html>", /other than JSON/],
      ["another shape", 200, '{"models":[]}', /unexpected form.*default_generation_settings/],
    ])("explains %s", async (_, status, body, message) => {
      const type = body.startsWith("<") ? "text/html" : "application/json";
      nock(HOST).get("/props").reply(status, body, { "content-type": type });
      expect(await refused(HOST)).toMatch(message);
    });

    it("explains an unknown host", async () => {
      const unknown = Object.assign(new Error("getaddrinfo"), { code: "ENOTFOUND" });
      nock(HOST).get("/props").times(3).replyWithError(unknown);
      expect(await refused(HOST)).toMatch(/host name of .* is not known/);
    });

    it("waits while the model is loading, but not for ever", async () => {
      const loading = { error: { code: 503, message: "Loading model" } };
      nock(HOST).get("/props").reply(503, loading).get("/props").reply(200, PROPS);
      nock(HOST).post("/embeddings").reply(501, {});
      const said: string[] = [];
      const engine = await open({ url: HOST, onWait: (message) => said.push(message) });
      expect((await engine.info()).model).toBe("model.gguf");
      expect(said).toEqual(["the server is loading its model"]);
      nock(HOST).get("/props").reply(503, loading);
      expect(await refused(HOST, { loadingMs: 100 })).toMatch(/still loading/);
    });

    it("sends a user name and password, and never prints them", async () => {
      const secret = nock("http://engine.test", {
        reqheaders: { authorization: "Basic bWU6aHVzaA==" },
      });
      secret.get("/props").reply(404, {});
      const said = await refused("http://me:hush@engine.test/v1");
      expect(said).toContain("engine.test");
      expect(said).not.toMatch(/hush|\bme:/);
    });

    it("sends the API key", async () => {
      nock(HOST, { reqheaders: { authorization: "Bearer k" } })
        .get("/props")
        .reply(403, {});
      expect(await refused(HOST, { apiKey: "k" })).toMatch(/API key/);
    });
  });
});
