import type { Person } from "../git/objects.ts";
import type { User } from "../state/types.ts";

/** Who commits what is done on GitHub itself, and signs it. */
export const GITHUB = { name: "GitHub", email: "noreply@github.com" };

/** The address that GitHub makes up for everybody. */
export function personOf(user: User, now: Date): Person {
  const email = `${user.id}+${user.login}@users.noreply.github.com`;
  return { name: user.login, email, date: now.toISOString() };
}
