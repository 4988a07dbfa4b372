import { spawn } from "node:child_process";
import { z } from "zod";
import type { AcquiredJob } from "../control/messages.ts";

const Blob = z.object({ content: z.string(), encoding: z.literal("base64") });

/** A blob of the job's repository, with the job's token. */
export async function readBlob(job: AcquiredJob, oid: string): Promise<Uint8Array> {
  if (!/^[0-9a-f]{40,64}$/.test(oid)) throw new Error("the input request is no blob's id");
  const url = `${job.apiUrl}/repos/${job.repository}/git/blobs/${oid}`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${job.token}` } });
  if (!answer.ok) throw new Error(`the request ${oid} could not be read: ${answer.status}`);
  const { content } = Blob.parse(await answer.json());
  return Buffer.from(content, "base64");
}

/** Clones the default branch. The token goes into a header by git's environment, never onto disk. */
export async function cloneAt(job: AcquiredJob, folder: string): Promise<void> {
  const basic = Buffer.from(`x-access-token:${job.token}`).toString("base64");
  await git(["clone", "--quiet", "--branch", job.defaultBranch, job.cloneUrl, folder], {
    GIT_CONFIG_COUNT: "1",
    GIT_CONFIG_KEY_0: "http.extraHeader",
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
  });
}

function git(args: readonly string[], extra: Readonly<Record<string, string>>): Promise<void> {
  const env = { PATH: process.env["PATH"] ?? "", GIT_TERMINAL_PROMPT: "0", ...extra };
  const child = spawn("git", [...args], { env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`git ${args[0]} failed: ${said.trim()}`));
    });
  });
}
