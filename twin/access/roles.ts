import type { Repository, Role, User } from "../state/types.ts";

const RANK: readonly Role[] = ["none", "read", "triage", "write", "maintain", "admin"];

/** What a user may do: what was set, everything for the owner, reading for all where it is public. */
export function roleOf(repository: Repository, user: User): Role {
  const set = repository.roles.get(user.login.toLowerCase());
  if (set !== undefined && (set !== "none" || repository.private)) return set;
  if (user.id === repository.owner.id) return "admin";
  return repository.private ? "none" : "read";
}

export function isAtLeast(role: Role, needed: Role): boolean {
  return RANK.indexOf(role) >= RANK.indexOf(needed);
}
