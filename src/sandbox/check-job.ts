import type { Dirent } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { isAbsolute, join, normalize, relative } from "node:path";
import { SandboxError, type SandboxJob, type SandboxMount } from "../contracts/sandbox.ts";
import { folderPath } from "./arguments.ts";

/**
 * Refuses a job that would open the sandbox or could not be started. Reads the folder's tree, so it
 * is meant for a copy that nothing else changes.
 */
export async function checkJob(job: SandboxJob): Promise<void> {
  if (job.argv.length === 0) throw new SandboxError("a sandbox job needs a program to run");
  for (const text of [...job.argv, ...Object.entries(job.env ?? {}).flat()]) checkText(text);
  if (job.cwd !== undefined) checkPath(job.cwd);
  for (const { from, at } of job.mounts ?? []) {
    checkPath(from);
    checkPath(at);
    await checkExists(from);
  }
  if (job.folder === undefined) return;
  const { from } = job.folder;
  checkPath(from);
  checkPath(folderPath(job.folder) ?? "");
  await checkExists(from);
  await checkNoGit(from);
  for (const mount of job.mounts ?? []) await checkMountPoint(job, mount);
}

/** A NUL ends an option on its way to bwrap, so that the rest would be read as another one. */
function checkText(text: string): void {
  if (text.includes("\0")) throw new SandboxError("a sandbox job's text holds a NUL character");
}

function checkPath(path: string): void {
  checkText(path);
  if (!isAbsolute(path) || normalize(path) !== path || path === "/" || path.endsWith("/")) {
    throw new SandboxError(`a sandbox needs an absolute path without ".." or end slash: ${path}`);
  }
}

async function checkExists(path: string): Promise<void> {
  if ((await stat(path)) === null) throw new SandboxError(`nothing to bind at ${path}`);
}

/**
 * A repository's `.git` may hold tokens (remotes, helpers), and hooks written inside would run
 * outside the next time somebody calls git there.
 */
async function checkNoGit(folder: string): Promise<void> {
  const entries: Dirent[] = await readdir(folder, { withFileTypes: true });
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.name.toLowerCase() === ".git") {
      throw new SandboxError(`${path} must not be bound into a sandbox: copy the tree without it`);
    }
    if (entry.isDirectory() && entry.name !== "node_modules") await checkNoGit(path);
  }
}

/**
 * A mount point in the folder is a stranger's: were it a link, the mount would land where the link
 * points.
 */
async function checkMountPoint(job: SandboxJob, mount: SandboxMount): Promise<void> {
  const at = folderPath(job.folder);
  if (job.folder === undefined || at === undefined || !mount.at.startsWith(`${at}/`)) return;
  let path = job.folder.from;
  for (const part of relative(at, mount.at).split("/")) {
    path = join(path, part);
    const found = await stat(path);
    if (found === null) return;
    if (found.isSymbolicLink()) {
      throw new SandboxError(`${path} is a link, so nothing can be mounted there`);
    }
  }
}

async function stat(path: string) {
  return await lstat(path).catch(() => null);
}
