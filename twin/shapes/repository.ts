import { roleOf } from "../access/roles.ts";
import { nodeId } from "../state/node-id.ts";
import type { Actor, Repository, User } from "../state/types.ts";
import type { World } from "../state/world.ts";
import type { Schemas } from "./schemas.ts";
import { api, iso, simpleUser } from "./user.ts";

type RepositoryUrls = Pick<
  Schemas["minimal-repository"],
  Extract<keyof Schemas["minimal-repository"], `${string}_url`>
>;

export function repositoryApi(world: World, repository: Repository): string {
  return api(world, `/repos/${repository.fullName}`);
}

export function repositoryWeb(world: World, repository: Repository): string {
  return `${world.url}/${repository.fullName}`;
}

export function minimalRepository(world: World, repository: Repository) {
  const open = [...repository.issues.values()].filter(({ state }) => state === "open").length;
  return {
    id: repository.id,
    node_id: nodeId("R", repository.id),
    name: repository.name,
    full_name: repository.fullName,
    owner: simpleUser(world, repository.owner),
    private: repository.private,
    description: repository.description,
    fork: false,
    url: repositoryApi(world, repository),
    ...hypermedia(world, repository),
    ...clones(world, repository),
    ...counts(open),
    ...features(repository),
    default_branch: repository.defaultBranch,
    pushed_at: iso(repository.pushedAt),
    created_at: iso(repository.createdAt),
    updated_at: iso(repository.pushedAt),
    license: null,
    custom_properties: {},
  } satisfies Schemas["minimal-repository"];
}

/** `GET /repos/{owner}/{repo}`, and with it every place where GitHub shows a whole repository. */
export function fullRepository(
  world: World,
  repository: Repository,
  actor: Actor,
): Schemas["full-repository"] {
  const permissions = permissionsOf(repository, actor);
  return {
    ...minimalRepository(world, repository),
    network_count: 0,
    subscribers_count: 0,
    allow_merge_commit: true,
    allow_squash_merge: true,
    allow_rebase_merge: true,
    ...(permissions === undefined ? {} : { permissions }),
  };
}

/** The repository as webhooks, pull requests and installations show it. */
export function plainRepository(world: World, repository: Repository): Schemas["repository"] {
  return minimalRepository(world, repository);
}

function permissionsOf(repository: Repository, actor: Actor) {
  if (actor.kind === "user") return flags(roleOf(repository, actor.user));
  if (actor.kind !== "installation") return undefined;
  const push = actor.permissions["contents"] === "write";
  return { admin: false, maintain: false, push, triage: push, pull: true };
}

function flags(role: ReturnType<typeof roleOf>) {
  const admin = role === "admin";
  const maintain = admin || role === "maintain";
  const push = maintain || role === "write";
  return { admin, maintain, push, triage: push || role === "triage", pull: role !== "none" };
}

function counts(open: number) {
  return {
    forks_count: 0,
    stargazers_count: 0,
    watchers_count: 0,
    size: 0,
    open_issues_count: open,
    forks: 0,
    open_issues: open,
    watchers: 0,
  };
}

function features(repository: Repository) {
  return {
    homepage: null,
    language: null,
    is_template: false,
    topics: [],
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    has_downloads: true,
    has_discussions: false,
    archived: false,
    disabled: false,
    allow_forking: true,
    web_commit_signoff_required: false,
    visibility: repository.private ? "private" : "public",
  };
}

function clones(world: World, repository: Repository) {
  const web = repositoryWeb(world, repository);
  return {
    git_url: `${web}.git`,
    ssh_url: `${web}.git`,
    clone_url: `${web}.git`,
    svn_url: web,
    mirror_url: null,
  };
}

/** What follows the repository's address; braces are URI templates. */
const PLACES = {
  archive_url: "/{archive_format}{/ref}",
  assignees_url: "/assignees{/user}",
  blobs_url: "/git/blobs{/sha}",
  branches_url: "/branches{/branch}",
  collaborators_url: "/collaborators{/collaborator}",
  comments_url: "/comments{/number}",
  commits_url: "/commits{/sha}",
  compare_url: "/compare/{base}...{head}",
  contents_url: "/contents/{+path}",
  contributors_url: "/contributors",
  deployments_url: "/deployments",
  downloads_url: "/downloads",
  events_url: "/events",
  forks_url: "/forks",
  git_commits_url: "/git/commits{/sha}",
  git_refs_url: "/git/refs{/sha}",
  git_tags_url: "/git/tags{/sha}",
  hooks_url: "/hooks",
  issue_comment_url: "/issues/comments{/number}",
  issue_events_url: "/issues/events{/number}",
  issues_url: "/issues{/number}",
  keys_url: "/keys{/key_id}",
  labels_url: "/labels{/name}",
  languages_url: "/languages",
  merges_url: "/merges",
  milestones_url: "/milestones{/number}",
  notifications_url: "/notifications{?since,all,participating}",
  pulls_url: "/pulls{/number}",
  releases_url: "/releases{/id}",
  stargazers_url: "/stargazers",
  statuses_url: "/statuses/{sha}",
  subscribers_url: "/subscribers",
  subscription_url: "/subscription",
  tags_url: "/tags",
  teams_url: "/teams",
  trees_url: "/git/trees{/sha}",
} as const satisfies Partial<Record<keyof RepositoryUrls, string>>;

function hypermedia(
  world: World,
  repository: Repository,
): Record<keyof typeof PLACES | "html_url", string> {
  const base = repositoryApi(world, repository);
  const places = Object.entries(PLACES).map(([name, place]) => [name, `${base}${place}`] as const);
  return {
    ...(Object.fromEntries(places) as Record<keyof typeof PLACES, string>),
    html_url: repositoryWeb(world, repository),
  };
}

/** How somebody stands to a repository, as GitHub tells: not to be trusted for decisions. */
export function association(repository: Repository, user: User): Schemas["author-association"] {
  if (user.id === repository.owner.id) return "OWNER";
  if (repository.roles.has(user.login.toLowerCase())) return "COLLABORATOR";
  return "NONE";
}
