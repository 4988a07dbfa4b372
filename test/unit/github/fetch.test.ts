import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, describe, expect, it } from "@jest/globals";
import { ProbotOctokit } from "probot";
import { throttledOctokit } from "../../../src/app/throttle.ts";
import { createFetch } from "../../../src/github/fetch.ts";
import { ONCE } from "../../../src/github/octokit.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const made = createServer(listener);
  server = made;
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  const address = made.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
}

function clientOf(baseUrl: string, timeoutMs = 2_000) {
  const Octokit = throttledOctokit({ writeIntervalMs: 0, timeoutMs });
  return new Octokit({ baseUrl, auth: undefined, authStrategy: undefined });
}

const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

/** Half of a JSON answer; the framing says that there is more, or says nothing. */
const cut =
  (headers: Record<string, string>): RequestListener =>
  (_, response) => {
    response.writeHead(200, { ...JSON_TYPE, ...headers });
    response.write('[{"id": 1}, {"i', () => response.destroy());
  };

describe("an answer of GitHub's", () => {
  it("that breaks off is a failure, where the client alone takes it for an empty one", async () => {
    const baseUrl = await serve(cut({ "content-length": "400" }));
    const plain = new ProbotOctokit({ baseUrl, throttle: { enabled: false } });
    expect((await plain.request("GET /list")).data).toBe("");
    const whole = clientOf(baseUrl);
    await expect(whole.request("GET /list", ONCE)).rejects.toThrow("the answer broke off");
  });

  it.each([
    ["is cut before the end", '[{"id": 1}, {"i', JSON_TYPE],
    ["is empty", "", JSON_TYPE],
    ["is empty and has no type", "", {}],
    ["is a proxy's page", "<html>Login</html>", { "content-type": "text/html" }],
  ])("that arrives whole but %s is a failure", async (_, body, headers) => {
    const baseUrl = await serve((__, response) => response.writeHead(200, headers).end(body));
    const call = clientOf(baseUrl).request("GET /list", ONCE);
    await expect(call).rejects.toThrow("the answer is no JSON");
  });

  it("may be empty where it is a file, or where there is nothing to say", async () => {
    const raw = { "content-type": "application/vnd.github.raw; charset=utf-8" };
    const baseUrl = await serve(({ url }, response) => {
      if (url === "/file") response.writeHead(200, raw).end("");
      else response.writeHead(url === "/cancel" ? 202 : 204, JSON_TYPE).end();
    });
    const octokit = clientOf(baseUrl);
    expect((await octokit.request("GET /file")).data).toBe("");
    expect((await octokit.request("POST /cancel")).status).toBe(202);
    expect((await octokit.request("DELETE /ref")).status).toBe(204);
  });

  it("is asked for again, but not where the call made something", async () => {
    let asked = 0;
    const baseUrl = await serve((request, response) => {
      asked += 1;
      if (asked % 2 === 1) cut({})(request, response as never);
      else response.writeHead(200, JSON_TYPE).end("[]");
    });
    const octokit = clientOf(baseUrl);
    expect((await octokit.request("GET /list")).data).toEqual([]);
    expect(asked).toBe(2);
    await expect(octokit.request("POST /make", ONCE)).rejects.toThrow("broke off");
    expect(asked).toBe(3);
  });

  it("that says no keeps its status, even without its words", async () => {
    const baseUrl = await serve((_, response) => {
      response.writeHead(404, { ...JSON_TYPE, "content-length": "400" });
      response.write('{"mess', () => response.destroy());
    });
    await expect(clientOf(baseUrl).request("GET /none")).rejects.toMatchObject({ status: 404 });
  });

  it.each([
    ["never begins", () => {}],
    ["never ends", (_, response) => response.writeHead(200, JSON_TYPE).write("[")],
  ] as [string, RequestListener][])("that %s is given up in time", async (_, listener) => {
    const baseUrl = await serve(listener);
    const call = clientOf(baseUrl, 150).request("GET /list", ONCE);
    await expect(call).rejects.toThrow("no answer within 0.15 s");
  });

  it("can still be given up by whoever asked", async () => {
    const url = await serve(() => {});
    const signal = AbortSignal.timeout(50);
    await expect(createFetch(5_000)(url, { signal })).rejects.toMatchObject({
      name: "TimeoutError",
    });
  });
});
