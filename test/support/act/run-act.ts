import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import { PINNED } from "../../../src/install/actions.ts";
import type { AcquiredJob } from "../../../twin/control/messages.ts";
import { checkOutAction } from "../action-job.ts";
import { temporaryFolder } from "../git-folder.ts";

/**
 * What stands in for something under act, and why. All else is as on GitHub: the workflow's file is run as
 * `patchjudge init` wrote it, but for the lines of `UNKNOWN_TO_ACT`.
 */
export const STAND_INS: Readonly<Record<string, string>> = {
  [PINNED.checkout.uses]: "act copies the working copy it is started in, and starts no action",
  [PINNED.uploadArtifact.uses]:
    "the real one speaks to a service of GitHub's that the twin has not",
};

/** Lines that act does not understand; they are left out for it. */
export const UNKNOWN_TO_ACT: readonly RegExp[] = [/^ +queue: max\n/m];

export interface ActPlan {
  readonly act: string;
  /** Its folder comes first in the path. */
  readonly node: string;
  readonly workflow: string;
  /** Our own action, as the workflow names it. */
  readonly action: string;
  readonly job: AcquiredJob;
  /** A working copy. */
  readonly repository: string;
  /** Takes what the stand-in of the upload sends. */
  readonly artifact: (name: string, files: Readonly<Record<string, Buffer>>) => Promise<void>;
}

/** Runs all jobs of a workflow on this machine. Returns the exit code and what act said. */
export async function runAct(plan: ActPlan): Promise<{ code: number; said: string }> {
  const root = temporaryFolder();
  const file = join(root, "patchjudge.yml");
  writeFileSync(
    file,
    UNKNOWN_TO_ACT.reduce((left, line) => left.replace(line, ""), plan.workflow),
  );
  const event = join(root, "event.json");
  writeFileSync(event, JSON.stringify(plan.job.payload));
  const server = await takeUploads(plan.artifact);
  const { port } = server.address() as AddressInfo;
  const env = {
    PATH: `${dirname(plan.node)}:${process.env["PATH"] ?? ""}`,
    HOME: root,
    XDG_CACHE_HOME: join(root, "cache"),
  };
  const args = [
    ...actArguments(plan, file, event),
    ...variables(plan, `http://127.0.0.1:${port}/`),
  ];
  try {
    return await new Promise((resolve) => {
      execFile(plan.act, args, { cwd: plan.repository, env }, (error, stdout, stderr) => {
        const code = error === null ? 0 : Number(error.code ?? 1);
        resolve({ code, said: stdout + stderr });
      });
    });
  } finally {
    server.close();
  }
}

function actArguments({ action, job }: ActPlan, file: string, event: string): string[] {
  const own = ["ubuntu-latest", "self-hosted", "gpu"].flatMap((label) => [
    "-P",
    `${label}=-self-hosted`,
  ]);
  const folders = new Map([
    [action, checkOutAction()],
    [PINNED.uploadArtifact.uses, join(import.meta.dirname, "upload")],
  ]);
  const local = [...folders].flatMap(([uses, folder]) => [
    "--local-repository",
    `${uses}=${folder}`,
  ]);
  const about = ["-W", file, "-e", event, "--actor", job.actor];
  return [job.event, ...about, ...own, ...local, "-s", `GITHUB_TOKEN=${job.token}`];
}

function variables({ job }: ActPlan, upload: string): string[] {
  const set = {
    GITHUB_API_URL: job.apiUrl,
    GITHUB_GRAPHQL_URL: job.graphqlUrl,
    GITHUB_SERVER_URL: job.serverUrl,
    GITHUB_REPOSITORY: job.repository,
    GITHUB_RUN_ID: String(job.runId),
    STAND_IN_UPLOAD: upload,
  };
  return Object.entries(set).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
}

async function takeUploads(artifact: ActPlan["artifact"]) {
  const server = createServer(async (request, response) => {
    const { name, files } = JSON.parse(await text(request)) as {
      name: string;
      files: Record<string, string>;
    };
    const bytes = Object.entries(files).map(([path, content]) => [
      path,
      Buffer.from(content, "base64"),
    ]);
    await artifact(name, Object.fromEntries(bytes) as Record<string, Buffer>);
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}
