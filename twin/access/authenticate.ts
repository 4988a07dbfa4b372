import { Failure } from "../http/failure.ts";
import type { Actor } from "../state/types.ts";
import type { World } from "../state/world.ts";
import { isJwt, verifyJwt } from "./jwt.ts";

/** Who shows this `Authorization` header. A token that is not known is an error, none is nobody. */
export function authenticate(world: World, header: string | undefined): Actor {
  if (header === undefined || header === "") return { kind: "anonymous" };
  const token = tokenIn(header);
  if (isJwt(token)) return { kind: "app", app: verifyJwt(world, token) };
  return actorWith(world, token);
}

function actorWith(world: World, token: string): Actor {
  for (const user of world.users.values()) {
    if (user.token !== "" && user.token === token) return { kind: "user", user };
  }
  const issued = world.tokens.get(token);
  if (issued === undefined || issued.expiresAt <= world.clock.now()) {
    throw new Failure(401, "Bad credentials");
  }
  return issued.actor;
}

/** `token T`, `Bearer T`, or what git sends: any user name with the token as the password. */
function tokenIn(header: string): string {
  const [scheme = "", value = ""] = header.trim().split(/\s+/, 2);
  if (scheme.toLowerCase() !== "basic") return value;
  const plain = Buffer.from(value, "base64").toString();
  return plain.slice(plain.indexOf(":") + 1);
}

/** How a caller is named in the list of calls. */
export function nameOf(actor: Actor): string {
  if (actor.kind === "anonymous") return "anonymous";
  if (actor.kind === "app") return `app:${actor.app.slug}`;
  return actor.user.login;
}
