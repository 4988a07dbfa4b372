import { z } from "zod";
import { reading, writing } from "../access/demand.ts";
import { changeIssue } from "../change/issues.ts";
import { exclusively } from "../change/lock.ts";
import { mergePull } from "../change/merge.ts";
import { openPull, pullsOf } from "../change/pulls.ts";
import { changedFiles, showDiff } from "../git/diff.ts";
import { listCommits } from "../git/objects.ts";
import { Failure, notFound } from "../http/failure.ts";
import { created, ok } from "../http/reply.ts";
import { commitShape, diffEntry } from "../shapes/commit.ts";
import { type PullIssue, pullShape, pullSimple } from "../shapes/pull.ts";
import type { Repository } from "../state/types.ts";
import { findUser } from "../state/world.ts";
import { type Call, list, numberParam, read } from "./call.ts";
import { changeBy } from "./issues.ts";
import type { Routes } from "./routes.ts";

const READ = reading("pull_requests");
const WRITE = writing("write", "pull_requests");

export function pullRoutes(routes: Routes): void {
  routes.repo("GET", "/pulls", READ, listPulls);
  routes.repo("POST", "/pulls", writing("read", "pull_requests"), create);
  routes.repo("GET", "/pulls/:number", READ, get);
  routes.repo("PATCH", "/pulls/:number", WRITE, patch);
  routes.repo("GET", "/pulls/:number/files", READ, async (call, repository) => {
    const { pull } = pullIn(call, repository);
    const files = await changedFiles(repository.gitDir, `${pull.baseSha}...${pull.headSha}`);
    return list(call, files, (file) => diffEntry(call.world, repository, pull.headSha, file));
  });
  routes.repo("GET", "/pulls/:number/commits", READ, async (call, repository) => {
    const { pull } = pullIn(call, repository);
    const range = `${pull.baseSha}..${pull.headSha}`;
    const commits = await listCommits(repository.gitDir, ["-250", "--reverse", range]);
    return list(call, commits, (commit) => commitShape(call.world, repository, commit));
  });
  routes.repo("GET", "/pulls/:number/reviews", READ, (call, repository) => {
    pullIn(call, repository);
    return ok([]);
  });
  routes.repo("POST", "/pulls/:number/requested_reviewers", WRITE, requestReviewers);
  routes.repo("PUT", "/pulls/:number/merge", writing("write", "contents"), merge);
}

export function pullIn(call: Call, repository: Repository): PullIssue {
  const issue = repository.issues.get(numberParam(call, "number"));
  if (issue === undefined || issue.pull === null) throw notFound();
  return { issue, pull: issue.pull };
}

function listPulls(call: Call, repository: Repository) {
  const { query } = call;
  const state = query.get("state") ?? "open";
  const base = query.get("base");
  // Without an owner GitHub leaves the head unheeded.
  const head = query.get("head")?.includes(":") ? query.get("head") : null;
  const owner = repository.owner.login;
  const sign = query.get("direction") === "asc" ? 1 : -1;
  const updated = query.get("sort") === "updated";
  const value = ({ issue }: PullIssue) => (updated ? issue.updatedAt : issue.createdAt).getTime();
  const wanted = pullsOf(repository)
    .filter(({ issue }) => state === "all" || issue.state === state)
    .filter(({ pull }) => base === null || pull.baseRef === base)
    .filter(({ pull }) => head === null || sameHead(`${owner}:${pull.headRef}`, head))
    .sort((a, b) => sign * (value(a) - value(b) || a.issue.number - b.issue.number));
  return list(call, wanted, (found) => pullSimple(call.world, repository, found));
}

/** The owner's name does not tell upper from lower case, the branch's does. */
function sameHead(a: string, b: string | undefined): boolean {
  const [ownerA = "", branchA] = a.split(":");
  const [ownerB = "", branchB] = (b ?? "").split(":");
  return ownerA.toLowerCase() === ownerB.toLowerCase() && branchA === branchB;
}

const NewPullBody = z.object({
  title: z.string(),
  body: z.string().nullish(),
  head: z.string(),
  base: z.string(),
  draft: z.boolean().default(false),
});

async function create(call: Call, repository: Repository) {
  const { body, ...wanted } = read(call, NewPullBody);
  const change = changeBy(call, repository);
  const found = await exclusively(repository, () =>
    openPull(change, { ...wanted, body: body ?? "" }),
  );
  return created(pullShape(call.world, repository, found));
}

async function get(call: Call, repository: Repository) {
  const found = pullIn(call, repository);
  if (/vnd\.github\.(v3\.)?(diff|patch)/.test(call.accept)) {
    const { baseSha, headSha } = found.pull;
    const text = await showDiff(repository.gitDir, `${baseSha}...${headSha}`);
    return { status: 200, text, type: "application/vnd.github.diff; charset=utf-8" };
  }
  return ok(pullShape(call.world, repository, found));
}

const PullPatch = z.object({
  title: z.string().optional(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]).optional(),
});

function patch(call: Call, repository: Repository) {
  const found = pullIn(call, repository);
  const { title, body, state } = read(call, PullPatch);
  const reopening = state === "open" && found.issue.state === "closed";
  if (reopening && found.pull.merged) {
    throw new Failure(422, "Validation Failed", ["Cannot reopen a merged pull request."]);
  }
  changeIssue(changeBy(call, repository), found.issue, {
    title,
    body: body === null ? "" : body,
    state,
  });
  return ok(pullShape(call.world, repository, found));
}

function requestReviewers(call: Call, repository: Repository) {
  const found = pullIn(call, repository);
  const { reviewers } = read(call, z.object({ reviewers: z.array(z.string()).default([]) }));
  const users = reviewers.map((login) => findUser(call.world, login));
  if (users.some((user) => user === undefined)) {
    throw new Failure(
      422,
      "Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the repository.",
    );
  }
  for (const user of users) {
    if (user !== undefined && !found.pull.reviewers.includes(user)) found.pull.reviewers.push(user);
  }
  return created(pullSimple(call.world, repository, found));
}

async function merge(call: Call, repository: Repository) {
  const found = pullIn(call, repository);
  const Body = z.object({
    merge_method: z.enum(["merge", "squash"]).default("merge"),
    sha: z.string().optional(),
  });
  const { merge_method, sha } = read(call, Body);
  if (sha !== undefined && sha !== found.pull.headSha) {
    throw new Failure(409, "Head branch was modified. Review and try the merge again.");
  }
  const change = changeBy(call, repository);
  const commit = await exclusively(repository, () => mergePull(change, found, merge_method));
  return ok({ sha: commit, merged: true, message: "Pull Request successfully merged" });
}
