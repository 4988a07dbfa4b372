import { spawn } from "node:child_process";
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "@jest/globals";
import { createScene, freePort, look, REPO, type Scene, until } from "../../support/app-scene.ts";
import { removeFolders, temporaryFolder } from "../../support/git-folder.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");

let scene: Scene;
afterEach(() => scene.close());
afterAll(removeFolders);

describe("patchjudge serve", () => {
  it("answers /ping, tells Prometheus, and says no to what is not signed", async () => {
    scene = await createScene();
    const { url, metricsUrl } = await scene.startApp();
    expect(await (await fetch(`${url}/ping`)).text()).toBe("PONG");
    // Everybody can reach the webhooks' port.
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
    const metrics = await (await fetch(metricsUrl)).text();
    expect(metrics).toMatch(/^patchjudge_jobs 0$/m);
    expect(metrics).toMatch(/^nodejs_heap_size_used_bytes \d+/m);
    const forged = await fetch(`${url}/api/github/webhooks`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-github-event": "issue_comment",
        "x-github-delivery": "1",
        "x-hub-signature-256": `sha256=${"0".repeat(64)}`,
      },
      body: "{}",
    });
    expect(forged.status).toBe(400);
    expect(scene.twin.writes().filter(({ actor }) => actor === "patchjudge[bot]")).toEqual([]);
  });

  it("logs JSON, with the request's id in every line about a request", async () => {
    scene = await createScene();
    const app = await scene.startApp();
    await scene.twin.as("alice").comment(REPO, scene.issue, "/generate");
    await until(async () => (await look(scene)).runs.length === 1, "the run");
    await until(
      () => app.log.some(({ msg }) => msg === "the run is started"),
      "its line in the log",
    );
    const lines = app.log.filter(({ msg }) => /^(?:claim:|the run is started)/.test(String(msg)));
    expect(lines.map(({ request }) => /^[0-9a-f]{64}$/.test(String(request)))).toEqual([
      true,
      true,
    ]);
    expect(app.log.filter((line) => "text" in line)).toEqual([]);
  });

  it("ends what it is doing before it stops", async () => {
    scene = await createScene();
    const app = await scene.startApp();
    await scene.twin.as("alice").comment(REPO, scene.issue, "/generate");
    await scene.twin.idle();
    expect(await app.stop("SIGTERM")).toBe(0);
    const { runs, comments } = await look(scene);
    expect([runs.length, comments.length]).toEqual([1, 1]);
  });

  it("without the webhooks' secret does not start: Probot's own is known to everybody", async () => {
    scene = await createScene();
    const child = spawn(process.execPath, [join(ROOT, "dist", "cli", "main.js"), "serve"], {
      cwd: temporaryFolder(),
      env: {
        PATH: process.env["PATH"],
        APP_ID: String(scene.app.id),
        PRIVATE_KEY: scene.app.privateKey,
        PORT: String(await freePort()),
      },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect(said).toMatch(/^patchjudge: WEBHOOK_SECRET is missing/m);
    expect(code).toBe(1);
  });

  it("without credentials shows the page that makes the app, with our permissions", async () => {
    scene = await createScene();
    const port = await freePort();
    const folder = temporaryFolder();
    copyFileSync(join(ROOT, "app.yml"), join(folder, "app.yml"));
    copyFileSync(join(ROOT, "package.json"), join(folder, "package.json"));
    const { host } = new URL(scene.twin.url);
    const child = spawn(process.execPath, [join(ROOT, "dist", "cli", "main.js"), "serve"], {
      cwd: folder,
      env: {
        PATH: process.env["PATH"],
        PORT: String(port),
        HOST: "127.0.0.1",
        GHE_HOST: host,
        GHE_PROTOCOL: "http",
      },
      stdio: "ignore",
    });
    try {
      const url = `http://127.0.0.1:${port}`;
      await until(async () => (await fetch(`${url}/probot`)).ok, "the page");
      const page = await (await fetch(`${url}/probot`)).text();
      expect(page).toMatch(/"public":false/);
      expect(page).not.toContain("workflows");
      const webhookUrl = `${url}/api/github/webhooks`;
      const code = scene.twin.addManifest({ slug: "mine", webhookUrl, webhookSecret: "s3cret" });
      const made = await fetch(`${url}/probot/setup?code=${code}`, { redirect: "manual" });
      expect(made.status).toBe(302);
      const env = readFileSync(join(folder, ".env"), "utf8");
      expect(env).toMatch(/^APP_ID=\d+$/m);
      expect(env).toMatch(/^WEBHOOK_SECRET=/m);
    } finally {
      child.kill("SIGKILL");
    }
  });
});
