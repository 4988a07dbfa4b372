import { request } from "node:http";
import { afterAll, afterEach, describe, expect, it } from "@jest/globals";
import { createScene, FILES, look, REPO, type Scene, until } from "../../support/app-scene.ts";
import { removeFolders } from "../../support/git-folder.ts";

let scene: Scene;
afterEach(() => scene.close());
afterAll(removeFolders);

async function figures(url: string): Promise<string> {
  return (await fetch(url)).text();
}

/** The status that a signed webhook of so many bytes gets; without a length it comes in pieces. */
function post(url: string, bytes: number, length?: number): Promise<number> {
  const headers = {
    "content-type": "application/json",
    "x-github-event": "issues",
    "x-github-delivery": "1",
    "x-hub-signature-256": `sha256=${"0".repeat(64)}`,
    ...(length === undefined ? {} : { "content-length": length }),
  };
  return new Promise((resolve) => {
    const out = request(url, { method: "POST", headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
      out.destroy();
    });
    out.on("error", () => resolve(0));
    out.flushHeaders();
    const piece = Buffer.alloc(1024 * 1024, "x");
    for (let sent = 0; sent < bytes; sent += piece.length) out.write(piece);
  });
}

describe("limits of the app", () => {
  // First, so that what hangs has ended when the file does.
  it("a job that hangs does not keep a process that was told to stop", async () => {
    scene = await createScene();
    const app = await scene.startApp(undefined, ["--stop-seconds", "1"]);
    const path = `/repos/${REPO}/git/blobs`;
    scene.twin.faults.add({ path, effect: { slowMs: 7_000 } });
    await scene.twin.as("alice").comment(REPO, scene.issue, "/generate");
    await until(() => scene.twin.faults.unused().length === 0, "the job hangs");
    const began = Date.now();
    expect(await app.stop("SIGTERM")).toBe(0);
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(app.log.at(-1)).toMatchObject({ jobs: 1, level: 40 });
  });

  it("a webhook larger than GitHub's are is refused, said or counted", async () => {
    scene = await createScene();
    const { url } = await scene.startApp();
    const hook = `${url}/api/github/webhooks`;
    const megabyte = 1024 * 1024;
    expect(await post(hook, 0, 26 * megabyte)).toBe(413);
    expect(await post(hook, 27 * megabyte)).toBe(413);
    expect((await fetch(`${url}/ping`)).status).toBe(200);
  });

  it("settings that break off on their way are not taken for none", async () => {
    const files = { ...FILES, ".github/patchjudge.yml": "ask: admin\n" };
    scene = await createScene({ files });
    const { metricsUrl } = await scene.startApp();
    const path = `/repos/${REPO}/contents/*`;
    scene.twin.faults.add({ path, effect: { truncate: true } });
    await scene.twin.as("alice").comment(REPO, scene.issue, "/generate");
    await until(
      async () => /outcome="ignored"\} 1$/m.test(await figures(metricsUrl)),
      "she is ignored, who may only write",
    );
    expect(scene.twin.faults.unused()).toEqual([]);
    expect(await look(scene)).toMatchObject({ comments: [], runs: [] });
  });
});
