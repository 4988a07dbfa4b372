import { createServer, type Server } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, describe, expect, it, jest } from "@jest/globals";
import {
  createScene,
  freePort,
  hasEnded,
  look,
  REPO,
  RIGHT,
  reactionsOn,
  type Scene,
  until,
} from "../../support/app-scene.ts";
import { removeFolders } from "../../support/git-folder.ts";

/** A crash after each of so many writes is tried; PATCHJUDGE_EVERY_CRASH=1 tries all. */
const WRITES = 34;
const STEP = process.env["PATCHJUDGE_EVERY_CRASH"] === "1" ? 1 : 9;

const FLAGS = ["--sweep-seconds", "1", "--lease-seconds", "4"];

jest.setTimeout(90_000);

let scene: Scene;
let proxy: Server | undefined;
afterEach(async () => {
  await scene.close();
  proxy?.close();
  proxy = undefined;
});
afterAll(removeFolders);

/** What must be there once, whatever happened on the way. */
async function expectOneOfEach(asked: number): Promise<void> {
  await until(() => hasEnded(scene), "the request ends", 40);
  const { comments, pulls, runs, refs } = await look(scene);
  expect(runs).toHaveLength(1);
  expect(comments).toHaveLength(1);
  expect(pulls).toHaveLength(1);
  expect(comments[0]?.body).toContain(`#${pulls[0]?.number}`);
  expect(refs.filter((ref) => ref.startsWith("refs/heads/patchjudge/"))).toHaveLength(1);
  expect(await reactionsOn(scene, asked)).toContain("rocket");
  const checks = await scene.twin
    .as("alice")
    .request("GET", `/repos/${REPO}/commits/${pulls[0]?.head.sha}/check-runs`);
  expect((checks as { total_count: number }).total_count).toBe(1);
}

const ours = () => scene.twin.writes().filter(({ actor }) => actor === "patchjudge[bot]").length;

describe("a process that is killed", () => {
  it("between the acknowledgement and its first write loses nothing", async () => {
    scene = await createScene();
    const app = await scene.startApp(undefined, FLAGS);
    scene.startRunner({ answers: [RIGHT] });
    const { id } = await scene.twin.as("alice").comment(REPO, scene.issue, "/generate");
    await scene.twin.idle();
    await app.stop("SIGKILL");
    expect(ours()).toBe(0);
    await scene.startApp(undefined, FLAGS);
    await expectOneOfEach(id);
  });

  const points = Array.from({ length: Math.ceil(WRITES / STEP) }, (_, i) => 1 + i * STEP);
  it.each(points)("after its write number %d loses nothing and doubles nothing", async (n) => {
    scene = await createScene();
    const app = await scene.startApp(undefined, FLAGS);
    scene.startRunner({ answers: [RIGHT] });
    const { id } = await scene.twin.as("alice").comment(REPO, scene.issue, "/generate");
    // The twin is in this process, and the next write is a round trip away.
    const end = Date.now() + 20_000;
    while (ours() < n && Date.now() < end && !(ours() > 20 && (await hasEnded(scene))))
      await wait(1);
    await app.stop("SIGKILL");
    await scene.startApp(undefined, FLAGS);
    await expectOneOfEach(id);
  });
});

describe("two replicas", () => {
  it("that both get every webhook do the work once", async () => {
    const [port, a, b] = [await freePort(), await freePort(), await freePort()];
    scene = await createScene({ webhookPort: port });
    proxy = await bothGet(port, [a, b]);
    await Promise.all([scene.startApp(a, FLAGS), scene.startApp(b, FLAGS)]);
    scene.startRunner({ answers: [RIGHT] });
    const { id } = await scene.twin.as("alice").comment(REPO, scene.issue, "/generate");
    await expectOneOfEach(id);
    await scene.twin.idle();
    await expectOneOfEach(id);
  });
});

/** Sends whatever comes to all of these ports at once, and answers what the first of them says. */
async function bothGet(port: number, to: readonly number[]): Promise<Server> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = Object.entries(request.headers).filter(
      ([name, value]) =>
        typeof value === "string" && !/^(?:host|connection|content-length)$/.test(name),
    ) as [string, string][];
    const answers = await Promise.all(
      to.map((each) =>
        fetch(`http://127.0.0.1:${each}${request.url}`, {
          method: "POST",
          headers,
          body: Buffer.concat(chunks),
        }).catch(() => ({ status: 502 })),
      ),
    );
    response.writeHead(answers[0]?.status ?? 500).end();
  });
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return server;
}
