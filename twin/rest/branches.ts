import { changedFiles, showDiff } from "../git/diff.ts";
import { countAhead, mergeBase } from "../git/merge.ts";
import { listCommits, readCommit } from "../git/objects.ts";
import { branchSha, refsUnder, resolveCommit } from "../git/refs.ts";
import { Failure, notFound } from "../http/failure.ts";
import { ok } from "../http/reply.ts";
import { commitShape, diffEntry } from "../shapes/commit.ts";
import { repositoryApi, repositoryWeb } from "../shapes/repository.ts";
import type { Schemas } from "../shapes/schemas.ts";
import type { Repository } from "../state/types.ts";
import { type Call, list, param } from "./call.ts";
import { READ } from "./git-objects.ts";
import type { Routes } from "./routes.ts";

const MAX_COMMITS = 250;
const MAX_FILES = 300;

export function branchRoutes(routes: Routes): void {
  routes.repo("GET", "/branches", READ, listBranches);
  routes.repo("GET", "/branches/*", READ, getBranch);
  routes.repo("GET", "/commits", READ, async (call, repository) => {
    const start = call.query.get("sha") ?? repository.defaultBranch;
    const sha = await commitNamed(repository, start, 404);
    const path = call.query.get("path");
    const found = await listCommits(repository.gitDir, ["-500", sha]);
    const since = new Date(call.query.get("since") ?? 0);
    const all = path === null ? found : await touching(repository, sha, path);
    const commits = all.filter(({ committer }) => new Date(committer.date) >= since);
    return list(call, commits, (commit) => commitShape(call.world, repository, commit));
  });
  // Last, since the wildcard would take `commits/{ref}/check-runs` as well.
  routes.repo("GET", "/commits/:ref", READ, getCommit);
  routes.repo("GET", "/compare/*", READ, compare);
}

async function touching(repository: Repository, sha: string, path: string) {
  const shas = (await listCommits(repository.gitDir, ["-500", sha])).map((commit) => commit.sha);
  const commits = await Promise.all(
    shas.map(async (each) => {
      const commit = await readCommit(repository.gitDir, each);
      const from = commit.parents[0];
      if (from === undefined) return commit;
      const files = await changedFiles(repository.gitDir, `${from}..${each}`);
      return files.some((file) => file.path === path) ? commit : undefined;
    }),
  );
  return commits.filter((commit) => commit !== undefined);
}

export async function commitNamed(
  repository: Repository,
  name: string,
  status: 404 | 422,
): Promise<string> {
  const sha = await resolveCommit(repository.gitDir, name);
  if (sha !== undefined) return sha;
  throw status === 404 ? notFound() : new Failure(422, `No commit found for SHA: ${name}`);
}

async function listBranches(call: Call, repository: Repository) {
  const refs = await refsUnder(repository.gitDir, "refs/heads/");
  const api = repositoryApi(call.world, repository);
  return list(call, refs, ({ ref, sha }): Schemas["short-branch"] => ({
    name: ref.slice("refs/heads/".length),
    commit: { sha, url: `${api}/commits/${sha}` },
    protected: false,
  }));
}

async function getBranch(call: Call, repository: Repository) {
  const name = param(call, "*");
  const sha = await branchSha(repository.gitDir, name);
  if (sha === undefined) throw new Failure(404, "Branch not found");
  const api = `${repositoryApi(call.world, repository)}/branches/${encodeURIComponent(name)}`;
  const body: Schemas["branch-with-protection"] = {
    name,
    commit: commitShape(call.world, repository, await readCommit(repository.gitDir, sha)),
    _links: { self: api, html: `${repositoryWeb(call.world, repository)}/tree/${name}` },
    protected: false,
    protection: { enabled: false },
    protection_url: `${api}/protection`,
  };
  return ok(body);
}

async function getCommit(call: Call, repository: Repository) {
  const sha = await commitNamed(repository, param(call, "ref"), 422);
  const commit = await readCommit(repository.gitDir, sha);
  const range = `${commit.parents[0] ?? EMPTY_TREE}..${sha}`;
  if (/\bdiff\b/.test(call.accept)) {
    return { status: 200, text: await showDiff(repository.gitDir, range) };
  }
  if (/vnd\.github\.(v3\.)?sha/.test(call.accept)) return { status: 200, text: sha };
  const files = await changedFiles(repository.gitDir, range);
  const sum = (key: "additions" | "deletions") =>
    files.reduce((total, file) => total + file[key], 0);
  const body: Schemas["commit"] = {
    ...commitShape(call.world, repository, commit),
    stats: {
      additions: sum("additions"),
      deletions: sum("deletions"),
      total: sum("additions") + sum("deletions"),
    },
    files: files.map((file) => diffEntry(call.world, repository, sha, file)),
  };
  return ok(body);
}

/** git's name for a tree without entries. */
const EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

async function compare(call: Call, repository: Repository) {
  const [base = "", head = ""] = param(call, "*").split("...").map(withoutOwner);
  const from = await commitNamed(repository, base, 404);
  const to = await commitNamed(repository, head, 404);
  const { gitDir } = repository;
  const parted = await mergeBase(gitDir, from, to);
  if (parted === undefined) throw new Failure(404, "No common ancestor between the two commits.");
  if (/\bdiff\b/.test(call.accept)) {
    return { status: 200, text: await showDiff(gitDir, `${from}...${to}`) };
  }
  const ahead = await countAhead(gitDir, from, to);
  const behind = await countAhead(gitDir, to, from);
  const commits = await listCommits(gitDir, [`-${MAX_COMMITS}`, "--reverse", `${from}..${to}`]);
  const files = await changedFiles(gitDir, `${from}...${to}`);
  const web = `${repositoryWeb(call.world, repository)}/compare/${base}...${head}`;
  const shape = async (sha: string) =>
    commitShape(call.world, repository, await readCommit(gitDir, sha));
  const body: Schemas["commit-comparison"] = {
    url: `${repositoryApi(call.world, repository)}/compare/${base}...${head}`,
    html_url: web,
    permalink_url: web,
    diff_url: `${web}.diff`,
    patch_url: `${web}.patch`,
    base_commit: await shape(from),
    merge_base_commit: await shape(parted),
    status: statusOf(ahead, behind),
    ahead_by: ahead,
    behind_by: behind,
    total_commits: ahead,
    commits: commits.map((commit) => commitShape(call.world, repository, commit)),
    files: files.slice(0, MAX_FILES).map((file) => diffEntry(call.world, repository, to, file)),
  };
  return ok(body);
}

function withoutOwner(name: string): string {
  return name.includes(":") ? name.slice(name.indexOf(":") + 1) : name;
}

function statusOf(ahead: number, behind: number): Schemas["commit-comparison"]["status"] {
  if (ahead > 0) return behind > 0 ? "diverged" : "ahead";
  return behind > 0 ? "behind" : "identical";
}
