import { Failure } from "../http/failure.ts";
import { rateOf } from "../http/rate-limit.ts";
import { ok } from "../http/reply.ts";
import { api, simpleUser } from "../shapes/user.ts";
import type { Routes } from "./routes.ts";

export function metaRoutes(routes: Routes): void {
  routes.on("GET", "/", ({ world }) =>
    ok({
      current_user_url: api(world, "/user"),
      rate_limit_url: api(world, "/rate_limit"),
      repository_url: api(world, "/repos/{owner}/{repo}"),
    }),
  );
  routes.on("GET", "/zen", () => ({
    status: 200,
    text: "Keep it logically awesome.",
    type: "text/plain;charset=utf-8",
  }));
  routes.on("GET", "/meta", () =>
    ok({ verifiable_password_authentication: false, installed_version: "3.19.0" }),
  );
  routes.on("GET", "/rate_limit", ({ world, actor }) => {
    const core = rateOf(world, actor);
    const graphql = { limit: 5_000, used: 0, remaining: 5_000, reset: core.reset };
    return ok({ resources: { core, graphql, search: graphql }, rate: core });
  });
  routes.on("GET", "/user", ({ world, actor }) => {
    if (actor.kind === "user") {
      return ok({ ...simpleUser(world, actor.user), name: null, two_factor_authentication: true });
    }
    if (actor.kind === "anonymous") throw new Failure(401, "Requires authentication");
    throw new Failure(403, "Resource not accessible by integration");
  });
}
