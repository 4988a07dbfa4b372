import { z } from "zod";
import { reading, writing } from "../access/demand.ts";
import { makeCommit } from "../change/make-commit.ts";
import {
  readCommit,
  readObject,
  readTree,
  type TreeChange,
  writeBlob,
  writeTree,
} from "../git/objects.ts";
import { objectType, resolveCommit } from "../git/refs.ts";
import { Failure, notFound } from "../http/failure.ts";
import { created, ok } from "../http/reply.ts";
import { gitCommitShape } from "../shapes/commit.ts";
import { repositoryApi } from "../shapes/repository.ts";
import type { Schemas } from "../shapes/schemas.ts";
import { nodeId } from "../state/node-id.ts";
import type { Repository } from "../state/types.ts";
import { type Call, param, read } from "./call.ts";
import { changeBy } from "./issues.ts";
import type { Routes } from "./routes.ts";

export const READ = reading("contents");
export const WRITE = writing("write", "contents");
const MAX_TREE = 100_000;

export function gitObjectRoutes(routes: Routes): void {
  routes.repo("POST", "/git/blobs", WRITE, createBlob);
  routes.repo("GET", "/git/blobs/:sha", READ, getBlob);
  routes.repo("POST", "/git/trees", WRITE, createTree);
  routes.repo("GET", "/git/trees/*", READ, getTree);
  routes.repo("POST", "/git/commits", WRITE, createCommit);
  routes.repo("GET", "/git/commits/:sha", READ, async (call, repository) => {
    const sha = param(call, "sha");
    if ((await objectType(repository.gitDir, sha)) !== "commit") throw notFound();
    return ok(gitCommitShape(call.world, repository, await readCommit(repository.gitDir, sha)));
  });
}

const Blob = z.object({
  content: z.string(),
  encoding: z.enum(["utf-8", "base64"]).default("utf-8"),
});

async function createBlob(call: Call, repository: Repository) {
  const { content, encoding } = read(call, Blob);
  const sha = await writeBlob(repository.gitDir, Buffer.from(content, encoding));
  const url = `${repositoryApi(call.world, repository)}/git/blobs/${sha}`;
  return created({ sha, url } satisfies Schemas["short-blob"]);
}

async function getBlob(call: Call, repository: Repository) {
  const sha = param(call, "sha");
  if ((await objectType(repository.gitDir, sha)) !== "blob") throw notFound();
  const bytes = await readObject(repository.gitDir, "blob", sha);
  if (/application\/vnd\.github\.(v3\.)?raw/.test(call.accept)) {
    return { status: 200, bytes, type: "application/octet-stream" };
  }
  const body: Schemas["blob"] = {
    sha,
    node_id: nodeId("B", `${repository.id}:${sha}`),
    size: bytes.length,
    url: `${repositoryApi(call.world, repository)}/git/blobs/${sha}`,
    content: wrapped(bytes),
    encoding: "base64",
  };
  return ok(body);
}

/** Base64 in lines of sixty, as GitHub gives it. */
export function wrapped(bytes: Buffer): string {
  return bytes.toString("base64").replace(/.{1,60}/g, "$&\n");
}

const TreeBody = z.object({
  base_tree: z.string().optional(),
  tree: z.array(
    z.object({
      path: z.string(),
      mode: z.enum(["100644", "100755", "040000", "160000", "120000"]),
      type: z.enum(["blob", "tree", "commit"]).optional(),
      sha: z.string().nullish(),
      content: z.string().optional(),
    }),
  ),
});

async function createTree(call: Call, repository: Repository) {
  const { base_tree, tree } = read(call, TreeBody);
  const { gitDir } = repository;
  if (base_tree !== undefined && (await objectType(gitDir, base_tree)) === undefined) {
    throw new Failure(422, "base_tree is not a valid tree oid");
  }
  const changes = await Promise.all(tree.map((entry) => changeOf(repository, entry)));
  const sha = await writeTree(gitDir, base_tree, changes.flat());
  return created(await treeShape(call, repository, sha, false));
}

type TreeBodyEntry = z.infer<typeof TreeBody>["tree"][number];

async function changeOf(
  { gitDir }: Repository,
  entry: TreeBodyEntry,
): Promise<TreeChange | TreeChange[]> {
  const { path, mode, content } = entry;
  checkPath(path);
  if (content !== undefined)
    return { path, mode, sha: await writeBlob(gitDir, Buffer.from(content)) };
  if (entry.sha === undefined)
    throw new Failure(422, "Must supply either tree.sha or tree.content");
  if (entry.sha === null) return { path, mode, sha: null };
  const type = await objectType(gitDir, entry.sha);
  if (type === undefined && mode !== "160000") {
    throw new Failure(422, `tree.sha ${entry.sha} is not a valid blob`);
  }
  if (type !== "tree") return { path, mode, sha: entry.sha };
  const below = await readTree(gitDir, entry.sha, true);
  return below
    .filter((file) => file.type !== "tree")
    .map((file) => ({ path: `${path}/${file.path}`, mode: file.mode, sha: file.sha }));
}

/** What git refuses in an index, GitHub refuses too. */
function checkPath(path: string): void {
  const parts = path.split("/");
  const bad = parts.some((part) => part === "" || part === "." || part === "..");
  if (path.startsWith("/") || bad)
    throw new Failure(422, "tree.path contains a malformed path component");
  if (parts.some((part) => part.toLowerCase() === ".git")) {
    throw new Failure(422, "tree.path contains a malformed path component");
  }
}

async function getTree(call: Call, repository: Repository) {
  const name = param(call, "*");
  const commit = await resolveCommit(repository.gitDir, name);
  const found =
    commit ?? ((await objectType(repository.gitDir, name)) === "tree" ? name : undefined);
  if (found === undefined) throw notFound();
  return ok(await treeShape(call, repository, found, call.query.has("recursive")));
}

async function treeShape(
  call: Call,
  repository: Repository,
  name: string,
  recursive: boolean,
): Promise<Schemas["git-tree"]> {
  const api = repositoryApi(call.world, repository);
  const { gitDir } = repository;
  const sha =
    (await objectType(gitDir, name)) === "commit" ? (await readCommit(gitDir, name)).tree : name;
  const entries = await readTree(gitDir, sha, recursive);
  return {
    sha,
    url: `${api}/git/trees/${sha}`,
    tree: entries.slice(0, MAX_TREE).map((entry) => ({
      path: entry.path,
      mode: entry.mode,
      type: entry.type,
      sha: entry.sha,
      ...(entry.size === undefined ? {} : { size: entry.size }),
      url: `${api}/git/${entry.type}s/${entry.sha}`,
    })),
    truncated: entries.length > MAX_TREE,
  };
}

const Person = z.object({ name: z.string(), email: z.string(), date: z.string().optional() });
const CommitBody = z.object({
  message: z.string(),
  tree: z.string(),
  parents: z.array(z.string()).default([]),
  author: Person.optional(),
  committer: Person.optional(),
});

async function createCommit(call: Call, repository: Repository) {
  const { author, committer, ...wanted } = read(call, CommitBody);
  const sha = await makeCommit(changeBy(call, repository), { ...wanted, author, committer });
  const commit = await readCommit(repository.gitDir, sha);
  return created(gitCommitShape(call.world, repository, commit));
}
