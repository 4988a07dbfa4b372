import { createHmac } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "@jest/globals";
import { Octokit } from "@octokit/core";
import { refusal } from "./refusal.ts";
import { installationToken, REPO, type Scene, startScene } from "./start.ts";

const at = { owner: "octo-org", repo: "splitbill" };
const COMMENTS = `/repos/${REPO}/issues/1/comments`;

let scene: Scene;
let octokit: Octokit;
let now: Date;

beforeAll(async () => {
  now = new Date();
  scene = await startScene({ clock: { now: () => now }, deliveryTimeoutMs: 150 });
  octokit = new Octokit({ baseUrl: scene.twin.apiUrl, auth: await installationToken(scene) });
  await scene.twin.as("alice").openIssue(REPO, { title: "T", body: "" });
});

afterEach(async () => {
  // A fault that nobody met means that the test tested something else.
  expect(scene.twin.faults.unused()).toEqual([]);
  scene.twin.faults.clear();
  await scene.twin.idle();
});

afterAll(() => scene.close());

const comment = (body: string) =>
  octokit.request("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", {
    ...at,
    issue_number: 1,
    body,
  });

async function bodies(): Promise<(string | undefined)[]> {
  const { data } = await octokit.request(
    "GET /repos/{owner}/{repo}/issues/{issue_number}/comments",
    { ...at, issue_number: 1, per_page: 100 },
  );
  return data.map(({ body }) => body);
}

