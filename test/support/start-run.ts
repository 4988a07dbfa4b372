import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/core";
import { REPO, type Scene } from "./app-scene.ts";

export interface Start {
  readonly workflow?: string;
  readonly ref?: string;
}

/** Starts a run of a workflow with these inputs; gives its id. */
export type Starter = (start?: Start) => Promise<number>;

type Inputs = Readonly<Record<string, string>>;

function starter(
  post: (path: string, body: Record<string, unknown>) => Promise<unknown>,
  inputs: Inputs,
): Starter {
  return async ({ workflow = "patchjudge.yml", ref = "main" } = {}) => {
    const path = `/repos/${REPO}/actions/workflows/${workflow}/dispatches`;
    const answer = await post(path, { ref, inputs, return_run_details: true });
    return (answer as { workflow_run_id: number }).workflow_run_id;
  };
}

/** Starts runs as a person who may write. */
export function byPerson({ twin }: Scene, login: string, inputs: Inputs): Starter {
  return starter((path, body) => twin.as(login).request("POST", path, body), inputs);
}

/** Starts runs with a token of our own: one that was stolen, say. */
export async function byUs({ twin, app }: Scene, inputs: Inputs): Promise<Starter> {
  const auth = { appId: app.id, privateKey: app.privateKey, log: { warn: () => {} } };
  const baseUrl = twin.apiUrl;
  const asApp = new Octokit({ baseUrl, authStrategy: createAppAuth, auth });
  const { data } = await asApp.request("GET /app/installations");
  const tokens = "POST /app/installations/{installation_id}/access_tokens";
  const made = await asApp.request(tokens, { installation_id: data[0]?.id ?? 0 });
  const us = new Octokit({ baseUrl, auth: made.data.token });
  return starter(async (path, body) => (await us.request(`POST ${path}`, body)).data, inputs);
}
