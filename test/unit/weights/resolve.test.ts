import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "@jest/globals";

import { StoppedError, WeightsError } from "../../../src/contracts/errors.ts";
import type { Preset } from "../../../src/weights/presets.ts";
import { type ResolveOptions, resolveModel, verifyModel } from "../../../src/weights/resolve.ts";

const CONTENT = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 251));
const SHA256 = createHash("sha256").update(CONTENT).digest("hex");
const PRESET: Preset = {
  id: "small",
  alias: "s",
  repository: "Owner/Small-GGUF",
  revision: "abc",
  file: "small-q4.gguf",
  bytes: CONTENT.length,
  sha256: SHA256,
  licence: "Apache-2.0",
  contextLength: 4096,
};

let cache = "";
let server: Server;
let requests: { url: string; range: string | undefined }[] = [];
let handler: RequestListener;

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "weights-"));
  requests = [];
  handler = serve(CONTENT);
  server = createServer((request, response) => {
    requests.push({ url: request.url ?? "", range: request.headers.range });
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(cache, { recursive: true });
});

function serve(content: Buffer): RequestListener {
  return (request, response) => {
    const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
    const rest = content.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      "content-length": rest.length,
      ...(from > 0
        ? { "content-range": `bytes ${from}-${content.length - 1}/${content.length}` }
        : {}),
    });
    response.end(rest);
  };
}

function options(overrides: Partial<ResolveOptions> = {}): ResolveOptions {
  return {
    name: "s",
    cache,
    hfEndpoint: endpoint(),
    progress: () => {},
    presets: [PRESET],
    pausesMs: [1, 1],
    ...overrides,
  };
}

function endpoint(): string {
  const address = server.address() as AddressInfo;
  return `http://127.0.0.1:${address.port}/mirror/hf/`;
}

const cached = () => join(cache, "models", "small.gguf");

async function keepPart(bytes: Buffer): Promise<void> {
  await mkdir(join(cache, "models"));
  await writeFile(`${cached()}.part`, bytes);
}

