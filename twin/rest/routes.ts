import findMyWay, { type HTTPMethod } from "find-my-way";
import { demand, type Need } from "../access/demand.ts";
import { notFound } from "../http/failure.ts";
import type { Reply } from "../http/reply.ts";
import type { Repository } from "../state/types.ts";
import { findRepository } from "../state/world.ts";
import { type Call, type Handler, param } from "./call.ts";

/** Where resources say which calls they answer. */
export interface Routes {
  on(method: HTTPMethod, path: string, handler: Handler): void;
  /** Below `/repos/{owner}/{repo}`, for those who fulfil the need. */
  repo(
    method: HTTPMethod,
    path: string,
    need: Need,
    handler: (call: Call, repository: Repository) => Reply | Promise<Reply>,
  ): void;
  find(
    method: string,
    path: string,
  ): { handler: Handler; params: Record<string, string> } | undefined;
}

export function createRoutes(): Routes {
  // Only `find` is used: requests are read, recorded and spoilt elsewhere.
  const router = findMyWay({ ignoreTrailingSlash: true, maxParamLength: 1_000 });
  const on: Routes["on"] = (method, path, handler) => {
    router.on(method, path, () => {}, handler);
  };
  return {
    on,
    repo: (method, path, need, handler) => {
      on(method, `/repos/:owner/:repo${path}`, (call) => {
        const name = `${param(call, "owner")}/${param(call, "repo")}`;
        const repository = findRepository(call.world, name);
        if (repository === undefined) throw notFound();
        demand(call.actor, repository, need);
        return handler(call, repository);
      });
    },
    find: (method, path) => {
      const found = router.find(method as HTTPMethod, path);
      if (found === null) return undefined;
      return { handler: found.store as Handler, params: found.params as Record<string, string> };
    },
  };
}
