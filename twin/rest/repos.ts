import { reading } from "../access/demand.ts";
import { roleOf } from "../access/roles.ts";
import { Failure, notFound } from "../http/failure.ts";
import { ok } from "../http/reply.ts";
import { fullRepository } from "../shapes/repository.ts";
import { simpleUser } from "../shapes/user.ts";
import type { Repository, Role, User } from "../state/types.ts";
import { findUser } from "../state/world.ts";
import { type Call, list, param } from "./call.ts";
import type { Routes } from "./routes.ts";

export function repoRoutes(routes: Routes): void {
  const metadata = reading("metadata");
  routes.repo("GET", "", metadata, (call, repository) =>
    ok(fullRepository(call.world, repository, call.actor)),
  );
  routes.repo("GET", "/collaborators/:user/permission", metadata, permission);
  routes.repo("GET", "/collaborators", metadata, (call, repository) => {
    const users = [repository.owner, ...collaborators(call, repository)];
    return list(call, users, (user) => collaborator(call, user, roleOf(repository, user)));
  });
  routes.on("GET", "/users/:user", (call) => {
    const user = findUser(call.world, param(call, "user"));
    if (user === undefined) throw notFound();
    return ok({ ...simpleUser(call.world, user), name: null, public_repos: 0 });
  });
}

function collaborators(call: Call, repository: Repository): User[] {
  return [...repository.roles]
    .filter(([, role]) => role !== "none")
    .flatMap(([login]) => findUser(call.world, login) ?? []);
}

/** Nobody learns this without a token, not even of a public repository. */
function permission(call: Call, repository: Repository) {
  if (call.actor.kind === "anonymous") throw new Failure(401, "Requires authentication");
  const user = findUser(call.world, param(call, "user"));
  if (user === undefined || user.type === "Organization") throw notFound();
  if (user.type === "Bot") throw new Failure(404, `${user.login} is not a user`);
  const role = roleOf(repository, user);
  return ok({
    permission: coarse(role),
    role_name: role,
    user: role === "none" ? simpleUser(call.world, user) : collaborator(call, user, role),
  });
}

/** The older field knows four words. */
function coarse(role: Role): string {
  if (role === "maintain") return "write";
  return role === "triage" ? "read" : role;
}

function collaborator(call: Call, user: User, role: Role) {
  const admin = role === "admin";
  const maintain = admin || role === "maintain";
  const push = maintain || role === "write";
  return {
    ...simpleUser(call.world, user),
    permissions: {
      admin,
      maintain,
      push,
      triage: push || role === "triage",
      pull: role !== "none",
    },
    role_name: role,
  };
}