describe("the fault script", () => {
  it("refuses with a status, headers and words, once", async () => {
    const headers = { "retry-after": "7" };
    const effect = { status: 403, message: "secondary rate limit", headers };
    scene.twin.faults.add({ method: "POST", path: COMMENTS, effect });
    const error = await comment("refused").catch(
      (caught: unknown) =>
        caught as { status: number; response: { headers: Record<string, string> } },
    );
    expect(error).toMatchObject({ status: 403, response: { headers } });
    await comment("second try");
    expect(await bodies()).toEqual(expect.arrayContaining(["second try"]));
    expect(await bodies()).not.toContain("refused");
  });

  it("drops a call before it acts, or after", async () => {
    scene.twin.faults.add({ method: "POST", path: COMMENTS, effect: { drop: "before" } });
    await expect(comment("dropped before")).rejects.toThrow();
    scene.twin.faults.add({ method: "POST", path: COMMENTS, effect: { drop: "after" } });
    await expect(comment("dropped after")).rejects.toThrow();
    expect(await bodies()).toContain("dropped after");
    expect(await bodies()).not.toContain("dropped before");
  });

  it("acts and answers with an error, half an answer, or a proxy's page", async () => {
    scene.twin.faults.add({ path: COMMENTS, effect: { status: 502, after: true } });
    expect(await refusal(comment("acted, 502"))).toMatchObject({ status: 502 });
    scene.twin.faults.add({ method: "POST", path: COMMENTS, effect: { truncate: true } });
    // Octokit does not notice: it hands out an empty text as the answer.
    expect(await comment("acted, cut")).toMatchObject({ status: 201, data: "" });
    expect(await bodies()).toEqual(expect.arrayContaining(["acted, 502", "acted, cut"]));
    scene.twin.faults.add({ path: COMMENTS, effect: { html: 502 } });
    expect(await refusal(comment("a page"))).toEqual({
      status: 502,
      text: expect.stringContaining("<!DOCTYPE html>"),
    });
  });

  it("shows an old answer, or none where there was none", async () => {
    const before = await bodies();
    await comment("newer");
    scene.twin.faults.add({ method: "GET", path: COMMENTS, effect: { stale: true } });
    expect(await bodies()).toEqual(before);
    expect(await bodies()).toContain("newer");
    const { data } = await comment("found at last");
    const path = `/repos/${REPO}/issues/comments/${data.id}`;
    scene.twin.faults.add({ method: "GET", path, effect: { stale: true } });
    expect(await refusal(octokit.request(`GET ${path}`))).toMatchObject({ status: 404 });
    expect((await octokit.request(`GET ${path}`)).status).toBe(200);
  });

  it("strikes the third call of any kind, and takes its time", async () => {
    scene.twin.faults.add({ path: "*", skip: 2, effect: { slowMs: 120 } });
    const times: number[] = [];
    for (let index = 0; index < 3; index += 1) {
      const started = performance.now();
      await bodies();
      times.push(performance.now() - started);
    }
    expect(times[2]).toBeGreaterThanOrEqual(115);
    expect(scene.twin.faults.unused()).toEqual([]);
  });

  it("loses webhooks, sends them twice, late, or wrongly signed", async () => {
    const sent = (text: string) => scene.receiver.hooks.filter(({ body }) => body.includes(text));
    const delivery = async (
      text: string,
      effect: Parameters<typeof scene.twin.faults.add>[0]["effect"],
    ) => {
      scene.twin.faults.add({ event: "issue_comment", action: "created", effect } as Parameters<
        typeof scene.twin.faults.add
      >[0]);
      await scene.twin.as("alice").comment(REPO, 1, text);
      await scene.twin.idle();
      return sent(text);
    };
    expect(await delivery("lost", { delivery: "lost" })).toHaveLength(0);
    const twice = await delivery("twice", { delivery: "twice" });
    expect(new Set(twice.map(({ headers }) => headers["x-github-delivery"])).size).toBe(1);
    expect(twice).toHaveLength(2);
    const [forged] = await delivery("forged", { delivery: "bad-signature" });
    const right = createHmac("sha256", "a secret")
      .update(forged?.body ?? "")
      .digest("hex");
    expect(forged?.headers["x-hub-signature-256"]).not.toBe(`sha256=${right}`);
    scene.twin.faults.add({ event: "issue_comment", effect: { delivery: "late", ms: 200 } });
    await scene.twin.as("alice").comment(REPO, 1, "late one");
    await scene.twin.as("alice").comment(REPO, 1, "early one");
    await scene.twin.idle();
    const order = scene.receiver.hooks
      .slice(-2)
      .map(({ payload }) => (payload as Record<string, { body: string }>)["comment"]?.body);
    expect(order).toEqual(["early one", "late one"]);
  });

  it("leaves a delivery failed until somebody redelivers it, with the same GUID", async () => {
    scene.receiver.answer = { status: 202, delayMs: 500 };
    await scene.twin.as("alice").comment(REPO, 1, "too slow");
    await scene.twin.idle();
    const failed = scene.twin.deliveries().at(-1);
    expect(failed?.outcome).toMatchObject({ status: "timed out" });
    scene.receiver.answer = { status: 500, delayMs: 0 };
    await scene.twin.redeliver(failed?.id ?? 0);
    expect(scene.twin.deliveries().at(-1)).toMatchObject({
      redelivery: true,
      guid: failed?.guid,
      outcome: { code: 500 },
    });
    scene.receiver.answer = { status: 202, delayMs: 0 };
    await scene.twin.redeliver(failed?.id ?? 0);
    expect(scene.twin.deliveries().at(-1)?.outcome).toMatchObject({ status: "OK", code: 202 });
  });

  it("lets a token expire after an hour, and refuses a caller without one as GitHub does", async () => {
    now = new Date(now.getTime() + 59 * 60_000);
    await bodies();
    now = new Date(now.getTime() + 2 * 60_000);
    expect(await refusal(bodies())).toMatchObject({
      status: 401,
      text: expect.stringContaining("Bad credentials"),
    });
    const nobody = new Octokit({ baseUrl: scene.twin.apiUrl });
    const say = nobody.request(`POST ${COMMENTS}`, { body: "hello" });
    expect(await refusal(say)).toMatchObject({ status: 401 });
    octokit = new Octokit({ baseUrl: scene.twin.apiUrl, auth: await installationToken(scene) });
  });

  it("counts calls and writes, and refuses when the hour's calls are used up", async () => {
    scene.twin.forgetCalls();
    await bodies();
    const { headers } = await comment("counted");
    expect(scene.twin.calls().map(({ method, status }) => `${method} ${status}`)).toEqual([
      "GET 200",
      "POST 201",
    ]);
    expect(scene.twin.writes()).toMatchObject([{ path: COMMENTS, actor: "patchjudge[bot]" }]);
    expect(Number(headers["x-ratelimit-remaining"])).toBeLessThan(5_000);
    const poor = await startScene({ rateLimit: 2 });
    const few = new Octokit({ baseUrl: poor.twin.apiUrl, auth: poor.twin.addUser("carol").token });
    await few.request("GET /user");
    await few.request("GET /user");
    const error = await few
      .request("GET /user")
      .catch(
        (caught: unknown) =>
          caught as { status: number; response: { headers: Record<string, string> } },
      );
    expect(error).toMatchObject({
      status: 403,
      response: { headers: { "x-ratelimit-remaining": "0" } },
    });
    await poor.close();
  });

  it("answers 304 to those who have the answer already", async () => {
    const path = `GET /repos/${REPO}/issues/1`;
    const { headers } = await octokit.request(path);
    const again = octokit.request(path, { headers: { "if-none-match": headers.etag } });
    expect(await refusal(again)).toMatchObject({ status: 304 });
  });
});
