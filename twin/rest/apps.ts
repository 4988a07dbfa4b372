import { z } from "zod";
import { undecodable } from "../access/jwt.ts";
import { Failure, notFound } from "../http/failure.ts";
import { created, ok } from "../http/reply.ts";
import { installationShape } from "../shapes/app.ts";
import { plainRepository } from "../shapes/repository.ts";
import type { Schemas } from "../shapes/schemas.ts";
import { appPermissions, integration, iso } from "../shapes/user.ts";
import { issueToken } from "../state/apps.ts";
import type { App, Installation, Level, Permissions, Repository } from "../state/types.ts";
import { findRepository } from "../state/world.ts";
import { type Call, list, numberParam, paginate, param, read } from "./call.ts";
import type { Routes } from "./routes.ts";

const HOUR_MS = 3_600_000;

export function appRoutes(routes: Routes): void {
  routes.on("GET", "/app", (call) => {
    const app = callingApp(call);
    const installations_count = installationsOf(call, app).length;
    return ok({ ...integration(call.world, app), installations_count });
  });
  routes.on("GET", "/app/installations", (call) =>
    list(call, installationsOf(call, callingApp(call)), (each) =>
      installationShape(call.world, each),
    ),
  );
  routes.on("GET", "/app/installations/:id", (call) =>
    ok(installationShape(call.world, named(call))),
  );
  routes.on("POST", "/app/installations/:id/access_tokens", createToken);
  // An app's own token sees no repositories, but learns of its installations on private ones.
  routes.on("GET", "/repos/:owner/:repo/installation", (call) => {
    const app = callingApp(call);
    const name = `${param(call, "owner")}/${param(call, "repo")}`;
    const repository = findRepository(call.world, name);
    const found = installationsOf(call, app).find(
      ({ repositories: all }) => repository !== undefined && all.has(repository),
    );
    if (found === undefined) throw notFound();
    return ok(installationShape(call.world, found));
  });
  routes.on("GET", "/installation/repositories", repositories);
  routes.on("POST", "/app-manifests/:code/conversions", convertManifest);
}

export function callingApp(call: Call): App {
  if (call.actor.kind !== "app") throw undecodable();
  return call.actor.app;
}

function installationsOf(call: Call, app: App): Installation[] {
  return call.world.installations.filter((each) => each.app === app);
}

function named(call: Call): Installation {
  const id = numberParam(call, "id");
  const found = installationsOf(call, callingApp(call)).find((each) => each.id === id);
  if (found === undefined) throw notFound();
  return found;
}

const TokenRequest = z.object({
  repositories: z.array(z.string()).optional(),
  repository_ids: z.array(z.number()).optional(),
  permissions: z.record(z.string(), z.enum(["read", "write"])).optional(),
});

function createToken(call: Call) {
  const installation = named(call);
  const asked = read(call, TokenRequest);
  const permissions = narrowPermissions(installation.permissions, asked.permissions);
  const chosen = narrowRepositories(installation, asked);
  const { app } = installation;
  const actor = { kind: "installation", user: app.bot, app, installation, permissions } as const;
  const issued = issueToken(
    call.world,
    { ...actor, repositories: chosen ?? installation.repositories },
    HOUR_MS,
  );
  const body: Schemas["installation-token"] = {
    token: issued.token,
    expires_at: iso(issued.expiresAt),
    permissions: appPermissions(permissions),
    repository_selection: "selected",
    ...(chosen === undefined
      ? {}
      : { repositories: [...chosen].map((each) => plainRepository(call.world, each)) }),
  };
  return { ...created(body), wrote: false };
}

function narrowPermissions(
  granted: Permissions,
  asked: Record<string, Level> | undefined,
): Permissions {
  if (asked === undefined) return granted;
  for (const [name, level] of Object.entries(asked)) {
    const has = granted[name];
    if (has === undefined || (has === "read" && level === "write")) {
      throw new Failure(422, "The permissions requested are not granted to this installation.");
    }
  }
  return { metadata: "read", ...asked };
}

function narrowRepositories(
  installation: Installation,
  asked: z.infer<typeof TokenRequest>,
): ReadonlySet<Repository> | undefined {
  const { repositories: names = [], repository_ids: ids = [] } = asked;
  if (names.length + ids.length === 0) return undefined;
  const all = [...installation.repositories];
  const found = [
    ...names.map((name) => all.find((each) => each.name.toLowerCase() === name.toLowerCase())),
    ...ids.map((id) => all.find((each) => each.id === id)),
  ];
  const chosen = found.filter((each) => each !== undefined);
  if (chosen.length < found.length) {
    throw new Failure(
      422,
      "There is at least one repository that does not exist or is not accessible to the parent installation.",
    );
  }
  return new Set(chosen);
}

function repositories(call: Call) {
  if (call.actor.kind !== "installation") {
    throw new Failure(
      403,
      "You must authenticate with an installation access token in order to list repositories for an installation.",
    );
  }
  const all = [...call.actor.repositories];
  const { page, headers } = paginate(call, all);
  const body = {
    total_count: all.length,
    repository_selection: "selected",
    repositories: page.map((each) => plainRepository(call.world, each)),
  };
  return { status: 200, body, headers };
}

/** The code of a manifest is good once. */
function convertManifest(call: Call) {
  const code = param(call, "code");
  const app = call.world.manifests.get(code);
  if (app === undefined) throw notFound();
  call.world.manifests.delete(code);
  call.world.apps.push(app);
  return created({
    ...integration(call.world, app),
    client_secret: app.clientId.split("").reverse().join(""),
    webhook_secret: app.webhook.secret,
    pem: app.privateKey,
  });
}