describe("resolveModel with a download", () => {
  it("downloads, checks, and finds the file again without the network", async () => {
    const seen: number[] = [];
    const model = await resolveModel(options({ progress: (done) => seen.push(done) }));
    expect(model).toEqual({ path: cached(), id: "small", sha256: SHA256 });
    expect(await readFile(cached())).toEqual(CONTENT);
    expect(requests).toEqual([
      { url: "/mirror/hf/Owner/Small-GGUF/resolve/abc/small-q4.gguf", range: undefined },
    ]);
    expect(seen.at(-1)).toBe(CONTENT.length);
    expect(await resolveModel(options({ offline: true }))).toEqual(model);
    const files = await readdir(join(cache, "models"));
    expect(files.sort()).toEqual(["small.gguf", "small.gguf.sha256.json"]);
  });

  it("continues what is there", async () => {
    await keepPart(CONTENT.subarray(0, 1000));
    await resolveModel(options());
    expect(requests[0]?.range).toBe("bytes=1000-");
  });

  it("begins anew when the server ignores where to begin", async () => {
    await keepPart(CONTENT.subarray(0, 1000));
    handler = (_, response) => response.end(CONTENT);
    expect((await resolveModel(options())).sha256).toBe(SHA256);
  });

  it("goes on after the connection broke", async () => {
    const whole = handler;
    handler = (_, response) => {
      handler = whole;
      response.writeHead(200, { "content-length": CONTENT.length });
      response.write(CONTENT.subarray(0, 100_000), () => response.destroy());
    };
    await resolveModel(options());
    expect(requests).toHaveLength(2);
    expect(await readFile(cached())).toEqual(CONTENT);
  });

  it("removes a file with the wrong hash and names both hashes", async () => {
    const wrong = Buffer.alloc(CONTENT.length, 1);
    handler = serve(wrong);
    const found = createHash("sha256").update(wrong).digest("hex");
    const error = await resolveModel(options()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WeightsError);
    expect(String(error)).toContain(SHA256);
    expect(String(error)).toContain(found);
    expect(await readdir(join(cache, "models"))).toEqual([]);
  });

  it("refuses a file of another size", async () => {
    handler = serve(CONTENT.subarray(1));
    await expect(resolveModel(options())).rejects.toThrow(/299999 bytes, not of 300000/);
    expect(requests).toHaveLength(1);
  });

  it.each([
    [404, 1],
    [503, 3],
  ])("says how to provide the file after %i", async (status, calls) => {
    handler = (_, response) => response.writeHead(status).end("no");
    const error = await resolveModel(options()).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WeightsError);
    expect(String(error)).toMatch(/three ways(.|\n)*HF_ENDPOINT(.|\n)*copy(.|\n)*fill-cache/);
    expect(requests).toHaveLength(calls);
  });

  it("says so when nothing answers or downloads are switched off", async () => {
    const dead = options({ hfEndpoint: "http://127.0.0.1:9", pausesMs: [] });
    await expect(resolveModel(dead)).rejects.toThrow(/cannot be downloaded/);
    await expect(resolveModel(options({ offline: true }))).rejects.toThrow(/switched off/);
  });

  it("stops when told to and keeps the part", async () => {
    const controller = new AbortController();
    handler = (_, response) => {
      response.writeHead(200, { "content-length": CONTENT.length });
      response.write(CONTENT.subarray(0, 100_000));
    };
    const progress = () => controller.abort();
    const running = resolveModel(options({ progress, signal: controller.signal }));
    await expect(running).rejects.toBeInstanceOf(StoppedError);
    expect(await readdir(join(cache, "models"))).toEqual(["small.gguf.part"]);
  });

  it("asks once for two at a time", async () => {
    const models = await Promise.all([resolveModel(options()), resolveModel(options())]);
    expect(models.map(({ sha256 }) => sha256)).toEqual([SHA256, SHA256]);
    expect(requests).toHaveLength(1);
  });
});

describe("resolveModel with a file", () => {
  it("removes a corrupt file of the cache", async () => {
    await mkdir(join(cache, "models"));
    await writeFile(cached(), "corrupt");
    await expect(resolveModel(options())).rejects.toThrow(/the file was removed/);
    expect((await resolveModel(options())).sha256).toBe(SHA256);
  });

  it("takes any .gguf file, and a folder with the official one", async () => {
    const own = join(cache, "own.gguf");
    await writeFile(own, "anything");
    expect(await resolveModel(options({ name: own }))).toMatchObject({ path: own, id: "own" });
    const official = join(cache, PRESET.file);
    await writeFile(official, CONTENT);
    expect(await resolveModel(options({ name: cache }))).toMatchObject({
      path: official,
      id: "small",
    });
  });

  it("refuses, but keeps, a file with an official name and another content", async () => {
    const path = join(cache, PRESET.file);
    await writeFile(path, "other");
    await expect(resolveModel(options({ name: path }))).rejects.toThrow(SHA256);
    expect((await stat(path)).size).toBe(5);
  });

  it("notices a changed file by its size and time", async () => {
    const path = join(cache, "own.gguf");
    await writeFile(path, "one");
    const before = await resolveModel(options({ name: path }));
    await writeFile(path, "three");
    const after = await resolveModel(options({ name: path }));
    expect(after.sha256).not.toBe(before.sha256);
    await expect(verifyModel(before, () => {})).rejects.toThrow(/expected/);
    expect(await verifyModel(after, () => {})).toBe(after.sha256);
  });

  it("names the known models when there is no such one", async () => {
    await expect(resolveModel(options({ name: "9b" }))).rejects.toThrow(/no model or file 9b.* s$/);
    await mkdir(join(cache, "empty"));
    const folder = options({ name: join(cache, "empty") });
    await expect(resolveModel(folder)).rejects.toThrow(basename(PRESET.file));
  });
});
