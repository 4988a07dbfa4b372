import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/core";
import { startTwin, type Twin, type TwinApp, type TwinOptions } from "../../../twin/twin.ts";

export const REPO = "octo-org/splitbill";

const FILES: Record<string, string> = {
  "README.md": "# Splitbill\n",
  "src/split.py": "def split(total, people):\n    return total / people\n",
  ".github/workflows/generate.yml": `name: generate
run-name: Patches for \${{ inputs.request }}
on:
  workflow_dispatch:
    inputs:
      request: { required: true }
      note: { default: none }
permissions: {}
jobs:
  run:
    runs-on: [self-hosted, gpu]
    permissions: { contents: read }
    steps: [{ run: "true" }]
`,
};

export interface Hook {
  readonly event: string;
  readonly action: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  readonly payload: Readonly<Record<string, never>>;
}

/** Receives webhooks; what it answers can be chosen. */
export interface Receiver {
  readonly url: string;
  readonly hooks: Hook[];
  answer: { status: number; delayMs: number };
}

export interface Scene {
  readonly twin: Twin;
  readonly app: TwinApp;
  readonly installation: number;
  readonly receiver: Receiver;
  readonly folder: string;
  close(): Promise<void>;
}

/** A twin with one repository, some people and one installed app. */
export async function startScene(
  options: Partial<TwinOptions> & { private?: boolean } = {},
): Promise<Scene> {
  const folder = await mkdtemp(join(tmpdir(), "twin-test-"));
  const from = join(folder, "files");
  for (const [path, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(from, path)), { recursive: true });
    await writeFile(join(from, path), text);
  }
  const { receiver, server } = await startReceiver();
  const twin = await startTwin({ dataDir: join(folder, "data"), ...options });
  for (const login of ["alice", "bob", "stranger"]) twin.addUser(login);
  await twin.addRepository({
    owner: "octo-org",
    name: "splitbill",
    from,
    private: options.private ?? false,
  });
  twin.setPermission(REPO, "alice", "admin");
  twin.setPermission(REPO, "bob", "triage");
  const app = twin.addApp({
    slug: "patchjudge",
    webhookUrl: receiver.url,
    webhookSecret: "a secret",
    events: [
      "check_run",
      "issue_comment",
      "issues",
      "pull_request",
      "pull_request_review_comment",
      "push",
      "workflow_job",
      "workflow_run",
    ],
  });
  const { id } = await twin.install(app, REPO);
  return {
    ...{ twin, app, receiver, folder },
    installation: id,
    close: async () => {
      await twin.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startReceiver(): Promise<{ receiver: Receiver; server: Server }> {
  const hooks: Hook[] = [];
  const receiver = { url: "", hooks, answer: { status: 202, delayMs: 0 } };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const payload = JSON.parse(body) as Hook["payload"];
    const event = String(request.headers["x-github-event"]);
    hooks.push({ event, action: payload["action"], headers: request.headers, body, payload });
    const { status, delayMs } = receiver.answer;
    setTimeout(() => response.writeHead(status).end("{}"), delayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/github/webhooks`;
  return { receiver, server };
}

/** A token of the app's installation, asked for as an app asks. */
export async function installationToken({ twin, app, installation }: Scene): Promise<string> {
  const auth = { appId: app.id, privateKey: app.privateKey, log: { warn: () => {} } };
  const octokit = new Octokit({ baseUrl: twin.apiUrl, authStrategy: createAppAuth, auth });
  const path = "POST /app/installations/{installation_id}/access_tokens";
  return (await octokit.request(path, { installation_id: installation })).data.token;
}
