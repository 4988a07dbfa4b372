import type { Reply } from "../http/reply.ts";
import type { Actor } from "../state/types.ts";
import type { World } from "../state/world.ts";
import { actionRoutes } from "./actions.ts";
import { appRoutes } from "./apps.ts";
import { branchRoutes } from "./branches.ts";
import { checkRoutes } from "./checks.ts";
import { commentRoutes } from "./comments.ts";
import { contentRoutes } from "./contents.ts";
import { gitObjectRoutes } from "./git-objects.ts";
import { hookRoutes } from "./hooks.ts";
import { issueRoutes } from "./issues.ts";
import { labelRoutes } from "./labels.ts";
import { metaRoutes } from "./meta.ts";
import { pullRoutes } from "./pulls.ts";
import { reactionRoutes } from "./reactions.ts";
import { refRoutes } from "./refs.ts";
import { repoRoutes } from "./repos.ts";
import { reviewCommentRoutes } from "./review-comments.ts";
import { createRoutes, type Routes } from "./routes.ts";

const RESOURCES = [
  metaRoutes,
  appRoutes,
  hookRoutes,
  repoRoutes,
  issueRoutes,
  commentRoutes,
  reactionRoutes,
  labelRoutes,
  gitObjectRoutes,
  refRoutes,
  branchRoutes,
  contentRoutes,
  pullRoutes,
  reviewCommentRoutes,
  checkRoutes,
  actionRoutes,
];

export function createRestRoutes(): Routes {
  const routes = createRoutes();
  for (const resource of RESOURCES) resource(routes);
  return routes;
}

export interface RestRequest {
  readonly actor: Actor;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly accept: string;
}

/** Answers one call. Throws `Failure` for what GitHub refuses. */
export async function answerRest(
  world: World,
  routes: Routes,
  request: RestRequest,
): Promise<Reply> {
  const found = routes.find(request.method, request.path);
  if (found === undefined) return notModelled(world, request);
  return found.handler({ ...request, world, params: found.params });
}

function notModelled(world: World, { method, path }: RestRequest): Reply {
  const call = `${method} ${path}`;
  world.unmodelled.add(call);
  return { status: 501, body: { message: `not modelled by the twin: ${call}` }, wrote: false };
}
