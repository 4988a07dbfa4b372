import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it, jest } from "@jest/globals";
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/core";
import { differences, type Place, play, type Step } from "./scenario.ts";
import { REPO, type Scene, startScene } from "./start.ts";

/**
 * The same scenario on GitHub itself, in a repository that may be thrown away. Only by hand:
 * docs/twin.md says how.
 */
const live = process.env["LIVE"] === "1" ? describe : describe.skip;

jest.setTimeout(300_000);

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`LIVE=1 needs ${name}`);
  return value;
}

async function githubPlace(): Promise<Place> {
  const [owner = "", repo = ""] = variable("LIVE_REPO").split("/");
  const privateKey = await readFile(variable("LIVE_PRIVATE_KEY_FILE"), "utf8");
  const apiUrl = process.env["LIVE_API_URL"] ?? "https://api.github.com";
  const place = {
    ...{ owner, repo, privateKey, apiUrl },
    appId: Number(variable("LIVE_APP_ID")),
    installation: Number(variable("LIVE_INSTALLATION_ID")),
    writer: variable("LIVE_WRITER"),
  };
  const auth = { appId: place.appId, privateKey, installationId: place.installation };
  const octokit = new Octokit({ baseUrl: apiUrl, authStrategy: createAppAuth, auth });
  const route = "POST /repos/{owner}/{repo}/issues";
  const { data } = await octokit.request(route, { owner, repo, title: "The twin asks", body: "B" });
  return { ...place, issue: data.number };
}

async function twinPlace({ twin, app, installation }: Scene): Promise<Place> {
  const { number } = await twin.as("alice").openIssue(REPO, { title: "T", body: "B" });
  return {
    ...{ apiUrl: twin.apiUrl, appId: app.id, privateKey: app.privateKey, installation },
    ...{ owner: "octo-org", repo: "splitbill", issue: number, writer: "alice" },
  };
}

live("the twin beside GitHub", () => {
  let scene: Scene;
  let here: Step[];
  let there: Step[];

  beforeAll(async () => {
    scene = await startScene();
    here = await play(await twinPlace(scene));
    there = await play(await githubPlace());
  });

  afterAll(() => scene.close());

  it("differs nowhere", () => {
    expect(differences(here, there)).toEqual([]);
  });
});
