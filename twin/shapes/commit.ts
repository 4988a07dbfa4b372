import type { ChangedFile } from "../git/diff.ts";
import type { Person, StoredCommit } from "../git/objects.ts";
import type { Ref } from "../git/refs.ts";
import { nodeId } from "../state/node-id.ts";
import type { Repository, User } from "../state/types.ts";
import { findUser, type World } from "../state/world.ts";
import { repositoryApi, repositoryWeb } from "./repository.ts";
import type { Schemas } from "./schemas.ts";
import { iso, simpleUser } from "./user.ts";

export function refShape(world: World, repository: Repository, ref: Ref): Schemas["git-ref"] {
  const api = repositoryApi(world, repository);
  return {
    ref: ref.ref,
    node_id: nodeId("REF", `${repository.id}:${ref.ref}`),
    url: `${api}/git/${ref.ref}`,
    object: { sha: ref.sha, type: ref.type, url: `${api}/git/${ref.type}s/${ref.sha}` },
  };
}

export function gitCommitShape(
  world: World,
  repository: Repository,
  commit: StoredCommit,
): Schemas["git-commit"] {
  const api = repositoryApi(world, repository);
  const web = repositoryWeb(world, repository);
  return {
    sha: commit.sha,
    node_id: nodeId("C", `${repository.id}:${commit.sha}`),
    url: `${api}/git/commits/${commit.sha}`,
    html_url: `${web}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    tree: { sha: commit.tree, url: `${api}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: parents(api, web, commit),
    verification: verification(repository, commit.sha, commit.committer),
  };
}

function parents(api: string, web: string, commit: StoredCommit) {
  return commit.parents.map((sha) => ({
    sha,
    url: `${api}/git/commits/${sha}`,
    html_url: `${web}/commit/${sha}`,
  }));
}

/** No key is behind it: the twin remembers which commits GitHub would have signed. */
function verification(repository: Repository, sha: string, { date }: Person) {
  if (!repository.signed.has(sha)) {
    return {
      verified: false,
      reason: "unsigned",
      signature: null,
      payload: null,
      verified_at: null,
    };
  }
  const signature =
    "-----BEGIN PGP SIGNATURE-----\n\n(the twin signs nothing)\n-----END PGP SIGNATURE-----";
  return { verified: true, reason: "valid", signature, payload: sha, verified_at: date };
}

/** The commit with GitHub's accounts beside git's names. */
export function commitShape(world: World, repository: Repository, commit: StoredCommit) {
  const api = repositoryApi(world, repository);
  const git = gitCommitShape(world, repository, commit);
  const author = accountOf(world, commit.author);
  const committer = accountOf(world, commit.committer);
  return {
    sha: commit.sha,
    node_id: git.node_id,
    commit: {
      url: git.url,
      author: git.author,
      committer: git.committer,
      message: git.message,
      tree: git.tree,
      comment_count: 0,
      verification: git.verification,
    },
    url: `${api}/commits/${commit.sha}`,
    html_url: git.html_url,
    comments_url: `${api}/commits/${commit.sha}/comments`,
    author: author === undefined ? null : simpleUser(world, author),
    committer: committer === undefined ? null : simpleUser(world, committer),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${api}/commits/${sha}`,
      html_url: `${repositoryWeb(world, repository)}/commit/${sha}`,
    })),
  } satisfies Schemas["commit"];
}

function accountOf(world: World, person: Person): User | undefined {
  const login = /^\d+\+(.+)@users\.noreply\.github\.com$/.exec(person.email)?.[1];
  return login === undefined ? undefined : findUser(world, login);
}

const STATUS: Readonly<Record<string, Schemas["diff-entry"]["status"]>> = {
  A: "added",
  D: "removed",
  M: "modified",
  R: "renamed",
  C: "copied",
  T: "changed",
};

export function diffEntry(
  world: World,
  repository: Repository,
  sha: string,
  file: ChangedFile,
): Schemas["diff-entry"] {
  const web = repositoryWeb(world, repository);
  const path = file.path.split("/").map(encodeURIComponent).join("/");
  return {
    sha: file.sha,
    filename: file.path,
    status: STATUS[file.status] ?? "modified",
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${web}/blob/${sha}/${path}`,
    raw_url: `${web}/raw/${sha}/${path}`,
    contents_url: `${repositoryApi(world, repository)}/contents/${path}?ref=${sha}`,
    ...(file.patch === undefined ? {} : { patch: file.patch }),
    ...(file.previousPath === undefined ? {} : { previous_filename: file.previousPath }),
  };
}

/** As workflow runs show the commit they run on. */
export function simpleCommit(commit: StoredCommit): Schemas["nullable-simple-commit"] {
  const { name, email } = commit.author;
  return {
    id: commit.sha,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: iso(new Date(commit.committer.date)),
    author: { name, email },
    committer: { name: commit.committer.name, email: commit.committer.email },
  };
}
