import { randomBytes } from "node:crypto";
import type { User } from "./types.ts";
import { findUser, type World } from "./world.ts";

/** Makes a user with a personal access token; bots have none. */
export function addUser(world: World, login: string, type: User["type"] = "User"): User {
  if (findUser(world, login) !== undefined) throw new Error(`the twin has ${login} already`);
  const token = type === "User" ? `ghp_${randomBytes(18).toString("hex")}` : "";
  const user: User = { id: world.nextId(), login, type, token };
  world.users.set(login.toLowerCase(), user);
  return user;
}

export function ensureUser(world: World, login: string, type: User["type"] = "User"): User {
  return findUser(world, login) ?? addUser(world, login, type);
}
