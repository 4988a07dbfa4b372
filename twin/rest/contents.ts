import { z } from "zod";
import { personOf } from "../change/commits.ts";
import { exclusively } from "../change/lock.ts";
import { makeCommit } from "../change/make-commit.ts";
import { updateRef } from "../change/refs.ts";
import {
  entryAt,
  readCommit,
  readObject,
  readTree,
  type TreeEntry,
  writeBlob,
  writeTree,
} from "../git/objects.ts";
import { branchSha } from "../git/refs.ts";
import { Failure, notFound } from "../http/failure.ts";
import { ok } from "../http/reply.ts";
import { gitCommitShape } from "../shapes/commit.ts";
import { repositoryApi, repositoryWeb } from "../shapes/repository.ts";
import type { Schemas } from "../shapes/schemas.ts";
import type { Repository } from "../state/types.ts";
import { commitNamed } from "./branches.ts";
import { type Call, param, read } from "./call.ts";
import { READ, WRITE, wrapped } from "./git-objects.ts";
import { changeBy } from "./issues.ts";
import type { Routes } from "./routes.ts";

/** Above a megabyte GitHub gives no content in JSON, only raw. */
const MAX_INLINE = 1024 * 1024;

export function contentRoutes(routes: Routes): void {
  routes.repo("GET", "/contents", READ, (call, repository) => getContents(call, repository, ""));
  routes.repo("GET", "/contents/*", READ, (call, repository) =>
    getContents(call, repository, param(call, "*")),
  );
  routes.repo("PUT", "/contents/*", WRITE, putFile);
}

async function getContents(call: Call, repository: Repository, path: string) {
  const { gitDir } = repository;
  const ref = call.query.get("ref") ?? repository.defaultBranch;
  const sha = await commitNamed(repository, ref, 404);
  const clean = path.replace(/\/+$/, "");
  const entry = clean === "" ? undefined : await entryAt(gitDir, sha, clean);
  if (clean !== "" && entry === undefined) throw notFound();
  if (entry === undefined || entry.type === "tree") {
    const entries = await readTree(gitDir, clean === "" ? sha : `${sha}:${clean}`, false);
    const below = entries.map((each) => ({
      ...each,
      path: clean === "" ? each.path : `${clean}/${each.path}`,
    }));
    return ok(below.map((each) => entryShape(call, repository, ref, each)));
  }
  const bytes = await readObject(gitDir, "blob", entry.sha);
  if (/vnd\.github\.(v3\.)?raw/.test(call.accept)) {
    return { status: 200, bytes, type: "application/vnd.github.raw; charset=utf-8" };
  }
  const inline = bytes.length <= MAX_INLINE;
  const body: Schemas["content-file"] = {
    ...entryShape(call, repository, ref, entry),
    type: "file",
    encoding: inline ? "base64" : "none",
    content: inline ? wrapped(bytes) : "",
  };
  return ok(body);
}

function entryShape(call: Call, repository: Repository, ref: string, entry: TreeEntry) {
  const path = entry.path.split("/").map(encodeURIComponent).join("/");
  const url = `${repositoryApi(call.world, repository)}/contents/${path}?ref=${ref}`;
  const web = repositoryWeb(call.world, repository);
  const html = `${web}/${entry.type === "tree" ? "tree" : "blob"}/${ref}/${path}`;
  const git = `${repositoryApi(call.world, repository)}/git/${entry.type}s/${entry.sha}`;
  return {
    name: entry.path.split("/").at(-1) ?? entry.path,
    path: entry.path,
    sha: entry.sha,
    size: entry.size ?? 0,
    url,
    html_url: html,
    git_url: git,
    download_url: entry.type === "tree" ? null : `${web}/raw/${ref}/${path}`,
    type: entry.type === "tree" ? "dir" : "file",
    _links: { self: url, git, html },
  };
}

const FileBody = z.object({
  message: z.string(),
  content: z.string(),
  sha: z.string().optional(),
  branch: z.string().optional(),
});

/** Creates or changes one file with a commit of its own. */
async function putFile(call: Call, repository: Repository) {
  const wanted = read(call, FileBody);
  const path = param(call, "*");
  const branch = wanted.branch ?? repository.defaultBranch;
  return exclusively(repository, async () => {
    const head = await branchSha(repository.gitDir, branch);
    if (head === undefined) throw new Failure(404, `Branch ${branch} not found`);
    const before = await entryAt(repository.gitDir, head, path);
    checkBefore(path, before, wanted.sha);
    const mode = before?.mode ?? "100644";
    const commit = await commitFile(call, repository, { ...wanted, path, branch, head, mode });
    const body = await fileCommit(call, repository, { path, branch, commit });
    return { status: before === undefined ? 201 : 200, body };
  });
}

function checkBefore(path: string, before: TreeEntry | undefined, sha: string | undefined): void {
  if (before !== undefined && sha === undefined) {
    throw new Failure(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  }
  if (before?.sha !== sha) throw new Failure(409, `${path} does not match ${sha}`);
}

async function commitFile(
  call: Call,
  repository: Repository,
  file: {
    message: string;
    content: string;
    path: string;
    branch: string;
    head: string;
    mode: string;
  },
): Promise<string> {
  const { gitDir } = repository;
  const { path, head, mode, message, branch } = file;
  const change = changeBy(call, repository);
  const sha = await writeBlob(gitDir, Buffer.from(file.content, "base64"));
  const tree = await writeTree(gitDir, head, [{ path, mode, sha }]);
  const itself = personOf(change.by.user, call.world.clock.now());
  const author = call.actor.kind === "user" ? itself : undefined;
  const commit = await makeCommit(change, {
    ...{ message, tree, parents: [head] },
    ...{ author, committer: author },
  });
  await updateRef(change, call.actor, { ref: `refs/heads/${branch}`, sha: commit, force: false });
  return commit;
}

async function fileCommit(
  call: Call,
  repository: Repository,
  { path, branch, commit }: { path: string; branch: string; commit: string },
): Promise<Schemas["file-commit"]> {
  const entry = await entryAt(repository.gitDir, commit, path);
  if (entry === undefined) throw new Error(`${path} is not in ${commit}`);
  const { download_url, ...content } = entryShape(call, repository, branch, entry);
  const stored = await readCommit(repository.gitDir, commit);
  return {
    content: { ...content, ...(download_url === null ? {} : { download_url }) },
    commit: gitCommitShape(call.world, repository, stored),
  };
}
