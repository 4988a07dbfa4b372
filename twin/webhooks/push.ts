import type { Change } from "../change/issues.ts";
import { changedFiles } from "../git/diff.ts";
import { listCommits, type StoredCommit } from "../git/objects.ts";
import type { RefMove } from "../git/ref-move.ts";
import { isAncestor, objectType } from "../git/refs.ts";
import { repositoryWeb } from "../shapes/repository.ts";
import { simpleUser } from "../shapes/user.ts";
import { emit } from "./emit.ts";

const NOTHING = "0".repeat(40);
const MAX_COMMITS = 20;

/** Tells that a branch or tag has moved. */
export async function emitPush(change: Change, move: RefMove): Promise<void> {
  const { world, repository, by } = change;
  const { before, after } = move;
  const web = repositoryWeb(world, repository);
  const commits = await newCommits(change, move);
  const forced =
    before !== undefined &&
    after !== undefined &&
    !(await isAncestor(repository.gitDir, before, after));
  emit(world, {
    event: "push",
    repository,
    sender: by.user,
    repositoryFields: oldFields(change),
    fields: {
      ref: move.ref,
      before: before ?? NOTHING,
      after: after ?? NOTHING,
      created: before === undefined,
      deleted: after === undefined,
      forced,
      base_ref: null,
      compare: `${web}/compare/${(before ?? NOTHING).slice(0, 12)}...${(after ?? NOTHING).slice(0, 12)}`,
      commits,
      head_commit: commits.at(-1) ?? null,
      pusher: { name: by.user.login, email: `${by.user.login}@users.noreply.github.com` },
    },
  });
}

/** A push shows its repository as it did before there was an API of version 3. */
function oldFields({ world, repository }: Change) {
  const { owner, defaultBranch } = repository;
  const email = `${owner.login}@users.noreply.github.com`;
  return {
    owner: { ...simpleUser(world, owner), name: owner.login, email },
    created_at: Math.floor(repository.createdAt.getTime() / 1000),
    pushed_at: Math.floor(repository.pushedAt.getTime() / 1000),
    stargazers: 0,
    master_branch: defaultBranch,
  };
}

async function newCommits(change: Change, { before, after }: RefMove) {
  const { gitDir, defaultBranch } = change.repository;
  if (after === undefined || (await objectType(gitDir, after)) !== "commit") return [];
  const since = before ?? `refs/heads/${defaultBranch}`;
  const commits = await listCommits(gitDir, [`-${MAX_COMMITS}`, `${since}..${after}`]);
  return Promise.all(commits.reverse().map((commit) => pushCommit(change, commit)));
}

async function pushCommit({ world, repository }: Change, commit: StoredCommit) {
  const [parent] = commit.parents;
  const files =
    parent === undefined ? [] : await changedFiles(repository.gitDir, `${parent}..${commit.sha}`);
  const named = (...status: string[]) =>
    files.filter((file) => status.includes(file.status)).map(({ path }) => path);
  const person = ({ name, email }: StoredCommit["author"]) => ({ name, email, username: name });
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: `${repositoryWeb(world, repository)}/commit/${commit.sha}`,
    author: person(commit.author),
    committer: person(commit.committer),
    added: named("A"),
    removed: named("D"),
    modified: named("M", "R", "T"),
  };
}
