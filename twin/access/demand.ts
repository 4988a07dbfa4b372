import { Failure } from "../http/failure.ts";
import type { Actor, Author, InstallationActor, Level, Repository, Role } from "../state/types.ts";
import { isAtLeast, roleOf } from "./roles.ts";

/** What a call needs: of an installation a permission (one of several), of a user a role. */
export interface Need {
  readonly permissions: readonly string[];
  readonly level: Level;
  readonly role: Role;
}

export function reading(...permissions: string[]): Need {
  return { permissions, level: "read", role: "read" };
}

export function writing(role: Role, ...permissions: string[]): Need {
  return { permissions, level: "write", role };
}

/**
 * Throws what GitHub answers to those who may not: 404 where the repository must not be known to
 * exist, 403 where it may be seen, 401 where nobody asked.
 */
export function demand(actor: Actor, repository: Repository, need: Need): void {
  if (!sees(actor, repository)) throw new Failure(404, "Not Found");
  if (need.level === "read" && need.role === "read" && !repository.private) return;
  if (actor.kind === "anonymous") throw new Failure(401, "Requires authentication");
  if (actor.kind === "user") {
    if (!isAtLeast(roleOf(repository, actor.user), need.role)) {
      throw new Failure(403, "Must have admin rights to Repository.");
    }
    return;
  }
  if (actor.kind === "app" || !permits(actor, repository, need)) {
    throw new Failure(403, "Resource not accessible by integration");
  }
}

function sees(actor: Actor, repository: Repository): boolean {
  if (!repository.private) return true;
  if (actor.kind === "user") return roleOf(repository, actor.user) !== "none";
  return actor.kind === "installation" && actor.repositories.has(repository);
}

function permits(actor: InstallationActor, repository: Repository, need: Need): boolean {
  if (!actor.repositories.has(repository)) return false;
  return need.permissions.some((name) => grants(actor, name, need.level));
}

/** Reading a repository's metadata is part of every installation. */
export function grants(actor: InstallationActor, permission: string, level: Level): boolean {
  const granted = permission === "metadata" ? "read" : actor.permissions[permission];
  return granted === "write" || (granted === "read" && level === "read");
}

/** Who does what the call does. */
export function authorOf(actor: Actor): Author {
  if (actor.kind === "user") return { user: actor.user, via: null };
  if (actor.kind === "installation") return { user: actor.user, via: actor.app };
  throw new Failure(401, "Requires authentication");
}

/** May the caller change what somebody else wrote? */
export function mayModerate(actor: Actor, repository: Repository): boolean {
  if (actor.kind === "user") return isAtLeast(roleOf(repository, actor.user), "write");
  return actor.kind === "installation";
}
