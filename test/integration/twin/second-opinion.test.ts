import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { createEmulator } from "emulate";
import { differences, type Place, play, type Step } from "./scenario.ts";
import { REPO, type Scene, startScene } from "./start.ts";

const LIST = join(import.meta.dirname, "emulate-differences.json");
const APP_ID = 12_345;
const PERMISSIONS = {
  ...{ checks: "write", contents: "write", issues: "write" },
  ...{ metadata: "read", pull_requests: "write" },
};

let scene: Scene;
let emulator: Awaited<ReturnType<typeof startEmulator>>;
let here: Step[];
let there: Step[];

beforeAll(async () => {
  scene = await startScene();
  here = await play(await twinPlace(scene));
  emulator = await startEmulator();
  there = await play(await emulatorPlace());
});

afterAll(async () => {
  await emulator.close();
  await scene.close();
});

async function twinPlace({ twin, app, installation }: Scene): Promise<Place> {
  const { number } = await twin.as("alice").openIssue(REPO, { title: "T", body: "B" });
  return {
    ...{ apiUrl: twin.apiUrl, appId: app.id, privateKey: app.privateKey, installation },
    ...{ owner: "octo-org", repo: "splitbill", issue: number, writer: "alice" },
  };
}

async function startEmulator() {
  const app = {
    app_id: APP_ID,
    slug: "patchjudge",
    name: "Patchjudge",
    permissions: PERMISSIONS,
    events: [],
  };
  return createEmulator({
    service: "github",
    port: await freePort(),
    seed: {
      tokens: { tok: { login: "alice" } },
      github: {
        users: [{ login: "alice" }],
        repos: [{ owner: "alice", name: "splitbill", auto_init: true }],
        apps: [{ ...app, installations: [{ installation_id: 100, account: "alice" }] }],
      },
    },
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function emulatorPlace(): Promise<Place> {
  const answer = await fetch(`${emulator.url}/repos/alice/splitbill/issues`, {
    method: "POST",
    headers: { authorization: "token tok", "content-type": "application/json" },
    body: JSON.stringify({ title: "T", body: "B" }),
  });
  const { number } = (await answer.json()) as { number: number };
  const secret = emulator.generatedSecrets.find(({ kind }) => kind === "github.app_private_key");
  return {
    ...{ apiUrl: emulator.url, appId: APP_ID, privateKey: secret?.value ?? "", installation: 100 },
    ...{ owner: "alice", repo: "splitbill", issue: number, writer: "alice" },
  };
}

describe("the twin beside another emulator", () => {
  it("answers every step of a publication, and refuses what GitHub refuses", () => {
    const refused = here
      .filter(({ status }) => status >= 300)
      .map(({ name, status }) => `${name}: ${status}`);
    expect(refused).toEqual([
      "permission of nobody: 404",
      "label again: 422",
      "label too long: 422",
      "comment too long: 422",
      "ref again: 422",
      "ref of no form: 422",
      "pull request again: 422",
      "pull request of nothing: 422",
      "check run with 51 annotations: 422",
      "branch that goes back: 422",
    ]);
  });

  it("differs where the list says so, and nowhere else", async () => {
    const known = JSON.parse(await readFile(LIST, "utf8")) as {
      differences: { difference: string; why: string }[];
    };
    expect(differences(here, there)).toEqual(known.differences.map(({ difference }) => difference));
    expect(known.differences.filter(({ why }) => why.trim() === "")).toEqual([]);
  });

  it("would notice another status, a key too many and another value", () => {
    const step = { name: "s", status: 200, keys: ["a"], facts: 1 };
    expect(differences([step], [{ ...step, status: 201 }])).toEqual(["s: 200 v 201"]);
    expect(differences([step], [{ ...step, keys: ["a", "b"] }])).toEqual(["s: only there: b"]);
    expect(differences([step], [{ ...step, facts: 2 }])).toEqual(["s: 1 v 2"]);
    expect(differences([step], [])).toEqual(["s: missing"]);
  });
});
