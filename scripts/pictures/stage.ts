import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createControlClient } from "../../twin/control/client.ts";
import { freePort, type Started, startApp } from "../../twin/demo/processes.ts";
import { prepareRepository } from "../../twin/demo/repository.ts";
import { type JobFolder, takeJobs } from "../../twin/runner/take-jobs.ts";
import { startTwin, type Twin } from "../../twin/twin.ts";

export const REPO = "octo-org/splitbill";

export interface Stage {
  readonly twin: Twin;
  /** Opens the example's issue. */
  openExample(): Promise<number>;
  /** Until here nothing takes jobs; each waits for `work`. */
  startRunner(work: (folder: JobFolder) => Promise<void>): void;
  /** Waits until a comment on the issue says this; returns how many there are. */
  says(issue: number, words: RegExp): Promise<void>;
  close(): Promise<void>;
}

/** The twin with the example and its people, and the app as a process of its own. */
export async function createStage(root: string, data: string): Promise<Stage> {
  const example = join(root, "examples", "splitbill");
  const twin = await startTwin({ dataDir: join(data, "git") });
  const from = await prepareRepository(join(example, "repo"), join(data, "splitbill"), 10);
  for (const login of ["alice", "bob"]) twin.addUser(login);
  await twin.addRepository({ owner: "octo-org", name: "splitbill", from });
  twin.setPermission(REPO, "alice", "admin");
  twin.setPermission(REPO, "bob", "write");
  const port = await freePort();
  const app = twin.addApp({
    slug: "patchjudge",
    webhookUrl: `http://127.0.0.1:${port}/api/github/webhooks`,
    webhookSecret: "only for pictures",
  });
  const program = join(root, "dist", "cli", "main.js");
  const process = await startApp({ program, twin, app, port, log: join(data, "app.log") });
  await twin.install(app, REPO);
  return { twin, ...acts(twin, example, process) };
}

function acts(twin: Twin, example: string, app: Started): Omit<Stage, "twin"> {
  const stop = new AbortController();
  const runners: Promise<void>[] = [];
  return {
    openExample: async () => {
      const text = await readFile(join(example, "issue.md"), "utf8");
      const [first = "", ...rest] = text.split("\n");
      const title = first.replace(/^#+\s*/, "");
      return (await twin.as("bob").openIssue(REPO, { title, body: rest.join("\n").trim() })).number;
    },
    startRunner: (work) => {
      const client = createControlClient({ url: twin.url, controlToken: twin.controlToken });
      const labels = ["self-hosted", "gpu"];
      runners.push(takeJobs({ client, labels, name: "gpu-1", work, signal: stop.signal }));
    },
    says: (issue, words) => waitForComment(twin, issue, words),
    close: async () => {
      stop.abort();
      await Promise.all([...runners, app.stop()]);
      await twin.close();
    },
  };
}

async function waitForComment(twin: Twin, issue: number, words: RegExp): Promise<void> {
  const path = `/repos/${REPO}/issues/${issue}/comments`;
  for (let tries = 0; tries < 300; tries++) {
    const all = (await twin.as("alice").request("GET", path)) as { body: string }[];
    if (all.some(({ body }) => words.test(body))) {
      // The reaction comes after the words.
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      return twin.idle();
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no comment on #${issue} says ${words}`);
}
