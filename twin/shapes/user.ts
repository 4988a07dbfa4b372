import { nodeId } from "../state/node-id.ts";
import type { App, Permissions, User } from "../state/types.ts";
import type { World } from "../state/world.ts";
import type { Schemas } from "./schemas.ts";

export function api(world: World, path: string): string {
  return `${world.url}/api/v3${path}`;
}

export function simpleUser(world: World, user: User): Schemas["simple-user"] {
  const url = api(world, `/users/${encodeURIComponent(user.login)}`);
  return {
    login: user.login,
    id: user.id,
    node_id: nodeId("U", user.id),
    avatar_url: `${world.url}/_avatars/${user.id}`,
    gravatar_id: "",
    url,
    html_url: webAddress(world, user),
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: user.type,
    user_view_type: "public",
    site_admin: false,
  };
}

export function organizationShape(
  world: World,
  organization: User,
): Schemas["organization-simple"] {
  const url = api(world, `/orgs/${organization.login}`);
  return {
    login: organization.login,
    id: organization.id,
    node_id: nodeId("O", organization.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.url}/_avatars/${organization.id}`,
    description: "",
  };
}

/** GitHub shows a bot as its app. */
function webAddress(world: World, user: User): string {
  const path = user.type === "Bot" ? `apps/${user.login.replace(/\[bot\]$/, "")}` : user.login;
  return `${world.url}/${path}`;
}

export function integration(world: World, app: App): NonNullable<Schemas["nullable-integration"]> {
  return {
    id: app.id,
    client_id: app.clientId,
    slug: app.slug,
    node_id: nodeId("A", app.id),
    owner: simpleUser(world, app.owner),
    name: app.name,
    description: null,
    external_url: world.url,
    html_url: `${world.url}/apps/${app.slug}`,
    created_at: iso(app.createdAt),
    updated_at: iso(app.createdAt),
    permissions: { ...app.permissions },
    events: [...app.events],
  };
}

export function via(world: World, app: App | null): Schemas["nullable-integration"] {
  return app === null ? null : integration(world, app);
}

/** GitHub's times have whole seconds. */
export function iso(date: Date): string {
  return date.toISOString().replace(/\.\d{3}Z$/, "Z");
}

export function isoOrNull(date: Date | null): string | null {
  return date === null ? null : iso(date);
}

/** The description types names of permissions one by one; ours come from manifests and files. */
export function appPermissions(permissions: Permissions): Schemas["app-permissions"] {
  return { ...permissions } as Schemas["app-permissions"];
}
