import { parse } from "yaml";
import { z } from "zod";
import { entryAt, readObject } from "../git/objects.ts";
import type { Level, Permissions, Repository } from "../state/types.ts";

/** As much of a workflow file as the twin understands. `if:` and expressions are not evaluated. */
export interface WorkflowFile {
  readonly name: string | undefined;
  readonly runName: string | undefined;
  /** Names of events, each with what it was given. */
  readonly on: Readonly<Record<string, unknown>>;
  readonly jobs: readonly WorkflowJob[];
}

export interface WorkflowJob {
  readonly key: string;
  readonly name: string;
  readonly labels: readonly string[];
  readonly needs: readonly string[];
  readonly permissions: Permissions;
}

const Words = z.union([z.string().transform((word) => [word]), z.array(z.string())]);

const PermissionsBlock = z.union([
  z.enum(["read-all", "write-all"]),
  z.record(z.string(), z.enum(["read", "write", "none"])),
  z.null(),
]);

const File = z.object({
  name: z.string().optional(),
  "run-name": z.string().optional(),
  on: z.union([Words, z.record(z.string(), z.unknown())]),
  permissions: PermissionsBlock.optional(),
  jobs: z.record(
    z.string(),
    z.object({
      name: z.string().optional(),
      "runs-on": z.union([Words, z.object({ labels: Words })]).default([]),
      needs: Words.default([]),
      permissions: PermissionsBlock.optional(),
    }),
  ),
});

/** Without a `permissions:` of their own, jobs may read contents: GitHub's careful default. */
const USUAL: Permissions = { contents: "read", metadata: "read" };

const ALL = ["actions", "checks", "contents", "issues", "pull_requests", "statuses"];

export function parseWorkflow(text: string): WorkflowFile | undefined {
  const found = File.safeParse(safely(text));
  if (!found.success) return undefined;
  const { data } = found;
  return {
    name: data.name,
    runName: data["run-name"],
    on: Array.isArray(data.on) ? Object.fromEntries(data.on.map((event) => [event, {}])) : data.on,
    jobs: Object.entries(data.jobs).map(([key, job]) => ({
      key,
      name: job.name ?? key,
      labels: Array.isArray(job["runs-on"]) ? job["runs-on"] : job["runs-on"].labels,
      needs: job.needs,
      permissions: granted(job.permissions === undefined ? data.permissions : job.permissions),
    })),
  };
}

function safely(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

/** Files write `pull-requests`, tokens say `pull_requests`. */
function granted(block: z.infer<typeof PermissionsBlock> | undefined): Permissions {
  if (block === undefined) return USUAL;
  if (block === null) return { metadata: "read" };
  if (typeof block === "string") {
    const level: Level = block === "write-all" ? "write" : "read";
    return Object.fromEntries([...ALL.map((name) => [name, level]), ["metadata", "read"]]);
  }
  const named = Object.entries(block).flatMap(([name, level]) =>
    level === "none" ? [] : [[name.replaceAll("-", "_"), level] as const],
  );
  return Object.fromEntries([...named, ["metadata", "read"] as const]);
}

export async function readWorkflow(
  repository: Repository,
  commit: string,
  path: string,
): Promise<WorkflowFile | undefined> {
  const entry = await entryAt(repository.gitDir, commit, path);
  if (entry?.type !== "blob") return undefined;
  const bytes = await readObject(repository.gitDir, "blob", entry.sha);
  return parseWorkflow(bytes.toString());
}
